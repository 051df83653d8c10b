package io.lockstep.core.door;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.PairRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells an echo from news by content alone. It asks for proof that nothing is new; any doubt is a
 * look. Pure.
 *
 * <p>The caller reads the open mark <b>before</b> the record. The other way round, a run could move
 * the base and settle between the two reads, and a change back to the former value would be taken
 * for an echo of it.
 */
public final class Door {

  private final MappingProfile profile;
  private final CanonicalForms forms;
  private final Digester digester;

  /** A door for one connection. */
  public Door(MappingProfile profile, CanonicalForms forms, Digester digester) {
    this.profile = profile;
    this.forms = forms;
    this.digester = digester;
  }

  /**
   * What to do with an event.
   *
   * @param key the pair, by contact id
   * @param runOpen whether the flow's open mark stood before {@code record} was read
   * @throws Digester.MissingKeyException when a base was made with a key that is not here; look
   */
  public Verdict decide(FlowKey key, Sighting sighting, boolean runOpen, PairRecord record) {
    if (runOpen) {
      return Verdict.RUN_OPEN;
    }
    if (sighting.deleted()) {
      return Verdict.DELETED;
    }
    if (!isOfThisPair(key, sighting, record)) {
      return Verdict.NOT_LINKED;
    }
    for (FieldRule rule : profile.rules()) {
      Verdict verdict = decide(key, rule, sighting, record);
      if (verdict.looks()) {
        return verdict;
      }
    }
    return Verdict.NOTHING_NEW;
  }

  /**
   * What the event showed, as a hint carries it: rule name to keyed digest. Dates edits, and
   * betrays one that is overwritten before anybody reads it.
   */
  public Map<String, String> digests(FlowKey key, Sighting sighting) {
    Map<String, String> digests = new TreeMap<>();
    for (FieldRule rule : profile.rules()) {
      Reading canonical = canonical(rule, sighting, CanonicalForms.CURRENT);
      if (canonical.shown()) {
        digests.put(rule.name(), digester.digest(key, rule.name(), canonical));
      }
    }
    return digests;
  }

  private boolean isOfThisPair(FlowKey key, Sighting sighting, PairRecord record) {
    if (record.link() == null || !record.link().contactId().equals(key.contactId())) {
      return false;
    }
    String id = sighting.view().id();
    String counterpart = sighting.view().counterpart();
    if (sighting.view().side() == Side.CONTACTS) {
      // A contact made by a person bears no mark of its profile.
      return id.equals(record.link().contactId())
          && (counterpart == null || counterpart.equals(record.link().profileId()));
    }
    return id.equals(record.link().profileId()) && record.link().contactId().equals(counterpart);
  }

  private Verdict decide(FlowKey key, FieldRule rule, Sighting sighting, PairRecord record) {
    if (!sighting.view().field(rule.name()).shown()) {
      return sighting.reportedElsewhere().contains(rule.name())
          ? Verdict.NOTHING_NEW
          : Verdict.FIELD_NEVER_REPORTED;
    }
    Optional<BaseRow> base = record.base(rule.name());
    if (base.isEmpty() || !base.get().ruleFingerprint().equals(rule.fingerprint())) {
      return Verdict.NO_BASE;
    }
    Reading canonical = canonical(rule, sighting, base.get().canonVersion());
    boolean same =
        rule.kind() == FieldRule.Kind.TAGS
            ? sameMembers(key, rule, canonical, record)
            : digester.matches(
                digestOf(base.get(), sighting.view().side()), key, rule.name(), canonical);
    return same ? Verdict.NOTHING_NEW : Verdict.DIFFERS;
  }

  private boolean sameMembers(FlowKey key, FieldRule rule, Reading canonical, PairRecord record) {
    List<BaseRow> members =
        record.base().stream()
            .filter(row -> row.field().equals(rule.name()) && !row.element().isEmpty())
            .toList();
    Set<String> shown = new HashSet<>(canonical.texts());
    return members.size() == shown.size()
        && shown.stream()
            .allMatch(
                member ->
                    members.stream()
                        .anyMatch(
                            row ->
                                digester.matchesMember(row.element(), key, rule.name(), member)));
  }

  private Reading canonical(FieldRule rule, Sighting sighting, int version) {
    Reading raw = sighting.view().field(rule.name());
    if (rule.kind() == FieldRule.Kind.TAGS && raw.shown()) {
      raw = Reading.ofElements(raw.texts().stream().filter(profile.tags()::travels).toList());
    }
    return forms.canonical(raw, rule.form(), version);
  }

  private static String digestOf(BaseRow row, Side side) {
    return side == Side.CONTACTS ? row.contacts() : row.rewards();
  }
}

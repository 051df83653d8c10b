package io.lockstep.core.door;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile.TagFilter;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compares what an event showed with the base of one record, rule by rule. */
final class BaseCheck {

  private final List<FieldRule> rules;
  private final TagFilter tags;
  private final CanonicalForms forms;
  private final Digester digester;

  BaseCheck(List<FieldRule> rules, TagFilter tags, CanonicalForms forms, Digester digester) {
    this.rules = rules;
    this.tags = tags;
    this.forms = forms;
    this.digester = digester;
  }

  /**
   * Whether every field shows its base.
   *
   * @param pair whom the digests are scoped to
   */
  Verdict decide(FlowKey pair, Sighting sighting, PairRecord record) {
    for (FieldRule rule : rules) {
      Verdict verdict = decide(pair, rule, sighting, record);
      if (verdict.looks()) {
        return verdict;
      }
    }
    return Verdict.NOTHING_NEW;
  }

  /** Whether it shows every field, or events of another type do. */
  boolean isComplete(Sighting sighting) {
    return rules.stream()
        .map(FieldRule::name)
        .allMatch(
            name ->
                sighting.view().field(name).shown() || sighting.reportedElsewhere().contains(name));
  }

  /** Rule name to digest of what the event showed. */
  Map<String, String> digests(FlowKey pair, Sighting sighting) {
    Map<String, String> digests = new TreeMap<>();
    for (FieldRule rule : rules) {
      Reading canonical = canonical(rule, sighting, CanonicalForms.CURRENT);
      if (canonical.shown()) {
        digests.put(rule.name(), digester.digest(pair, rule.name(), canonical));
      }
    }
    return digests;
  }

  /** The rules whose field is shown, and does not show its base. */
  List<FieldRule> differing(FlowKey pair, PersonView view, PairRecord record) {
    Sighting sighting = new Sighting(false, view, Set.of());
    return rules.stream()
        .filter(rule -> view.field(rule.name()).shown())
        .filter(rule -> decide(pair, rule, sighting, record).looks())
        .toList();
  }

  /** Whether a field shows the value of that digest. */
  boolean shows(FlowKey pair, FieldRule rule, PersonView view, String digest) {
    Reading canonical =
        canonical(rule, new Sighting(false, view, Set.of()), CanonicalForms.CURRENT);
    return digester.matches(digest, pair, rule.name(), canonical);
  }

  private Verdict decide(FlowKey pair, FieldRule rule, Sighting sighting, PairRecord record) {
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
        rule.kind().isSet()
            ? sameMembers(pair, rule, canonical, record)
            : digester.matches(
                digestOf(base.get(), sighting.view().side()), pair, rule.name(), canonical);
    return same ? Verdict.NOTHING_NEW : Verdict.DIFFERS;
  }

  private boolean sameMembers(FlowKey pair, FieldRule rule, Reading canonical, PairRecord record) {
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
                                digester.matchesMember(row.element(), pair, rule.name(), member)));
  }

  private Reading canonical(FieldRule rule, Sighting sighting, int version) {
    Reading raw = sighting.view().field(rule.name());
    if (rule.kind() == FieldRule.Kind.TAGS && raw.shown()) {
      raw = Reading.ofElements(raw.texts().stream().filter(tags::travels).toList());
    }
    return forms.canonical(raw, rule.form(), version);
  }

  private static String digestOf(BaseRow row, Side side) {
    return side == Side.CONTACTS ? row.contacts() : row.rewards();
  }
}

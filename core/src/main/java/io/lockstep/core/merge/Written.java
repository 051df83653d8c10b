package io.lockstep.core.merge;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.FieldMove.By;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What apply tells the ledger about a write, before it and after it. Kept beside the merge because
 * the next merge reads it: the base moves only for what an operation wrote, the target's digest
 * from its answer, the source's from the look. Pure.
 */
public final class Written {

  private final FlowKey key;
  private final MappingProfile profile;
  private final CanonicalForms forms;
  private final Digester digester;
  private final Values values;

  /** For the writes of one pair. */
  public Written(FlowKey key, MappingProfile profile, CanonicalForms forms, Digester digester) {
    this(key, null, profile, forms, digester);
  }

  /** For the writes of one item; {@code profile} speaks of items of its kind. */
  public Written(
      FlowKey key,
      @Nullable ItemRef item,
      MappingProfile profile,
      CanonicalForms forms,
      Digester digester) {
    this.key = key;
    this.profile = profile;
    this.forms = forms;
    this.digester = digester;
    this.values = new Values(key, item, forms, digester);
  }

  /** What an intent says of each field: the source, the target before, and the target after. */
  public Map<String, Intent.Wrote> intended(Op op) {
    Map<String, Intent.Wrote> intended = new HashMap<>();
    for (FieldWrite write : op.writes()) {
      intended.put(
          write.field(),
          new Intent.Wrote(
              write.sourceDigest(),
              write.targetDigest(),
              asked(op, write),
              write.ruleFingerprint()));
    }
    return intended;
  }

  /** The edits this operation overwrites, to be listed before it is sent. */
  public List<Conflict> lost(Op op, Instant at) {
    return op.writes().stream().flatMap(write -> lost(op, write, at).stream()).toList();
  }

  /**
   * Adds base, steps and stamp of a write that was made, or found made.
   *
   * @param record the pair's record as apply loaded it
   * @param answer the target as the provider's answer showed it; a field it does not show is taken
   *     to be as it was written
   * @param at when the answer came
   */
  public void add(
      PairChange.Builder change, PairRecord record, Op op, PersonView answer, Instant at) {
    for (FieldWrite write : op.writes()) {
      Optional<FieldRule> rule = profile.rule(write.field());
      if (rule.filter(known -> known.kind().isSet()).isPresent()) {
        addTags(change, record, op, write, rule.get(), answer, at);
      } else {
        addField(change, record, op, write, rule, answer, at);
      }
    }
    change.stamp(new Stamp(op.target(), at, answer.updatedAt(), answer.version()));
  }

  private void addField(
      PairChange.Builder change,
      PairRecord record,
      Op op,
      FieldWrite write,
      Optional<FieldRule> rule,
      PersonView answer,
      Instant at) {
    String asked = asked(op, write);
    String after =
        rule.map(known -> values.of(known, op.target(), answer.field(known.name())))
            .filter(SideValue::shown)
            .map(SideValue::digest)
            .orElse(asked);
    change.move(
        new FieldMove(write.field(), "", op.target(), write.targetDigest(), after, By.WRITTEN, at));
    if (write.sourceDigest().isEmpty()) {
      return; // the first half of a person's edit
    }
    Side source = op.target().other();
    String known = record.base(write.field()).map(row -> digest(row, source)).orElse("");
    if (!known.equals(write.sourceDigest())) {
      change.move(
          new FieldMove(write.field(), "", source, known, write.sourceDigest(), By.SEEN, at));
    }
    String contacts = op.target() == Side.CONTACTS ? after : write.sourceDigest();
    String rewards = op.target() == Side.CONTACTS ? write.sourceDigest() : after;
    String fingerprint = rule.map(FieldRule::fingerprint).orElse("");
    change.base(
        new BaseRow(
            write.field(),
            "",
            contacts,
            rewards,
            CanonicalForms.CURRENT,
            fingerprint,
            write.baseRevision()));
    if (!after.equals(asked)) {
      change.accept(
          new AcceptedDifference(
              write.field(),
              "",
              contacts,
              rewards,
              fingerprint,
              AcceptedDifference.Reason.REWRITTEN,
              "lockstep",
              at));
    }
  }

  private void addTags(
      PairChange.Builder change,
      PairRecord record,
      Op op,
      FieldWrite write,
      FieldRule rule,
      PersonView answer,
      Instant at) {
    boolean added = op.kind() != Op.Kind.REMOVE_TAGS; // a create adds them too
    boolean leavesBase = write.sourceDigest().isEmpty();
    for (String word : values.words(rule, write.values(), CanonicalForms.CURRENT)) {
      String element = values.member(rule.name(), word);
      String before = added ? "" : element;
      String after = added ? element : "";
      change.move(new FieldMove(rule.name(), element, op.target(), before, after, By.WRITTEN, at));
      if (!leavesBase) {
        change.move(
            new FieldMove(rule.name(), element, op.target().other(), before, after, By.SEEN, at));
        List<BaseRow> rows = rows(record, rule, word);
        if (!added) {
          rows.forEach(change::removeBase);
        } else if (rows.stream()
            .noneMatch(row -> row.ruleFingerprint().equals(rule.fingerprint()))) {
          change.base(
              new BaseRow(
                  rule.name(),
                  element,
                  element,
                  element,
                  CanonicalForms.CURRENT,
                  rule.fingerprint(),
                  rows.stream()
                      .filter(row -> row.element().equals(element))
                      .mapToLong(BaseRow::revision)
                      .findFirst()
                      .orElse(0)));
        }
      }
    }
    if (!leavesBase) {
      String after = shown(rule, op.target(), answer).orElse(asked(op, write));
      change.base(
          new BaseRow(
              rule.name(),
              "",
              op.target() == Side.CONTACTS ? after : write.sourceDigest(),
              op.target() == Side.CONTACTS ? write.sourceDigest() : after,
              CanonicalForms.CURRENT,
              rule.fingerprint(),
              write.baseRevision()));
    }
  }

  /** The rows of that tag, under any key and rule; a member's digest names its field as well. */
  private List<BaseRow> rows(PairRecord record, FieldRule rule, String word) {
    return record.base().stream()
        .filter(row -> values.matchesMember(row.element(), rule.name(), word))
        .toList();
  }

  private Optional<String> shown(FieldRule rule, Side side, PersonView answer) {
    Reading tags = answer.field(rule.name());
    return tags.shown()
        ? Optional.of(
            digester.digest(
                key,
                rule.name(),
                TagSet.reading(
                    TagSet.of(rule, profile.travelling(rule), forms, side, tags).words())))
        : Optional.empty();
  }

  private List<Conflict> lost(Op op, FieldWrite write, Instant at) {
    FieldWrite.LostEdit lost = write.lost();
    if (lost == null) {
      return List.of();
    }
    boolean atContacts = op.target() == Side.CONTACTS;
    // The first half of a person's edit has no source yet; the value it writes stands for it.
    String source = write.sourceDigest().isEmpty() ? asked(op, write) : write.sourceDigest();
    return List.of(
        new Conflict(
            values.conflictId(
                write.field(),
                write.baseRevision(),
                atContacts ? write.targetDigest() : source,
                atContacts ? source : write.targetDigest()),
            write.field(),
            Conflict.State.DECIDED,
            op.target(),
            atContacts ? lost.values() : write.values(),
            atContacts ? write.values() : lost.values(),
            lost.why(),
            at));
  }

  /** The digest the target will show if it keeps what is written as it is. */
  private String asked(Op op, FieldWrite write) {
    FieldRule rule = profile.rule(write.field()).orElse(null);
    if (rule == null) { // the link mark
      return write.sourceDigest();
    }
    if (rule.kind().isSet()) {
      // A set is judged member by member. Never the set it was before: shown again, that is news.
      return write.sourceDigest().isEmpty() ? write.targetDigest() : write.sourceDigest();
    }
    Reading written =
        write.values().size() > 1
            ? Reading.ofElements(write.values())
            : Reading.ofText(String.join("", write.values()));
    return values.of(rule, op.target(), written).digest();
  }

  private static String digest(BaseRow row, Side side) {
    return side == Side.CONTACTS ? row.contacts() : row.rewards();
  }
}

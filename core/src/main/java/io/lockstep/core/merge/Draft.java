package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.FieldWrite.LostEdit;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import io.lockstep.core.plan.Withheld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what the merge decides, field by field; {@link Ops} makes operations of it. */
final class Draft {

  /**
   * One field to be written, before it is known which operation carries it.
   *
   * @param wantedDigest what the target's digest will be
   */
  record Write(
      String field,
      List<String> values,
      String sourceDigest,
      String targetDigest,
      String wantedDigest,
      @Nullable LostEdit lost) {}

  /**
   * Tags to be added to, or removed from, one side.
   *
   * @param words their canonical words
   * @param spelled how they are written
   * @param leavesBase they are not on the other side yet, so the base stays
   */
  record TagWrite(
      Op.Kind kind, Side target, Set<String> words, List<String> spelled, boolean leavesBase) {}

  /**
   * A file to be copied to the rewards side.
   *
   * @param key what it is known by
   * @param contacts the keys of the field's files
   * @param rewards the keys of the copies there are
   */
  record FileWrite(FieldRule rule, String key, Set<String> contacts, Set<String> rewards) {}

  private record RowKey(String field, String element) {}

  private final PairRecord record;
  private final Instant lookedAt;
  private final Map<Side, Map<String, Write>> writes = new EnumMap<>(Side.class);
  private final List<TagWrite> tagWrites = new ArrayList<>();
  private final List<FileWrite> files = new ArrayList<>();
  private final Map<Side, Set<String>> shownTags = new EnumMap<>(Side.class);
  private final Map<RowKey, BaseRow> base = new LinkedHashMap<>();
  private final Set<BaseRow> baseRemoved = new LinkedHashSet<>();
  private final Map<String, Conflict> conflicts = new LinkedHashMap<>();
  private final Map<RowKey, AcceptedDifference> accepted = new LinkedHashMap<>();
  private final Set<String> withdrawn = new LinkedHashSet<>();
  private final Map<String, Parked> waiting = new LinkedHashMap<>();
  private final List<Withheld> withheld = new ArrayList<>();
  private final PairChange.Builder change = PairChange.builder();
  private final EnumSet<Branch> branches = EnumSet.noneOf(Branch.class);
  private Duration again = Duration.ZERO;
  private boolean more;

  Draft(PairRecord record, Instant lookedAt) {
    this.record = record;
    this.lookedAt = lookedAt;
    record.parked().forEach(item -> waiting.put(item.waiting().opId(), item));
  }

  void branch(Branch taken) {
    branches.add(taken);
  }

  void write(Side target, Write write) {
    writes.computeIfAbsent(target, side -> new TreeMap<>()).put(write.field(), write);
    if (write.values().isEmpty()) {
      branch(Branch.CLEARED);
    }
  }

  void tags(TagWrite write) {
    tagWrites.add(write);
  }

  void file(FileWrite write) {
    files.add(write);
  }

  /** The canonical words of the tags that side shows. */
  void tagsOf(Side side, Set<String> words) {
    shownTags.put(side, Set.copyOf(words));
  }

  /** Writes this row; its revision is looked up here, the one the ledger shows today. */
  void base(
      String field, String element, String contacts, String rewards, int version, String rule) {
    base.put(
        new RowKey(field, element),
        new BaseRow(
            field, element, contacts, rewards, version, rule, storedRevision(field, element)));
  }

  void removeBase(BaseRow row) {
    baseRemoved.add(row);
  }

  void accept(
      String field,
      String ruleFingerprint,
      String element,
      String contacts,
      String rewards,
      AcceptedDifference.Reason reason,
      String who) {
    accepted.put(
        new RowKey(field, element),
        new AcceptedDifference(
            field, element, contacts, rewards, ruleFingerprint, reason, who, lookedAt));
  }

  /** Keeps an accepted difference of a set of which others are withdrawn. */
  void acceptStill(AcceptedDifference difference) {
    accepted.put(new RowKey(difference.field(), difference.element()), difference);
  }

  void withdrawAccepted(String field) {
    withdrawn.add(field);
  }

  void conflict(Conflict conflict) {
    conflicts.put(conflict.id(), conflict);
  }

  /** Lists that field as waiting for a person, until one of the two digests moves. */
  void review(String opId, String field, String contacts, String rewards, String reason) {
    Parked item =
        new Parked(
            new Waiting(opId, field, Waiting.Kind.REVIEW, reason), contacts, rewards, lookedAt);
    change.park(item);
    waiting.put(opId, item);
  }

  void unpark(String opId) {
    if (waiting.remove(opId) != null) {
      change.unpark(opId);
    }
  }

  /** Lists an operation that is right and may not be made. */
  void withhold(Op op) {
    withheld.add(Withheld.of(op));
  }

  void closeIntent(String opId) {
    change.closeIntent(opId);
  }

  void move(FieldMove move) {
    change.move(move);
  }

  void edit(PairRecord.FieldEdit edit) {
    change.edit(edit);
  }

  /** Asks for another look after this long, or earlier if somebody asked for one already. */
  void again(Duration in) {
    again = again.isZero() ? in : Collections.min(List.of(again, in));
  }

  void more() {
    more = true;
  }

  Collection<Write> writes(Side target) {
    return writes.getOrDefault(target, Map.of()).values();
  }

  List<TagWrite> tagWrites() {
    return tagWrites;
  }

  List<FileWrite> files() {
    return files;
  }

  Map<Side, Set<String>> shownTags() {
    return shownTags;
  }

  /** The revision that field's base will have once this look's change is committed. */
  long revision(String field) {
    boolean moved = base.containsKey(new RowKey(field, ""));
    return storedRevision(field, "") + (moved ? 1 : 0);
  }

  PersonPlan plan(List<Op> ops) {
    base.values().forEach(change::base);
    baseRemoved.stream()
        .filter(row -> !base.containsKey(new RowKey(row.field(), row.element())))
        .forEach(change::removeBase);
    withdrawn.forEach(change::withdrawAccepted);
    accepted.values().forEach(change::accept);
    conflicts.values().forEach(change::conflict);
    return new PersonPlan(
        ops,
        change.build(),
        withheld,
        waiting.values().stream().map(Parked::waiting).toList(),
        again,
        more,
        branches);
  }

  private long storedRevision(String field, String element) {
    return record.base().stream()
        .filter(row -> row.field().equals(field) && row.element().equals(element))
        .mapToLong(BaseRow::revision)
        .findFirst()
        .orElse(0);
  }
}

package io.lockstep.ledger;

import static java.util.Comparator.comparing;

import io.lockstep.core.Side;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairRecord.FieldEdit;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.pair.Stamp;
import io.lockstep.ledger.PairLedger.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One record of the twins, a pair or an item. Where links and states are listed is theirs. */
final class KeptInMemory {

  private static final Duration HISTORY = Duration.ofDays(1);

  private record Element(String field, String element) {}

  private record DatedDigest(String field, Side side, String digest) {}

  private record Step(
      String field, String element, Side side, String after, FieldMove.By by, Instant at) {}

  private record HeldIntent(Intent intent, @Nullable Instant closedAt) {}

  @Nullable Link link;
  @Nullable PairState state;
  String reason = "";
  @Nullable Instant agreedAt;
  final Map<String, Conflict> conflicts = new HashMap<>();
  final Map<String, Parked> parked = new HashMap<>();
  private final Map<Element, BaseRow> base = new HashMap<>();
  private final Map<String, HeldIntent> intents = new HashMap<>();
  private final Map<Element, AcceptedDifference> accepted = new HashMap<>();
  private final Map<DatedDigest, FieldEdit> edits = new HashMap<>();
  private final Map<Step, FieldMove> moves = new HashMap<>();
  private final Map<Side, Stamp> stamps = new EnumMap<>(Side.class);

  /** All of it as a look sees it. */
  PairRecord seen(Instant now) {
    Instant aDayAgo = now.minus(HISTORY);
    return new PairRecord(
        link,
        sorted(base.values(), comparing(BaseRow::field).thenComparing(BaseRow::element)),
        intents.values().stream()
            .filter(held -> held.closedAt() == null)
            .map(HeldIntent::intent)
            .sorted(comparing(Intent::sentAt).thenComparing(Intent::opId))
            .toList(),
        sorted(
            accepted.values(),
            comparing(AcceptedDifference::field).thenComparing(AcceptedDifference::element)),
        conflicts.values().stream()
            .filter(c -> c.state() == Conflict.State.OPEN || c.at().isAfter(aDayAgo))
            .sorted(comparing(Conflict::at).thenComparing(Conflict::id))
            .map(KeptInMemory::bare)
            .toList(),
        sorted(
            parked.values(),
            comparing(Parked::since).thenComparing(waiting -> waiting.waiting().opId())),
        sorted(
            edits.values(),
            comparing(FieldEdit::at)
                .thenComparing(FieldEdit::field)
                .thenComparing(FieldEdit::side)
                .thenComparing(FieldEdit::digest)),
        moves.values().stream()
            .filter(move -> move.at().isAfter(aDayAgo))
            .sorted(
                comparing(FieldMove::at)
                    .thenComparing(FieldMove::field)
                    .thenComparing(FieldMove::element)
                    .thenComparing(FieldMove::side)
                    .thenComparing(FieldMove::after))
            .toList(),
        List.copyOf(stamps.values()));
  }

  /** Refuses a change of a base row that is not as it was seen. */
  void requireUnmoved(PairChange change) {
    Map<Element, BaseRow> present = change.ended() == null ? base : Map.of();
    change.base().forEach(row -> requireUnmoved(present.get(elementOf(row)), row));
    change.baseRemoved().stream()
        .filter(row -> present.containsKey(elementOf(row)))
        .forEach(row -> requireUnmoved(present.get(elementOf(row)), row));
  }

  private static void requireUnmoved(@Nullable BaseRow stored, BaseRow row) {
    long revision = stored == null ? 0 : stored.revision();
    if (row.element().isEmpty() && revision != row.revision()) {
      throw new StaleBaseException(row.field());
    }
  }

  /** Forgets what goes with a link. */
  void forgetAgreed() {
    link = null;
    base.clear();
    accepted.clear();
    edits.clear();
    moves.clear();
    stamps.clear();
  }

  /** Takes in all of the change but its link and its journal. */
  void take(PairChange change, Instant now) {
    PairState next = change.state();
    if (next != null) {
      state = next;
      reason = change.stateReason();
    }
    moveBase(change);
    close(change.closedIntents(), now);
    change.acceptedWithdrawn().forEach(f -> accepted.keySet().removeIf(e -> e.field().equals(f)));
    change.accepted().forEach(a -> accepted.put(new Element(a.field(), a.element()), a));
    change.conflicts().forEach(conflict -> conflicts.put(conflict.id(), conflict));
    change.unparked().forEach(parked::remove);
    change.parked().forEach(waiting -> parked.put(waiting.waiting().opId(), waiting));
    change.edits().forEach(edit -> edits.merge(datedDigest(edit), edit, (a, b) -> older(a, b)));
    change.moves().forEach(move -> moves.putIfAbsent(step(move), move));
    change.stamps().forEach(stamp -> stamps.merge(stamp.side(), stamp, (a, b) -> over(a, b)));
  }

  private void moveBase(PairChange change) {
    change.baseRemoved().forEach(row -> base.remove(elementOf(row)));
    Set<String> heads = new HashSet<>();
    Set<String> moved = new HashSet<>();
    change.baseRemoved().forEach(row -> moved.add(row.field()));
    for (BaseRow row : change.base()) {
      base.put(elementOf(row), atRevision(row, row.revision() + 1));
      moved.add(row.field());
      if (row.element().isEmpty()) {
        heads.add(row.field());
      }
    }
    moved.stream()
        .filter(field -> !heads.contains(field))
        .forEach(
            field ->
                base.computeIfPresent(
                    new Element(field, ""), (e, head) -> atRevision(head, head.revision() + 1)));
    edits.keySet().removeIf(edit -> moved.contains(edit.field()));
  }

  /** Settles these intents. */
  void close(List<String> opIds, Instant now) {
    opIds.forEach(
        opId ->
            intents.computeIfPresent(
                opId,
                (id, held) -> held.closedAt() == null ? new HeldIntent(held.intent(), now) : held));
  }

  /** Records an intent, as {@link PairLedger#claim} says. */
  Claim claim(Intent intent, Instant now) {
    HeldIntent held = intents.get(intent.opId());
    if (held == null || held.closedAt() != null) {
      intents.put(intent.opId(), new HeldIntent(intent, null));
      return Claim.FIRST;
    }
    Intent first = held.intent();
    if (first.leaseUntil().isAfter(now) && !first.owner().equals(intent.owner())) {
      return Claim.BUSY;
    }
    Intent taken =
        new Intent(
            first.opId(),
            first.kind(),
            first.target(),
            first.targetId(),
            first.sourceId(),
            first.generation(),
            first.digests(),
            first.heldIds(),
            intent.owner(),
            first.sentAt(),
            intent.leaseUntil());
    intents.put(intent.opId(), new HeldIntent(taken, null));
    return Claim.AGAIN;
  }

  /** Forgets settled intents and moves of a day ago. */
  void purge(Instant now) {
    intents
        .values()
        .removeIf(held -> held.closedAt() != null && !held.closedAt().plus(HISTORY).isAfter(now));
    moves.values().removeIf(move -> !move.at().plus(HISTORY).isAfter(now));
  }

  /** Whether more is left than what outlives an item. */
  boolean isOpen() {
    return link != null
        || !accepted.isEmpty()
        || !parked.isEmpty()
        || intents.values().stream().anyMatch(held -> held.closedAt() == null)
        || conflicts.values().stream().anyMatch(c -> c.state() == Conflict.State.OPEN);
  }

  /** The conflict without its values. */
  static Conflict bare(Conflict of) {
    return new Conflict(
        of.id(), of.field(), of.state(), of.loser(), List.of(), List.of(), of.why(), of.at());
  }

  private static Element elementOf(BaseRow row) {
    return new Element(row.field(), row.element());
  }

  private static DatedDigest datedDigest(FieldEdit edit) {
    return new DatedDigest(edit.field(), edit.side(), edit.digest());
  }

  private static FieldEdit older(FieldEdit a, FieldEdit b) {
    return b.at().isBefore(a.at()) ? b : a;
  }

  private static Step step(FieldMove move) {
    return new Step(move.field(), move.element(), move.side(), move.after(), move.by(), move.at());
  }

  private static Stamp over(Stamp before, Stamp now) {
    return new Stamp(
        now.side(),
        now.writtenAt(),
        now.updatedAt() == null ? before.updatedAt() : now.updatedAt(),
        now.version() == null ? before.version() : now.version());
  }

  private static BaseRow atRevision(BaseRow row, long revision) {
    return new BaseRow(
        row.field(),
        row.element(),
        row.contacts(),
        row.rewards(),
        row.canonVersion(),
        row.ruleFingerprint(),
        revision);
  }

  private static <T> List<T> sorted(Collection<T> rows, Comparator<T> order) {
    return rows.stream().sorted(order).toList();
  }
}

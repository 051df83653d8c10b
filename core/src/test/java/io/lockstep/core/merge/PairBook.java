package io.lockstep.core.merge;

import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.pair.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger's rules for one pair, in memory: what a committed change makes of the record. */
final class PairBook {

  private final List<BaseRow> base = new ArrayList<>();
  private final List<Intent> intents = new ArrayList<>();
  private final List<AcceptedDifference> accepted = new ArrayList<>();
  private final List<Conflict> conflicts = new ArrayList<>();
  private final List<Parked> parked = new ArrayList<>();
  private final List<PairRecord.FieldEdit> edits = new ArrayList<>();
  private final List<FieldMove> moves = new ArrayList<>();
  private final List<Stamp> stamps = new ArrayList<>();

  PairRecord record(Instant now) {
    return new PairRecord(
        null,
        base,
        intents,
        accepted,
        conflicts,
        parked,
        edits,
        moves.stream()
            .filter(move -> move.at().plus(Duration.ofDays(1)).isAfter(now))
            .sorted(Comparator.comparing(FieldMove::at))
            .toList(),
        stamps);
  }

  void add(Intent intent) {
    intents.add(intent);
  }

  void add(Parked item) {
    parked.add(item);
  }

  void add(AcceptedDifference difference) {
    accepted.add(difference);
  }

  void add(FieldMove move) {
    moves.add(move);
  }

  void add(Stamp stamp) {
    stamps.removeIf(known -> known.side() == stamp.side());
    stamps.add(stamp);
  }

  void add(BaseRow row) {
    base.add(row);
  }

  void forgetBase() {
    base.clear();
  }

  /** Fails on a row that moved since it was read, as the ledger does. */
  void commit(PairChange change) {
    for (BaseRow row : change.base()) {
      BaseRow known = row(row);
      long revision = known == null ? 0 : known.revision();
      if (revision != row.revision()) {
        throw new AssertionError(
            "stale base of " + row.field() + ": " + row.revision() + ", stands at " + revision);
      }
      base.remove(known);
      base.add(
          new BaseRow(
              row.field(),
              row.element(),
              row.contacts(),
              row.rewards(),
              row.canonVersion(),
              row.ruleFingerprint(),
              revision + 1));
    }
    change.baseRemoved().forEach(row -> base.remove(row(row)));
    intents.removeIf(intent -> change.closedIntents().contains(intent.opId()));
    accepted.removeIf(known -> change.acceptedWithdrawn().contains(known.field()));
    for (AcceptedDifference difference : change.accepted()) {
      accepted.removeIf(
          known ->
              known.field().equals(difference.field())
                  && known.element().equals(difference.element()));
      accepted.add(difference);
    }
    for (Conflict conflict : change.conflicts()) {
      conflicts.removeIf(known -> known.id().equals(conflict.id()));
      conflicts.add(conflict);
    }
    parked.removeIf(known -> change.unparked().contains(known.waiting().opId()));
    for (Parked item : change.parked()) {
      parked.removeIf(known -> known.waiting().opId().equals(item.waiting().opId()));
      parked.add(item);
    }
    edits.addAll(change.edits());
    moves.addAll(change.moves());
    change.stamps().forEach(this::add);
  }

  private @Nullable BaseRow row(BaseRow like) {
    return base.stream()
        .filter(known -> known.field().equals(like.field()))
        .filter(known -> known.element().equals(like.element()))
        .findFirst()
        .orElse(null);
  }
}

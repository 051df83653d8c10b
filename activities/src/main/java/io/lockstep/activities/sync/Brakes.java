package io.lockstep.activities.sync;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.ledger.PairLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stops a flood before it does harm: a mapping gone wrong, a list cleared by mistake, somebody
 * else's script. Counts what the journal holds of the last hour, per connection and side. What it
 * holds waits for a person, whose retry lets that one operation pass ({@link Op#released()}).
 */
final class Brakes {

  private static final Duration WINDOW = Duration.ofHours(1);
  private static final List<Act> TAKING = List.of(Act.DELETED, Act.CLEARED, Act.UNTAGGED);
  private static final List<Act> WRITING = List.of(Act.CREATED, Act.UPDATED);

  // One of twenty is five percent and means nothing.
  private static final int SHARE_COUNTS_FROM = 10;

  private final PairLedger pairs;
  private final MappingProfile.Brakes limits;
  private final String connection;

  Brakes(PairLedger pairs, MappingProfile.Brakes limits, String connection) {
    this.pairs = pairs;
    this.limits = limits;
    this.connection = connection;
  }

  /** Why this operation must wait for a person; empty when it may go. */
  Optional<String> hold(Op op, Instant now) {
    Instant since = now.minus(WINDOW);
    if (takes(op)) {
      int taken = pairs.count(connection, op.target(), TAKING, since);
      if (taken >= limits.mostDeletes() || tooLargeAShare(taken)) {
        return Optional.of(reason(op.target(), taken, "deletions, clears and tag removals"));
      }
    }
    if (writes(op)) {
      int written = pairs.count(connection, op.target(), WRITING, since);
      if (written >= limits.mostWrites()) {
        return Optional.of(reason(op.target(), written, "creates and overwrites"));
      }
    }
    return Optional.empty();
  }

  private boolean tooLargeAShare(int taken) {
    if (taken < SHARE_COUNTS_FROM) {
      return false;
    }
    int all = pairs.counts(connection).values().stream().mapToInt(Integer::intValue).sum();
    return taken * 100L >= (long) limits.percentDeletes() * all;
  }

  private static boolean takes(Op op) {
    return op.kind() == Op.Kind.DELETE
        || op.kind() == Op.Kind.REMOVE_TAGS
        || (op.kind() == Op.Kind.UPDATE && op.writes().stream().anyMatch(Brakes::clears));
  }

  private static boolean writes(Op op) {
    return op.kind() == Op.Kind.CREATE
        || op.kind() == Op.Kind.UPDATE
        || op.kind() == Op.Kind.ADD_FILE;
  }

  private static boolean clears(FieldWrite write) {
    return write.values().isEmpty();
  }

  private static String reason(Side side, int count, String what) {
    return "the brake holds: "
        + count
        + " "
        + what
        + " at "
        + side.word()
        + " within an hour; check what causes them, then retry: that lets this one pass, and"
        + " POST /api/v1/connections/{id}/release all of them";
  }
}

package io.lockstep.ledger;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import java.time.Instant;

/**
 * Which flows have a run between its first read and its settling. While a mark stands, the door
 * believes no echo: the base may be about to move.
 */
public interface OpenMarks {

  /**
   * Sets the mark; repeating it renews it. From now on the run is at work and has one of its
   * connection's {@link Places}, asked or not: it has begun.
   *
   * @param lookedAt when the look that is about to read began
   * @return whether it stood already: an earlier look has not settled
   */
  boolean open(Flow flow, FlowKey key, Instant lookedAt);

  /**
   * Takes the mark away, and gives the run's place back, unless a later look has set it: a look
   * that was given up may still end.
   *
   * @param lookedAt when the look that settles began, or the one its last write was planned by
   */
  void close(Flow flow, FlowKey key, Instant lookedAt);

  /** Whether the mark stands. */
  boolean isOpen(Flow flow, FlowKey key);
}

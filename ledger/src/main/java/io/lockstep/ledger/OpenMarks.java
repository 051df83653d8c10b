package io.lockstep.ledger;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import java.time.Instant;

/**
 * Which flows have a run between its first read and its settling. While a mark stands, the door
 * believes no echo: the base may be about to move.
 */
public interface OpenMarks {

  /** Sets the mark; repeating it renews it. */
  void open(Flow flow, FlowKey key, Instant now);

  /** Takes the mark away. */
  void close(Flow flow, FlowKey key);

  /** Whether the mark stands. */
  boolean isOpen(Flow flow, FlowKey key);
}

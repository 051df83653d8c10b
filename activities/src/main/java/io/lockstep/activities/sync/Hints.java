package io.lockstep.activities.sync;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;

/**
 * Asks a flow to look at a contact. An activity does this, because workflow code cannot signal a
 * workflow that may not be running yet.
 */
@FunctionalInterface
public interface Hints {

  /**
   * Hands the hint to the flow's run of that key, and starts one where none is open. Returns when
   * it is recorded; a failure is thrown, never swallowed.
   */
  void hint(Flow flow, FlowKey key, Hint hint);
}

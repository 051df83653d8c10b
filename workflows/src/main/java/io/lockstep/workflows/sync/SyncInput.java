package io.lockstep.workflows.sync;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Waiting;
import java.util.List;

/**
 * What a run starts from: the key, and after continue-as-new what it carries.
 *
 * @param waiting what waits for a person; a run that starts with any and without news just waits
 * @param hints news not looked at yet
 * @param decisions a person's answers not looked at yet
 * @param failures failed looks in a row, so that sleeps go on growing
 */
public record SyncInput(
    FlowKey key, List<Waiting> waiting, List<Hint> hints, List<Decision> decisions, int failures) {

  public SyncInput { // an older sender may leave some out
    waiting = waiting == null ? List.of() : List.copyOf(waiting);
    hints = hints == null ? List.of() : List.copyOf(hints);
    decisions = decisions == null ? List.of() : List.copyOf(decisions);
  }

  /** A first run. */
  public static SyncInput first(FlowKey key) {
    return new SyncInput(key, List.of(), List.of(), List.of(), 0);
  }
}

package io.lockstep.workflows.sync;

import io.lockstep.core.plan.Waiting;
import java.util.List;

/**
 * What {@code status()} answers.
 *
 * @param lastPlan the summary of the last plan; names no value
 */
public record SyncStatus(
    Phase phase, String lastPlan, List<Waiting> waiting, int looks, int writes, int failures) {

  public SyncStatus {
    waiting = List.copyOf(waiting);
  }
}

package io.lockstep.workflows.sync;

import io.lockstep.core.plan.Waiting;
import java.util.List;

/**
 * What {@code status()} answers.
 *
 * @param lastPlan the summary of the last plan; names no value
 * @param unseen whether the last look had no chance: it had no turn, or it failed. Then both sides
 *     may have changed since the run last saw them
 */
public record SyncStatus(
    Phase phase,
    String lastPlan,
    List<Waiting> waiting,
    int looks,
    int writes,
    int failures,
    boolean unseen) {

  public SyncStatus {
    waiting = List.copyOf(waiting);
  }
}

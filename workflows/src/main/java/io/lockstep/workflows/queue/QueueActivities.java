package io.lockstep.workflows.queue;

import io.lockstep.core.Lane;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What {@link ConnectionQueueWorkflow} asks of the world. */
@ActivityInterface(namePrefix = "Queue")
public interface QueueActivities {

  /**
   * Starts or wakes their runs, one after the other, each when there is room.
   *
   * @param more whether others of that lane wait behind these
   * @return how many, from the first on; fewer than all when room was long in coming
   */
  int letIn(String connection, Lane lane, List<Queued> next, boolean more);

  /** Starts the passes that find what a full queue could not take. */
  void lookAtAll(String connection);
}

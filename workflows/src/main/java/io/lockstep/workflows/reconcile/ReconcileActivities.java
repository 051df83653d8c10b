package io.lockstep.workflows.reconcile;

import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What {@link ReconcileWorkflow} asks of the world. */
@ActivityInterface(namePrefix = "Reconcile")
public interface ReconcileActivities {

  /**
   * Reads one page, hints what differs from the base and answers where to go on.
   *
   * @param cursor where to go on; null for the first page
   */
  Page page(String connection, String what, @Nullable String cursor);

  /**
   * One page's outcome.
   *
   * @param next the next cursor; null at the end
   * @param pause how long until the next page, so that the runs this one has hinted find turns;
   *     null in histories from before there was one
   */
  record Page(@Nullable String next, ReconcileReport found, @Nullable Duration pause) {}
}

package io.lockstep.workflows.sync;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Law L8: a live change never waits for a backfill. A bulk look may stand in its queue for minutes;
 * when live news arrives meanwhile, the run leaves it where it is and looks on the live queue. What
 * is left behind writes to no provider, and is dropped by the engine when the run has ended first.
 */
final class Overtaking {

  // Runs that began before there was any overtaking wait for their bulk calls, as their histories
  // say. Can go when no run is older.
  private static final String CHANGE = "live-news-overtakes-bulk-calls";

  private Overtaking() {}

  /** Whether live news may go first in this run. Ask only where there is some: it is recorded. */
  static boolean isAllowed() {
    return Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
  }

  /**
   * Looks, until live news arrives.
   *
   * @param liveNews whether there is any that the look was not told of
   * @return empty when live news goes first
   * @throws ActivityFailure when the look failed, or somebody stopped the run
   */
  static <R> Optional<R> look(Supplier<Boolean> liveNews, Supplier<Promise<R>> look) {
    CompletablePromise<R> answer = Workflow.newPromise();
    CancellationScope scope = Workflow.newCancellationScope(() -> answer.completeFrom(look.get()));
    scope.run();
    try {
      Workflow.await(() -> answer.isCompleted() || liveNews.get());
    } catch (CanceledFailure stopped) {
      return Optional.of(answer.get()); // its failure says that the run was stopped
    }
    if (answer.isCompleted() || !isAllowed()) {
      return Optional.of(answer.get());
    }
    scope.cancel();
    return Optional.empty();
  }
}

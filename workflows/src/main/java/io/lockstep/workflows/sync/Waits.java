package io.lockstep.workflows.sync;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A wait with an end that leaves no timer behind. {@code Workflow.await(Duration, ..)} of the SDK
 * 1.38 starts a timer even where the condition holds already and never cancels it (sdk-java#2312,
 * #3012): in a loop that is one stray wake-up per signal.
 */
final class Waits {

  private Waits() {}

  /** Waits until the condition holds or the time is up, whichever comes first. */
  static void atMost(Duration longest, String summary, Supplier<Boolean> condition) {
    if (condition.get()) {
      return;
    }
    CompletablePromise<Void> over = Workflow.newPromise();
    TimerOptions named = TimerOptions.newBuilder().setSummary(summary).build();
    CancellationScope timer =
        Workflow.newCancellationScope(
            () ->
                over.completeFrom(
                    Workflow.newTimer(longest, named).handle((nothing, canceled) -> null)));
    timer.run();
    Workflow.await(() -> over.isCompleted() || condition.get());
    timer.cancel();
  }
}

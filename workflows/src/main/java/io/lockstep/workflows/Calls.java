package io.lockstep.workflows;

import io.lockstep.core.Lane;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.Priority;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;

/** How flows call activities: the engine retries for two minutes, then the flow decides. */
public final class Calls {

  /** The longest a call may take with all its attempts. */
  public static final Duration WHOLE_CALL = Duration.ofMinutes(2);

  private static final Duration ONE_ATTEMPT = Duration.ofSeconds(30);
  private static final Duration BRIEF = Duration.ofMillis(1500);
  private static final Duration LEDGER = Duration.ofSeconds(2);

  // The server refuses a summary over 400 bytes, and encryption adds about a hundred.
  private static final int SUMMARY_CHARS = 200;

  private static final RetryOptions SHORT_RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();
  private static final RetryOptions ONCE = RetryOptions.newBuilder().setMaximumAttempts(1).build();

  private Calls() {}

  /**
   * An activity the engine retries and its UI shows. A run that is cancelled waits for it, so that
   * no write is in the air when the run has ended.
   */
  public static ActivityOptions ordinary(Lane lane, String connection, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(Queues.of(lane))
        .setPriority(priority(lane, connection))
        .setScheduleToCloseTimeout(WHOLE_CALL)
        .setStartToCloseTimeout(ONE_ATTEMPT)
        .setRetryOptions(SHORT_RETRIES)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setSummary(shortened(summary))
        .build();
  }

  /**
   * A local activity that may call a provider: one attempt, 1.5 s, then an ordinary one follows.
   */
  public static LocalActivityOptions brief(String summary) {
    return local(BRIEF, summary);
  }

  /** A local activity that asks the ledger alone. */
  public static LocalActivityOptions ledger(String summary) {
    return local(LEDGER, summary);
  }

  /** Live before bulk, and every connection its share. Set always, relied on never. */
  public static Priority priority(Lane lane, String connection) {
    return Priority.newBuilder()
        .setPriorityKey(lane == Lane.LIVE ? 2 : 4)
        .setFairnessKey(connection)
        .build();
  }

  /** Throws on when somebody stopped the run: that is no failure of the call. */
  public static void passCancellationOn(ActivityFailure failure) {
    if (failure.getCause() instanceof CanceledFailure) {
      throw failure;
    }
  }

  private static LocalActivityOptions local(Duration deadline, String summary) {
    return LocalActivityOptions.newBuilder()
        .setScheduleToCloseTimeout(deadline)
        .setRetryOptions(ONCE)
        // The marker would hold the hints a second time, and a marker over 2 MiB ends the run.
        .setDoNotIncludeArgumentsIntoMarker(true)
        .setSummary(shortened(summary))
        .build();
  }

  private static String shortened(String summary) {
    return summary.length() <= SUMMARY_CHARS
        ? summary
        : summary.substring(0, SUMMARY_CHARS - 1) + "…";
  }
}

package io.lockstep.workflows;

import io.lockstep.core.Lane;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.common.Priority;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How flows call activities: the engine retries for two minutes, then the flow decides. On the bulk
 * queue a call may have to wait for its worker, and that is nobody's failure: there the attempts
 * are counted in place of the minutes.
 */
public final class Calls {

  /** The longest a live call may take with all its attempts. */
  public static final Duration WHOLE_CALL = Duration.ofMinutes(2);

  /**
   * The longest a bulk call stands in its queue. A write that waits longer is of a plan that is
   * stale after five minutes; and what gives up its place makes the queue shorter.
   */
  private static final Duration IN_THE_QUEUE = Duration.ofMinutes(4);

  /** The starter-api lets people wait 15 s; the rest is for their turn, and the way and back. */
  private static final Duration WHILE_SOMEBODY_WAITS = Duration.ofSeconds(12);

  private static final Duration ONE_ATTEMPT = Duration.ofSeconds(30);
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /** A file's way down and its way up, two minutes each, and the calls around them. */
  private static final Duration ONE_FILE = Duration.ofMinutes(5);

  private static final Duration WHOLE_FILE = Duration.ofMinutes(6);
  private static final Duration FILE_HEARTBEAT = Duration.ofSeconds(20);
  private static final Duration BRIEF = Duration.ofMillis(1500);
  private static final Duration LEDGER = Duration.ofSeconds(2);

  // The server refuses a summary over 400 bytes, and encryption adds about a hundred.
  private static final int SUMMARY_CHARS = 200;

  private static final int LIVE_WORK = 2;
  private static final int BULK_WRITES = 3;
  private static final int BULK_WORK = 4;

  private static final RetryOptions SHORT_RETRIES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setMaximumInterval(Duration.ofSeconds(30))
          .build();
  private static final RetryOptions FEW_RETRIES = // as many as fit into WHOLE_CALL
      RetryOptions.newBuilder(SHORT_RETRIES).setMaximumAttempts(8).build();
  private static final RetryOptions ONCE = RetryOptions.newBuilder().setMaximumAttempts(1).build();

  private Calls() {}

  /** A look: it writes to no provider, so who cancels it leaves it behind. */
  public static ActivityOptions look(Lane lane, String connection) {
    return ordinary(lane, connection, "look")
        .setCancellationType(ActivityCancellationType.ABANDON)
        .build();
  }

  /**
   * A write. A run that is cancelled waits for it, so that no write is in the air when the run has
   * ended. In the bulk queue it goes before looks: what has begun is finished first, while its plan
   * is fresh.
   */
  public static ActivityOptions write(Lane lane, String connection, String summary) {
    return ordinary(lane, connection, summary)
        .setPriority(priority(lane == Lane.LIVE ? LIVE_WORK : BULK_WRITES, connection))
        .build();
  }

  /** A write that takes a file along. It beats, so a worker's end is not noticed minutes late. */
  public static ActivityOptions file(Lane lane, String connection, String summary) {
    var options =
        ActivityOptions.newBuilder(write(lane, connection, summary))
            .setStartToCloseTimeout(ONE_FILE)
            .setHeartbeatTimeout(FILE_HEARTBEAT);
    return switch (lane) {
      case LIVE -> options.setScheduleToCloseTimeout(WHOLE_FILE).build();
      case BULK -> options.build();
    };
  }

  /** What somebody waits for at this moment: an answer that comes later finds nobody. */
  public static ActivityOptions question(String connection, String summary) {
    return ordinary(Lane.LIVE, connection, summary)
        .setCancellationType(ActivityCancellationType.ABANDON)
        .setStartToCloseTimeout(WHILE_SOMEBODY_WAITS)
        .setScheduleToCloseTimeout(WHILE_SOMEBODY_WAITS)
        .build();
  }

  /** A page of a pass over a whole connection. */
  public static ActivityOptions page(String connection, String summary) {
    return ordinary(Lane.BULK, connection, summary).build();
  }

  /**
   * Letting changes in: it calls no provider, and waits for room. After some minutes of failures
   * others of the queue have their turn.
   */
  public static ActivityOptions queue(Lane lane, String connection, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(Queues.ADMISSION)
        .setPriority(priority(lane, connection))
        .setStartToCloseTimeout(ONE_ATTEMPT)
        .setHeartbeatTimeout(HEARTBEAT)
        .setRetryOptions(FEW_RETRIES)
        .setSummary(shortened(summary))
        .build();
  }

  private static ActivityOptions.Builder ordinary(Lane lane, String connection, String summary) {
    var options =
        ActivityOptions.newBuilder()
            .setTaskQueue(Queues.of(lane))
            .setPriority(priority(lane, connection))
            .setStartToCloseTimeout(ONE_ATTEMPT)
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setSummary(shortened(summary));
    return switch (lane) {
      case LIVE -> options.setScheduleToCloseTimeout(WHOLE_CALL).setRetryOptions(SHORT_RETRIES);
      case BULK -> options.setScheduleToStartTimeout(IN_THE_QUEUE).setRetryOptions(FEW_RETRIES);
    };
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
    return priority(lane == Lane.LIVE ? LIVE_WORK : BULK_WORK, connection);
  }

  private static Priority priority(int key, String connection) {
    return Priority.newBuilder().setPriorityKey(key).setFairnessKey(connection).build();
  }

  /** Throws on when somebody stopped the run: that is no failure of the call. */
  public static void passCancellationOn(ActivityFailure failure) {
    if (failure.getCause() instanceof CanceledFailure) {
      throw failure;
    }
  }

  /** Whether nothing failed: it stood in its queue, or found no turn of a budget. */
  public static boolean hadNoTurn(ActivityFailure failure) {
    return causes(failure).anyMatch(Calls::isNoTurn);
  }

  /** Whether it will fail the same way until somebody mends the cause. */
  public static boolean isFinal(ActivityFailure failure) {
    return causes(failure)
        .anyMatch(cause -> cause instanceof ApplicationFailure said && said.isNonRetryable());
  }

  /**
   * What went wrong, for people. The worker's interceptor has made one safe sentence of it; where
   * none came, the call was not answered in time.
   */
  public static String reason(ActivityFailure failure) {
    return causes(failure)
        .filter(ApplicationFailure.class::isInstance)
        .map(cause -> ((ApplicationFailure) cause).getOriginalMessage())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("no answer in time");
  }

  private static boolean isNoTurn(Throwable cause) {
    if (cause instanceof TimeoutFailure late) {
      return late.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START;
    }
    return cause instanceof ApplicationFailure said
        && said.getCategory() == ApplicationErrorCategory.BENIGN;
  }

  private static Stream<Throwable> causes(ActivityFailure failure) {
    return Stream.iterate(failure.getCause(), Objects::nonNull, Throwable::getCause);
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

package io.lockstep.activities.sync;

import io.lockstep.activities.NotNowException;
import io.lockstep.core.plan.Plan;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A short wait for a turn is the engine's to sit out; a longer one the flow sleeps through. */
public final class NotNow {

  /** What a look or an apply answers then. */
  public static final String REASON = "no call may be made now: no turn, or a provider pauses";

  static final Duration ENGINE_WAITS_UP_TO = Duration.ofSeconds(10);

  private NotNow() {}

  /** Whether the engine may sit it out. */
  public static boolean isShort(NotNowException notNow) {
    return notNow.in().compareTo(ENGINE_WAITS_UP_TO) <= 0;
  }

  /** What an answer says; of a long wait also which one it is. */
  static String reason(NotNowException notNow) {
    return isShort(notNow) ? REASON : "no call may be made now: " + notNow.why();
  }

  /** Nothing failed: the next attempt comes when the turn does. */
  public static ApplicationFailure comeBack(NotNowException notNow) {
    return ApplicationFailure.newBuilder()
        .setType("NotNow")
        .setMessage(reason(notNow))
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(notNow.in())
        .build();
  }

  /** The answer to a look that found no turn. */
  static Plan plan(NotNowException notNow, Instant lookedAt) {
    return new Plan(
        Plan.Verdict.NOT_NOW, lookedAt, List.of(), List.of(), notNow.in(), false, reason(notNow));
  }
}

package io.lockstep.activities.contacts;

import io.lockstep.activities.NotNowException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** A short wait for a turn is the engine's to sit out; a longer one the flow sleeps through. */
public final class NotNow {

  static final String REASON = "no call may be made now: no turn, or a provider pauses";

  static final Duration ENGINE_WAITS_UP_TO = Duration.ofSeconds(10);

  private NotNow() {}

  static boolean isShort(NotNowException notNow) {
    return notNow.in().compareTo(ENGINE_WAITS_UP_TO) <= 0;
  }

  /** Nothing failed: the next attempt comes when the turn does. */
  public static ApplicationFailure comeBack(NotNowException notNow) {
    return ApplicationFailure.newBuilder()
        .setType("NotNow")
        .setMessage(REASON)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(notNow.in())
        .build();
  }
}

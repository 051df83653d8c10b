package io.lockstep.activities;

import java.time.Duration;

/**
 * The call was not made: no turn of the budget, or the breaker is open. Nobody waited; the caller
 * comes back after {@link #in()} with the same owner and finds the turn it was promised.
 */
public final class NotNowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Duration in;

  NotNowException(String why, Duration in) {
    super(why + "; ask again in " + in.toMillis() + " ms");
    this.in = in;
  }

  /** The earliest useful repeat; more than zero. */
  public Duration in() {
    return in;
  }
}

package io.lockstep.activities;

import java.time.Duration;

/**
 * The call was not made: no turn of the budget, or the breaker is open. Nobody waited; the caller
 * comes back after {@link #in()} with the same owner and finds the turn it was promised.
 */
public final class NotNowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String why;
  private final Duration in;

  /** With why, and the earliest useful repeat. */
  public NotNowException(String why, Duration in) {
    super(why + "; ask again in " + in.toMillis() + " ms");
    this.why = why;
    this.in = in;
  }

  /** For a person: which wait it is. Names no value. */
  public String why() {
    return why;
  }

  /** The earliest useful repeat; more than zero. */
  public Duration in() {
    return in;
  }
}

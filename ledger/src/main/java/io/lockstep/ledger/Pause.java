package io.lockstep.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * The arithmetic of one {@link Breakers} row.
 *
 * @param failures in a row
 * @param guessedUntil end of our own, growing pause
 * @param toldUntil end of the pause the provider asked for
 */
record Pause(int failures, Instant guessedUntil, Instant toldUntil) {

  static final Pause NONE = new Pause(0, Instant.EPOCH, Instant.EPOCH);

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int DOUBLINGS = 8; // 500 ms doubled eight times is past the longest

  /** How long a call must wait. */
  Duration left(Instant now) {
    Instant until = later(guessedUntil, toldUntil);
    return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
  }

  Pause failed(Duration atLeast, Instant now) {
    Instant told = atLeast.isZero() ? toldUntil : later(toldUntil, now.plus(atLeast));
    if (!left(now).isZero()) {
      return new Pause(failures, guessedUntil, told); // it left before the pause began
    }
    Duration next = FIRST.multipliedBy(1L << Math.min(failures, DOUBLINGS));
    Duration capped = next.compareTo(LONGEST) > 0 ? LONGEST : next;
    return new Pause(failures + 1, now.plus(capped), told);
  }

  Pause succeeded() {
    return new Pause(0, Instant.EPOCH, toldUntil);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}

package io.lockstep.activities.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when told. */
public final class SettableClock implements InstantSource {

  private volatile Instant now;

  public SettableClock(Instant start) {
    now = start;
  }

  /** Some Monday morning. */
  public static SettableClock atEight() {
    return new SettableClock(Instant.parse("2026-06-01T08:00:00Z"));
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void advance(Duration by) {
    now = now.plus(by);
  }
}

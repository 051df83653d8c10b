package io.lockstep.sandbox.highlevel;

import java.time.Duration;

/**
 * HighLevel's limits, per app and location (docs/oauth/Authorization.md of highlevel-api-docs).
 *
 * @param burst calls in any interval
 * @param daily calls in a UTC day
 */
public record RateLimits(int burst, Duration interval, int daily) {

  public static final RateLimits PUBLISHED = new RateLimits(100, Duration.ofSeconds(10), 200_000);

  public RateLimits {
    if (burst < 1 || daily < 1 || interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}

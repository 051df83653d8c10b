package io.lockstep.sandbox.highlevel;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The calls of the app, or of a person, to one location: at most {@code burst} in <em>any</em>
 * interval, at most {@code daily} in a UTC day. The strict reading of the provider's rule; a call
 * that is refused is not counted.
 */
final class RateWindow {

  private final RateLimits limits;
  private final Deque<Instant> granted = new ArrayDeque<>();
  private LocalDate day = LocalDate.EPOCH;
  private int today;

  RateWindow(RateLimits limits) {
    this.limits = limits;
  }

  /** Counts a call and answers true, or refuses it. */
  boolean take(Instant now) {
    forget(now);
    if (granted.size() >= limits.burst() || today >= limits.daily()) {
      return false;
    }
    granted.addLast(now);
    today++;
    return true;
  }

  int remaining(Instant now) {
    forget(now);
    return limits.burst() - granted.size();
  }

  int dailyRemaining(Instant now) {
    forget(now);
    return limits.daily() - today;
  }

  /** How long until the day's count starts again. */
  static Duration untilDailyReset(Instant now) {
    Instant midnight =
        now.atZone(ZoneOffset.UTC)
            .toLocalDate()
            .plusDays(1)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
    return Duration.between(now, midnight);
  }

  private void forget(Instant now) {
    Instant edge = now.minus(limits.interval());
    while (!granted.isEmpty() && !granted.getFirst().isAfter(edge)) {
      granted.removeFirst();
    }
    LocalDate date = now.atZone(ZoneOffset.UTC).toLocalDate();
    if (!date.equals(day)) {
      day = date;
      today = 0;
    }
  }
}

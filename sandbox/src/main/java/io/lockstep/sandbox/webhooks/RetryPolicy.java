package io.lockstep.sandbox.webhooks;

import com.fasterxml.jackson.annotation.JsonValue;
import io.lockstep.sandbox.world.Chance;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * When HighLevel sends a webhook again: its guide has told three stories (facts on webhooks,
 * section 3.5). Status 0 stands for a failed connection or a timeout. Exact intervals are not
 * documented for the current one; ours double from 10 s and stop growing at an hour.
 */
public enum RetryPolicy {
  /** Mid-2025: 408, 429 and 5xx, up to 10 times, from 10 s with 1 to 10 s of jitter, within 2 h. */
  LEGACY_10("legacy-10", 10) {
    @Override
    boolean repeats(int status) {
      return status == 0 || status == 408 || status == 429 || status >= 500;
    }

    @Override
    Duration pause(int attempt, Chance chance) {
      return doubling(attempt, Duration.ofMinutes(20)).plus(jitter(chance));
    }
  },
  /** 2025-09 to mid-2026: only 429, every 10 min with jitter, up to 6 times. */
  ONLY_429_6("429-only-6", 6) {
    @Override
    boolean repeats(int status) {
      return status == 429;
    }

    @Override
    Duration pause(int attempt, Chance chance) {
      return Duration.ofMinutes(10).plus(jitter(chance));
    }
  },
  /** Current: whatever is not 2xx, up to 12 times, doubling with jitter. */
  ANY_NON_2XX_12("any-non2xx-12", 12) {
    @Override
    boolean repeats(int status) {
      return status < 200 || status >= 300;
    }

    @Override
    Duration pause(int attempt, Chance chance) {
      return doubling(attempt, Duration.ofHours(1)).plus(jitter(chance));
    }
  };

  private static final Duration FIRST = Duration.ofSeconds(10);

  private final String word;
  private final int most;

  RetryPolicy(String word, int most) {
    this.word = word;
    this.most = most;
  }

  /** The word of the control API. */
  @JsonValue
  public String word() {
    return word;
  }

  /**
   * How long to wait before the next try; empty when the sender gives up.
   *
   * @param attempt the try that just ended, from 1
   * @param status its HTTP status, 0 when no answer came
   */
  public Optional<Duration> next(int attempt, int status, Chance chance) {
    return attempt <= most && repeats(status)
        ? Optional.of(pause(attempt, chance))
        : Optional.empty();
  }

  abstract boolean repeats(int status);

  abstract Duration pause(int attempt, Chance chance);

  private static Duration doubling(int attempt, Duration most) {
    Duration pause = FIRST.multipliedBy(1L << (attempt - 1));
    return pause.compareTo(most) > 0 ? most : pause;
  }

  private static Duration jitter(Chance chance) {
    return Duration.ofMillis(1_000 + chance.below(9_000));
  }

  public static Optional<RetryPolicy> of(String word) {
    return Arrays.stream(values()).filter(policy -> policy.word.equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(RetryPolicy::word).toList();
  }
}

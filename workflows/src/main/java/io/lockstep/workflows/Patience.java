package io.lockstep.workflows;

import java.time.Duration;

/** How long a flow sleeps between looks that failed: 1, 2, 4, 8, then 15 minutes. */
public final class Patience {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration SHORTEST_TOLD = Duration.ofSeconds(1);

  private Patience() {}

  /**
   * The sleep after this many failures in a row.
   *
   * @param failures at least 1
   */
  public static Duration after(int failures) {
    return failures > 4 ? LONGEST : SHORTEST.multipliedBy(1L << (failures - 1));
  }

  /** A wait somebody named, between 1 s and 15 min: a limit may be lifted before its time. */
  public static Duration told(Duration wait) {
    if (wait.compareTo(LONGEST) > 0) {
      return LONGEST;
    }
    return wait.compareTo(SHORTEST_TOLD) < 0 ? SHORTEST_TOLD : wait;
  }
}

package io.lockstep.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** The time the whole run may take; every wait is bounded by what is left of it. */
final class Allowance {

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final long end;

  Allowance(Duration whole) {
    end = System.nanoTime() + whole.toNanos();
  }

  boolean isOver() {
    return System.nanoTime() >= end;
  }

  /** Waits for a fact; false when the bound or the whole allowance came first. */
  boolean await(Duration most, BooleanSupplier fact) {
    long until = Math.min(end, System.nanoTime() + most.toNanos());
    while (!fact.getAsBoolean()) {
      if (System.nanoTime() >= until) {
        return false;
      }
      pause(PAUSE);
    }
    return true;
  }

  /** Paces a load: returns at that moment of {@link System#nanoTime}, or at once if it is past. */
  static void until(long moment) {
    pause(Duration.ofNanos(Math.max(0, moment - System.nanoTime())));
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause.toMillis(), pause.toNanosPart() % 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was interrupted", e);
    }
  }
}

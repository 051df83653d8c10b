package io.lockstep.starter.webhook;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * A moment of patience with an event that comes while a write to its record is under way. Such an
 * event is mostly that write's own echo, faster than the write's answer is recorded; a moment later
 * the base shows it, and no run need hear of it (measured: half of all echoes under load).
 *
 * <p>Only so many requests wait at once; with more of them the door does not wait.
 */
@Component
final class EchoPause {

  private static final Duration MOMENT = Duration.ofMillis(300);
  private static final int AT_ONCE = 32;

  /** What passes the time. */
  interface Sleeper {
    void sleep(Duration moment) throws InterruptedException;
  }

  private final Sleeper sleeper;
  private final Semaphore places = new Semaphore(AT_ONCE);

  @Autowired
  EchoPause() {
    this(moment -> Thread.sleep(moment.toMillis()));
  }

  EchoPause(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /** Waits a moment; false when too many wait already. */
  boolean take() {
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      sleeper.sleep(MOMENT);
      return true;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      places.release();
    }
  }
}

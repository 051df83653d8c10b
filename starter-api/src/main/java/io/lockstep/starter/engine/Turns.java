package io.lockstep.starter.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a bounded number of requests be under way at Temporal, in the order they came. A burst of
 * webhooks sent on all at once waits in the server, every request is given up after its two
 * seconds, and its sender repeats it ten seconds later or more (measured: half of 200). Waiting
 * here costs none of these two seconds.
 */
final class Turns {

  private final Semaphore free;
  private final Duration patience;

  /**
   * @param underWay requests at one time
   * @param patience how long one may wait for its turn; its sender must still listen then
   */
  Turns(int underWay, Duration patience) {
    this.free = new Semaphore(underWay, true);
    this.patience = patience;
  }

  /**
   * Makes the call when its turn comes.
   *
   * @throws EngineDownException when it did not come in time; nothing was sent
   */
  void take(Runnable call) {
    answerOf(
        () -> {
          call.run();
          return true;
        });
  }

  /**
   * The same, with what the call answers.
   *
   * @throws EngineDownException as above
   */
  <T> T answerOf(Supplier<T> call) {
    if (!comes()) {
      throw new EngineDownException(new IllegalStateException("no turn within " + patience));
    }
    try {
      return call.get();
    } finally {
      free.release();
    }
  }

  private boolean comes() {
    try {
      return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineDownException(e);
    }
  }
}

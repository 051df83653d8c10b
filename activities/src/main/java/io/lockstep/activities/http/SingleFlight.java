package io.lockstep.activities.http;

import feign.Request;
import io.lockstep.activities.NotNowException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One thread asks the provider for what many need, the others wait for it; nobody longer than its
 * own call may take, so a slow answer does not fill the worker with waiting threads.
 */
public final class SingleFlight {

  private final String underWay;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * @param underWay what the others are told meanwhile: that this work is being done
   */
  public SingleFlight(String underWay) {
    this.underWay = underWay;
  }

  /**
   * Runs the work when no other thread does; it should first see whether another has done it.
   *
   * @throws NotNowException when the other thread takes too long: this one called nobody, so the
   *     provider failed nobody either
   */
  public <T> T run(Request.Options patience, Supplier<T> work) {
    if (!acquired(patience)) {
      throw new NotNowException(underWay, Duration.ofSeconds(1));
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private boolean acquired(Request.Options patience) {
    try {
      return lock.tryLock(patience.readTimeoutMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt(); // the worker stops; the call counts as not made
      return false;
    }
  }
}

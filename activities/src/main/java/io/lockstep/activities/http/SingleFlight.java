package io.lockstep.activities.http;

import feign.Request;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One thread asks the provider for what many need, the others wait for it; nobody longer than its
 * own call may take, so a slow answer does not fill the worker with waiting threads.
 */
public final class SingleFlight {

  private final Side side;
  private final String operation;
  private final ReentrantLock lock = new ReentrantLock();

  public SingleFlight(Side side, String operation) {
    this.side = side;
    this.operation = operation;
  }

  /**
   * Runs the work when no other thread does; it should first see whether another has done it.
   *
   * @throws ProviderException TRANSIENT when the other thread takes too long
   */
  public <T> T run(Request.Options patience, Supplier<T> work) {
    if (!acquired(patience)) {
      throw new ProviderException(
          Failures.of(
              side, operation, 0, Kind.TRANSIENT, "another call still waits for the answer"));
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

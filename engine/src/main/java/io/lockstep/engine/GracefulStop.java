package io.lockstep.engine;

import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Lets running activities finish before the process goes. The starter shuts its workers down
 * without waiting (sdk-java#2026): an attempt cut off in the middle runs again only after its
 * timeout. Declare it as a bean; keep its wait below {@code
 * spring.lifecycle.timeout-per-shutdown-phase}.
 */
public final class GracefulStop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);

  private final WorkerFactory workers;
  private final Duration longest;
  private volatile boolean running;

  /** Waits up to 20 s. */
  public GracefulStop(WorkerFactory workers) {
    this(workers, Duration.ofSeconds(20));
  }

  GracefulStop(WorkerFactory workers, Duration longest) {
    this.workers = workers;
    this.longest = longest;
  }

  @Override
  public void start() {
    running = true; // the starter starts the workers
  }

  @Override
  public void stop() {
    workers.shutdown();
    try {
      workers.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (NullPointerException e) {
      // The SDK clears a field of a poller that stops meanwhile (sdk-java#2951).
      LOG.debug("a poller ended while it was waited for", e);
    }
    if (!workers.isTerminated()) {
      LOG.warn("work was still running after {}; the engine runs it again elsewhere", longest);
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** First of all to stop: activities still need the database and the clients. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}

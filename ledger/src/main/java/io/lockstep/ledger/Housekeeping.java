package io.lockstep.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Purges the ledger at a steady pace, in every process that has it; twice does no harm. A round
 * that fails is logged and the next one goes on.
 */
final class Housekeeping {

  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

  private final Consumer<Instant> purge;
  private final InstantSource clock;
  private final Duration pace;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "ledger-housekeeping");
            daemon.setDaemon(true);
            return daemon;
          });

  Housekeeping(Consumer<Instant> purge, InstantSource clock, Duration pace) {
    this.purge = purge;
    this.clock = clock;
    this.pace = pace;
  }

  void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::round, pace.toMillis(), pace.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop() {
    thread.shutdownNow();
  }

  private void round() {
    try {
      purge.accept(clock.instant());
    } catch (RuntimeException e) { // thrown out of here it would end all further rounds
      log.warn("the ledger was not purged, the next round tries again", e);
    }
  }
}

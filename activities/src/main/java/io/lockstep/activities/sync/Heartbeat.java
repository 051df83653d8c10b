package io.lockstep.activities.sync;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Tells the engine that an attempt that waits for a file's way is still at work. */
final class Heartbeat implements AutoCloseable {

  private static final long SECONDS_BETWEEN = 5;

  private static final ScheduledExecutorService BEATS =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "heartbeats-of-files");
            thread.setDaemon(true);
            return thread;
          });

  private final ScheduledFuture<?> beats;

  private Heartbeat(ScheduledFuture<?> beats) {
    this.beats = beats;
  }

  /** Beats until it is closed. */
  static Heartbeat of(ActivityExecutionContext engine) {
    return new Heartbeat(
        BEATS.scheduleWithFixedDelay(() -> beat(engine), 0, SECONDS_BETWEEN, TimeUnit.SECONDS));
  }

  private static void beat(ActivityExecutionContext engine) {
    try {
      engine.heartbeat(null);
    } catch (ActivityCompletionException stopped) {
      // Who stops a run waits for its write: it is finished, and beats to its end.
    }
  }

  @Override
  public void close() {
    beats.cancel(false);
  }
}

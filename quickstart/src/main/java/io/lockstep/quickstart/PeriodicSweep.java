package io.lockstep.quickstart;

import io.lockstep.workflows.start.WorkflowStarts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the passes over lists by a timer: the embedded engine has no schedules. */
final class PeriodicSweep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeriodicSweep.class);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "lockstep-sweep"));

  private @Nullable ScheduledFuture<?> turns;

  private PeriodicSweep() {}

  /**
   * Starts the timer.
   *
   * @param passes what to pass over, one after another
   * @param needed false where the engine schedules the sweeps itself
   */
  static PeriodicSweep start(
      WorkflowStarts starts,
      String connection,
      List<String> passes,
      Duration every,
      boolean needed) {
    PeriodicSweep sweep = new PeriodicSweep();
    if (needed) {
      sweep.turns =
          sweep.timer.scheduleWithFixedDelay(
              () -> passes.forEach(what -> sweep(starts, connection, what)),
              every.toSeconds(),
              every.toSeconds(),
              TimeUnit.SECONDS);
    }
    return sweep;
  }

  private static void sweep(WorkflowStarts starts, String connection, String what) {
    try {
      starts.reconcile(connection, what);
    } catch (RuntimeException e) { // an exception would end the timer; the next turn tries again
      LOG.warn("the sweep of {} of {} could not be started: {}", what, connection, e.getMessage());
    }
  }

  @Override
  public void close() {
    if (turns != null) {
      turns.cancel(true);
    }
    timer.shutdownNow();
  }
}

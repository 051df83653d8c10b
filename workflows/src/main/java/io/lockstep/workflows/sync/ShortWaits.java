package io.lockstep.workflows.sync;

import io.temporal.workflow.Workflow;
import java.time.Duration;

/**
 * A change that has to wait its turn at a busy provider waits on a timer of its own, and is shown
 * as what it is. In a burst of hundreds most changes wait, and an activity that only finds out that
 * it is too early, and two upserts of the phase, cost the engine more than the change.
 */
final class ShortWaits {

  /** A wait of so long is listed as Retrying, so that an operator sees what is held up. */
  private static final Duration LONG = Duration.ofMinutes(1);

  // Runs that began before this sent the ordinary look after a brief one without a turn, and showed
  // every wait as Retrying, as their histories say. Can go when no run is older.
  private static final String CHANGE = "short-waits-are-the-flows";

  private ShortWaits() {}

  /**
   * Whether this run sits short waits out by itself. Ask only where there is one: it is recorded.
   */
  static boolean areTheFlows() {
    return Workflow.getVersion(CHANGE, Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION;
  }

  /** Whether nothing failed and the wait is short. */
  static boolean isOne(Round round, Duration sleep) {
    return round.isOnlyEarly() && sleep.compareTo(LONG) < 0;
  }
}

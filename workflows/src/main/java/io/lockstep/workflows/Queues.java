package io.lockstep.workflows;

import io.lockstep.core.Lane;

/** Task queue names. Workflows share one; activities have one per lane, and one for waiting. */
public final class Queues {

  /** All workflows. */
  public static final String WORKFLOWS = "lockstep";

  /** Activities of live work. */
  public static final String LIVE = "lockstep-live";

  /** Activities of sweeps and backfills. */
  public static final String BULK = "lockstep-bulk";

  /**
   * Letting in who waits for room at a connection. It only waits, and a night's passes of hundreds
   * of connections would fill all the places of live work.
   */
  public static final String ADMISSION = "lockstep-admission";

  private Queues() {}

  /** The activity queue of a lane. */
  public static String of(Lane lane) {
    return lane == Lane.LIVE ? LIVE : BULK;
  }
}

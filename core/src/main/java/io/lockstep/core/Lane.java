package io.lockstep.core;

/** How urgent a piece of work is; a live change never waits for a backfill. */
public enum Lane {
  /** Somebody changed something now, or a person asks. */
  LIVE,
  /** A sweep or a backfill found a difference. */
  BULK
}

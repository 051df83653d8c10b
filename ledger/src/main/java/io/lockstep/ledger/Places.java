package io.lockstep.ledger;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Lane;
import java.time.Instant;

/**
 * Room for sync runs: a connection has at most so many at work at one time, in all processes
 * together, so that a flood of one is not everybody's. A run is at work from the moment it is let
 * in, or {@link OpenMarks#open begins a look}, until it settles, sleeps or parks. Bulk work may
 * fill half of the places, so live work always finds one that no backfill holds.
 *
 * <p>A place lapses by itself: one whose holder died is lost for a minute at most.
 */
public interface Places {

  /**
   * Takes a place for a run that is about to be started or woken. One that is at work already needs
   * none, and gets the news at once.
   *
   * @return false when all are taken, or others of this lane or a more urgent one wait in the queue
   */
  boolean take(Flow flow, FlowKey key, Lane lane, Instant now);

  /** The same for the queue itself, which nobody overtakes. */
  boolean takeForQueued(Flow flow, FlowKey key, Lane lane, Instant now);

  /**
   * Gives the place back: the run sleeps, is parked or has nothing to do. One that a later look has
   * taken stays: a look that was given up may still end. A ledger that is away is no failure: the
   * place lapses.
   *
   * @param lookedAt when the look that says so began, or the one its last write was planned by
   */
  void giveBack(Flow flow, FlowKey key, Instant lookedAt);

  /** Says that changes of that lane wait in the connection's queue, until then or the next word. */
  void waitInQueue(String connection, Lane lane, Instant until);
}

package io.lockstep.workflows.connection;

import io.temporal.activity.ActivityInterface;

/**
 * What {@link RoundWorkflow} asks of the world. Only records with the marked person's own e-mail
 * address are made or removed; the address is nobody's.
 */
@ActivityInterface(namePrefix = "Round")
public interface RoundActivities {

  /** Whether the marked person can travel this connection, and how long to wait. Calls nobody. */
  RoundStart prepare(String connection);

  /**
   * Makes the marked contact at HighLevel, answers its id. Looks for it first, on every attempt: up
   * to three calls, safe to repeat.
   */
  String make(String connection);

  /** Whether its profile is at BHN Rewards: a call there once the two are linked. */
  RoundSight look(String connection, String contactId);

  /** Asks for a look at it, as a webhook would. */
  void hint(String connection, String contactId);

  /**
   * Removes what there is of the marked person on both sides, and asks for a look at whom it
   * removed. Up to two calls of each side; safe to repeat.
   *
   * @return how many records it found; zero: nothing was there
   */
  int clear(String connection);
}

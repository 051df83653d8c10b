package io.lockstep.bench;

import io.lockstep.core.Side;

/** One thing that is on both sides: a person edits it at one, Lockstep writes it at the other. */
interface Linked {

  /** The path of its record on that side, as the sandbox's log shows it. */
  String path(Side side);

  /**
   * A person changes it on that side, in a way that side tells Lockstep of.
   *
   * @param text what it says from now on
   * @return false when HighLevel's limit for this person is used up; try again later
   */
  boolean edit(Side side, String text);
}

package io.lockstep.core.mapping;

import io.lockstep.core.Side;

/** Which way a field travels. */
public enum Direction {
  BOTH,
  TO_CONTACTS,
  TO_REWARDS;

  /** Whether changes may be written to this side. */
  public boolean writes(Side side) {
    return this == BOTH || (this == TO_CONTACTS) == (side == Side.CONTACTS);
  }
}

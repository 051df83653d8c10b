package io.lockstep.activities.simulation;

import io.lockstep.core.Side;
import io.lockstep.core.person.PersonView;
import java.util.Map;

/** Views the simulation needs and no provider sends. */
final class PersonViews {

  private PersonViews() {}

  /** A record before it was there. */
  static PersonView none(Side side, String id) {
    return new PersonView(side, id, Map.of(), null, null, null);
  }
}

package io.lockstep.bench;

import io.lockstep.core.Side;

/** A contact and its profile. */
record Pair(Place place, String contactId, String profileId) {

  /** The path of the record on that side, as the sandbox's log shows it. */
  String path(Side side) {
    return switch (side) {
      case CONTACTS -> "/contacts/" + contactId;
      case REWARDS -> "/v2/contacts/" + profileId;
    };
  }

  /**
   * A person changes the last name on that side.
   *
   * @return false when HighLevel's limit for this person is used up; try again later
   */
  boolean edit(Side side, String lastName) {
    var answer = place.at(side).send("PUT", path(side), "{\"lastName\": \"" + lastName + "\"}");
    if (answer.statusCode() == 429) {
      return false;
    }
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("an edit by hand was answered " + answer.statusCode());
    }
    return true;
  }
}

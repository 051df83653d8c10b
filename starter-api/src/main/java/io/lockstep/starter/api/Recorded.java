package io.lockstep.starter.api;

import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.JournalEntry.Act;

/**
 * Temporal has recorded the act; the run that carries it out is under way.
 *
 * @param follow where to see what came of it
 */
record Recorded(String connection, String contactId, Act act, String follow) {

  static Recorded of(FlowKey key, Act act) {
    return new Recorded(key.connection(), key.contactId(), act, follow(key));
  }

  /** Where to see how that pair stands. */
  static String follow(FlowKey key) {
    return "/api/v1/pairs/" + key.contactId() + "?connection=" + key.connection();
  }
}

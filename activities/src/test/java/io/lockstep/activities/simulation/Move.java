package io.lockstep.activities.simulation;

import java.time.Duration;

/**
 * One thing that happens in a history. Small whole numbers say to whom and to what; each kind takes
 * them modulo what there is, so any list of moves is a history and every part of one is too.
 *
 * @param after how long after the move before it
 */
record Move(Kind kind, int who, int what, int value, Duration after) {

  enum Kind {
    NEW_CONTACT,
    NEW_PROFILE,
    /** The same person appears on both sides at once. */
    NEW_PERSON_ON_BOTH,
    EDIT_CONTACT,
    EDIT_PROFILE,
    CLEAR_CONTACT,
    CLEAR_PROFILE,
    /** A field goes back to a value it had. */
    REVERT_CONTACT,
    REVERT_PROFILE,
    TAG_CONTACT,
    TAG_PROFILE,
    UNTAG_CONTACT,
    UNTAG_PROFILE,
    CLOSE_CHANNEL_AT_CONTACTS,
    CLOSE_CHANNEL_AT_REWARDS,
    OPEN_CHANNEL_AT_CONTACTS,
    OPEN_CHANNEL_AT_REWARDS,
    DELETE_CONTACT,
    DELETE_PROFILE,
    /** HighLevel merges two contacts: one is gone, the other holds what it lacked. */
    MERGE_CONTACTS,
    /** Somebody else's script undoes whatever Lockstep writes to a field, for a while. */
    FIGHT,
    /** A person edits a contact right after Lockstep has read one: the guard window. */
    EDIT_AFTER_THE_NEXT_READ,
    FAULT,
    /** One provider fails every write for minutes, so that the engine gives up on the activity. */
    OUTAGE,
    CRASH,
    /** The next apply runs a second time in the middle of itself. */
    TWICE_AT_ONCE,
    /** The engine is down: the door refuses what comes, and the senders repeat it. */
    ENGINE_DOWN,
    SWEEP,
    DECIDE
  }

  @Override
  public String toString() {
    return "%s %d %d %d +%d".formatted(kind, who, what, value, after.toMillis());
  }

  static Move parse(String text) {
    String[] parts = text.strip().split("[ +]+", -1);
    return new Move(
        Kind.valueOf(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]),
        Duration.ofMillis(Long.parseLong(parts[4])));
  }
}

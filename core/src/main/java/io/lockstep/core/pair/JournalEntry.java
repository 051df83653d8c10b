package io.lockstep.core.pair;

import io.lockstep.core.Side;
import java.time.Instant;
import java.util.List;

/**
 * One thing Lockstep or an operator did. Field names and opaque ids only.
 *
 * @param act what was done
 * @param side the side written to
 * @param who {@code lockstep} or the operator's name
 */
public record JournalEntry(
    Instant at, String contactId, Act act, Side side, List<String> fields, String who) {

  /** What was done; the brakes count by it. */
  public enum Act {
    LINKED,
    CREATED,
    UPDATED,
    CLEARED,
    TAGGED,
    UNTAGGED,
    DELETED,
    RETRIED,
    SKIPPED,
    EDITED,
    RESOLVED,
    READ_VALUES,
    PAUSED,
    RESUMED
  }

  public JournalEntry {
    fields = List.copyOf(fields);
  }
}

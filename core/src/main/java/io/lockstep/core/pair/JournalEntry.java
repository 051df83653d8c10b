package io.lockstep.core.pair;

import io.lockstep.core.Side;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing Lockstep or an operator did. Field names and opaque ids only.
 *
 * @param contactId the contact's id; {@value #CONNECTION} for an act on the connection as a whole
 * @param act what was done
 * @param side the side written to; null for an act of a person that writes to neither
 * @param who {@code lockstep}, {@code highlevel} or the operator's name
 */
public record JournalEntry(
    Instant at, String contactId, Act act, @Nullable Side side, List<String> fields, String who) {

  /** Stands in for a contact id where the act concerns the whole connection. */
  public static final String CONNECTION = "-";

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
    RESUMED,
    /** A person let the first link of a connection begin. */
    APPROVED,
    /** A person asked for a look now. */
    LOOKED,
    /** A person had the custom fields defined that the mapping needs. */
    DEFINED_FIELDS,
    /** A person had the doctor's marked person sent round. */
    SENT_PERSON,
    /** A person brought a code of HighLevel's, or Lockstep took a token of that agency's. */
    CONNECTED,
    /** HighLevel said so of the app. */
    INSTALLED,
    UNINSTALLED
  }

  public JournalEntry {
    fields = List.copyOf(fields);
  }

  /**
   * One of an act on the connection as a whole.
   *
   * @param ids what it was done with, if anything
   */
  public static JournalEntry ofConnection(Instant at, Act act, String who, String... ids) {
    return new JournalEntry(at, CONNECTION, act, null, List.of(ids), who);
  }
}

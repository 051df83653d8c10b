package io.lockstep.core.pair;

import io.lockstep.core.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing Lockstep or an operator did. Field names and opaque ids only.
 *
 * @param contactId the contact's id; {@value #CONNECTION} for an act on the connection as a whole
 * @param act what was done
 * @param side the side written to; null for an act of a person that writes to neither
 * @param fields so many names that the ledger finds a repeated entry by them; then how many more
 * @param who {@code lockstep}, {@code highlevel} or the operator's name
 */
public record JournalEntry(
    Instant at, String contactId, Act act, @Nullable Side side, List<String> fields, String who) {

  /** Stands in for a contact id where the act concerns the whole connection. */
  public static final String CONNECTION = "-";

  /** A row of an index has 2,704 bytes in PostgreSQL, for the other columns too. */
  private static final int MOST_LETTERS = 2000;

  /** What an array takes for each of its texts. */
  private static final int LETTERS_BETWEEN = 8;

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
    fields = bounded(fields);
  }

  private static List<String> bounded(List<String> fields) {
    List<String> first = new ArrayList<>();
    int letters = 0;
    for (String field : fields) {
      letters += field.length() + LETTERS_BETWEEN;
      if (letters > MOST_LETTERS) {
        first.add("... and %d more".formatted(fields.size() - first.size()));
        break;
      }
      first.add(field);
    }
    return List.copyOf(first);
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

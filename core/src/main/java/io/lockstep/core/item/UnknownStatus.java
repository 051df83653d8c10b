package io.lockstep.core.item;

import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.person.PersonView;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A status of a BHN task that the contract does not have, as a newer release of BHN's may show. It
 * neither completes a task nor re-opens one: a linked task waits for a person. A new one has to be
 * one or the other at HighLevel, and is what BHN's own {@code completed} says beside that word.
 */
public final class UnknownStatus {

  private static final List<String> KNOWN = List.of("open", "in_progress", "waiting", "completed");

  /** A status as a contract words it; anything else might be somebody's own words. */
  private static final Pattern WORD = Pattern.compile("[a-z][a-z_-]{0,31}");

  /** Where a reading keeps what BHN's flag says beside such a word; no rule has that name. */
  private static final String FLAG = "task.flag";

  private UnknownStatus() {}

  static boolean isOne(String status) {
    return !KNOWN.contains(status);
  }

  /** Reads the flag beside the status. */
  static void read(Map<String, Reading> fields, Map<String, Object> task) {
    if (task.get("completed") instanceof Boolean completed) {
      fields.put(FLAG, Reading.ofText(completed.toString()));
    }
  }

  /** Whether that reading of a task's completion is a word HighLevel has none for. */
  public static boolean isOne(FieldRule rule, Reading reading) {
    return rule.name().equals(FieldRule.TASK_COMPLETED)
        && reading instanceof Reading.Text text
        && !List.of("true", "false").contains(text.value());
  }

  /** What a copy of that task at HighLevel shows: completed or not. */
  public static String ofCopy(PersonView task) {
    return String.valueOf(task.field(FLAG).texts().contains("true"));
  }

  /** What a person reads of it. */
  public static String sentence(Reading status) {
    String shown = String.join("", status.texts());
    String word = WORD.matcher(shown).matches() ? shown : "a word of its own";
    return "the task's status at BHN Rewards is %s, and Lockstep knows %s; set one of these there,"
            .formatted(word, String.join(", ", KNOWN))
        + " or resolve for contacts to write HighLevel's over it, or skip to leave both as they are";
  }
}

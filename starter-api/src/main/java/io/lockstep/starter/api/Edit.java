package io.lockstep.starter.api;

import io.lockstep.core.canonical.Form;
import io.lockstep.core.mapping.FieldRule;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A correction.
 *
 * @param values what to write to both sides: one text, several for tags, none to clear
 */
record Edit(@Nullable List<@Nullable String> values) {

  private static final int MOST_VALUES = 100;
  private static final int LONGEST_VALUE = 8 * 1024;
  private static final String TIGHT = "dnd";
  private static final Set<String> DONE_OR_NOT = Set.of("true", "false");

  /** The values, if that field can take them. */
  List<String> fitting(FieldRule rule) {
    List<String> sound = sound();
    switch (rule.kind()) {
      case TAGS -> {}
      case FILES ->
          throw Problems.badRequest(
              "Files cannot be typed",
              "The field holds files, which travel from the contact to the profile alone.",
              "Change the files in HighLevel, or skip the one that waits.");
      case FIELD -> {
        if (sound.size() > 1) {
          throw Problems.badRequest(
              "Too many values",
              "The field holds one text, and %d were sent.".formatted(sound.size()),
              "Send {\"values\": [\"...\"]} with one text; an empty list clears the field.");
        }
        requireWord(rule, String.join("", sound));
      }
      case CONSENT -> {
        if (!sound.equals(List.of(TIGHT))) {
          throw Problems.badRequest(
              "Not a do-not-disturb",
              "Lockstep never makes a person more reachable.",
              "Send {\"values\": [\"dnd\"]}; to loosen it, a person does so on each side.");
        }
      }
    }
    return sound;
  }

  /** What neither side would refuse, and both would take for something else. */
  private static void requireWord(FieldRule rule, String value) {
    if (rule.name().equals(FieldRule.TASK_COMPLETED) && !DONE_OR_NOT.contains(value)) {
      throw Problems.badRequest(
          "Neither done nor open",
          "A task is completed or it is not.",
          "Send {\"values\": [\"true\"]} or {\"values\": [\"false\"]}.");
    }
    if (rule.form() == Form.MOMENT && !value.isEmpty() && !isMoment(value)) {
      throw Problems.badRequest(
          "Not a moment",
          "The field holds a date and a time with its zone.",
          "Send {\"values\": [\"2026-12-01T09:00:00Z\"]}; an empty list clears the field.");
    }
  }

  private static boolean isMoment(String value) {
    try {
      OffsetDateTime.parse(value);
      return true;
    } catch (DateTimeParseException other) {
      return false;
    }
  }

  private List<String> sound() {
    List<@Nullable String> given = values == null ? List.of() : values;
    List<String> sound = new ArrayList<>();
    for (String value : given) {
      if (value == null || value.length() > LONGEST_VALUE || given.size() > MOST_VALUES) {
        throw Problems.badRequest(
            "Not a list of values",
            "values holds at most %d texts of at most %d characters, none of them null."
                .formatted(MOST_VALUES, LONGEST_VALUE),
            "Send {\"values\": [\"...\"]}; an empty list clears the field.");
      }
      sound.add(value);
    }
    return sound;
  }

  @Override
  public String toString() { // values are a person's data
    return "Edit";
  }
}

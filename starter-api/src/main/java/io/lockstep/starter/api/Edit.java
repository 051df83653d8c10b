package io.lockstep.starter.api;

import io.lockstep.core.mapping.FieldRule;
import java.util.ArrayList;
import java.util.List;
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

  /** The values, if that field can take them. */
  List<String> fitting(FieldRule rule) {
    List<String> sound = sound();
    switch (rule.kind()) {
      case TAGS -> {}
      case FIELD -> {
        if (sound.size() > 1) {
          throw Problems.badRequest(
              "Too many values",
              "The field holds one text, and %d were sent.".formatted(sound.size()),
              "Send {\"values\": [\"...\"]} with one text; an empty list clears the field.");
        }
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

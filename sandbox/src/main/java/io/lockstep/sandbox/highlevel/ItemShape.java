package io.lockstep.sandbox.highlevel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which properties a write of a task or a note may carry (facts section 2.3, from CreateTaskParams,
 * UpdateTaskBody, NotesDTO and UpdateNoteDTO). HighLevel documents no lengths: all are the
 * sandbox's invention.
 */
final class ItemShape {

  /**
   * Of a note's HTML. Eight times the longest note of the rewards side, whose text becomes at most
   * five times as long here: each {@code &} is five characters.
   */
  private static final int LONGEST_NOTE = 524_288;

  private static final ItemShape TASK =
      new ItemShape(
          Map.of(
              "title", new Property(PropertyType.TEXT, 1, 255),
              "body", new Property(PropertyType.TEXT, 0, 8_192),
              "assignedTo", Property.of(PropertyType.NULLABLE_TEXT),
              "dueDate", Property.of(PropertyType.DATE_TIME),
              "completed", Property.of(PropertyType.FLAG)),
          List.of("completed", "dueDate", "title"));
  private static final ItemShape NOTE =
      new ItemShape(
          Map.of(
              "body", new Property(PropertyType.TEXT, 1, LONGEST_NOTE),
              "userId", Property.of(PropertyType.NULLABLE_TEXT),
              "title", Property.of(PropertyType.TEXT),
              "color", Property.of(PropertyType.COLOR),
              "pinned", Property.of(PropertyType.FLAG)),
          List.of("body"));

  /** Lengths are in characters as JSON counts them, whatever their encoding. */
  private record Property(PropertyType type, int shortest, int longest) {

    static Property of(PropertyType type) {
      return new Property(type, 0, Integer.MAX_VALUE);
    }
  }

  private final Map<String, Property> properties;
  private final List<String> required;

  private ItemShape(Map<String, Property> properties, List<String> required) {
    this.properties = properties;
    this.required = required;
  }

  static ItemShape of(ItemKind kind) {
    return kind == ItemKind.TASK ? TASK : NOTE;
  }

  /** Throws 422 with one message per property that is unknown, missing, wrong or too long. */
  void checkCreate(Map<String, Object> body) {
    check(body, required);
  }

  /** The same, but nothing is required. */
  void checkUpdate(Map<String, Object> body) {
    check(body, List.of());
  }

  private void check(Map<String, Object> body, List<String> needed) {
    List<String> messages = new ArrayList<>();
    body.forEach((name, value) -> complain(name, value, messages));
    needed.stream()
        .filter(name -> !body.containsKey(name))
        .forEach(name -> complain(name, null, messages));
    if (!messages.isEmpty()) {
      throw Says.unprocessable(messages);
    }
  }

  private void complain(String name, @Nullable Object value, List<String> messages) {
    Property property = properties.get(name);
    if (property == null) {
      messages.add("property " + name + " should not exist");
      return;
    }
    property.type().complaint(value).ifPresent(complaint -> messages.add(name + " " + complaint));
    if (value instanceof String text) {
      int length = text.codePointCount(0, text.length());
      if (length > property.longest()) {
        messages.add(
            name + " must be shorter than or equal to " + property.longest() + " characters");
      }
      if (length < property.shortest()) {
        messages.add(
            name + " must be longer than or equal to " + property.shortest() + " characters");
      }
    }
  }
}

package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.world.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the body of a write into a task's or a note's stored values, within the limits. */
final class ItemWriter {

  static final int LONGEST_TITLE = 255;
  static final int LONGEST_TASK = 8_192;
  static final int LONGEST_NOTE = 65_536;

  private static final List<String> STATUSES =
      List.of("open", "in_progress", "waiting", Item.COMPLETED);
  private static final Instant FIRST_DAY = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LAST_DAY = Instant.parse("2100-01-01T00:00:00Z");
  private static final int LONGEST_EMAIL = 254;

  private final ItemKind kind;
  private final Map<String, Object> fields;

  private ItemWriter(ItemKind kind, Map<String, Object> fields) {
    this.kind = kind;
    this.fields = new LinkedHashMap<>(fields);
  }

  /** The first fields; a task that is not told otherwise is open. */
  static Map<String, Object> create(ItemKind kind, Map<String, Object> body) {
    Map<String, Object> usual =
        kind == ItemKind.TASK ? Map.of("status", STATUSES.get(0)) : Map.of();
    return new ItemWriter(kind, usual).write(body, "requestId");
  }

  /** The fields after an update; only what the body names changes. */
  static Map<String, Object> update(Item item, Map<String, Object> body) {
    return new ItemWriter(item.kind(), item.fields()).write(body, "version");
  }

  private Map<String, Object> write(Map<String, Object> body, String noField) {
    body.forEach(
        (name, value) -> {
          if (!name.equals(noField)) {
            write(name, value);
          }
        });
    String needed = kind == ItemKind.TASK ? "title" : "body";
    if (String.valueOf(fields.getOrDefault(needed, "")).isBlank()) {
      throw bad(needed, "required", "A " + kind.word() + " needs a " + needed + ".");
    }
    return fields;
  }

  private void write(String name, @Nullable Object value) {
    Object stored = value == null || value.equals("") ? null : stored(name, value);
    if (stored != null) {
      fields.put(name, stored);
    } else if (name.equals("status")) {
      throw noStatus();
    } else {
      requireField(name);
      fields.remove(name);
    }
  }

  private Object stored(String name, Object value) {
    requireField(name);
    return switch (name) {
      case "title" -> text(name, value, LONGEST_TITLE);
      case "body" -> text(name, value, kind == ItemKind.TASK ? LONGEST_TASK : LONGEST_NOTE);
      case "dueDate" -> due(value);
      case "ownerEmail" -> owner(value);
      case "tags" -> ProfileWriter.tags(kind.word(), value);
      default -> status(value);
    };
  }

  private void requireField(String name) {
    List<String> names =
        kind == ItemKind.TASK
            ? List.of("title", "body", "dueDate", "status", "ownerEmail")
            : List.of("body", "tags");
    if (!names.contains(name)) {
      throw bad(name, "unknown", "A " + kind.word() + " has no writable field of this name.");
    }
  }

  private Object text(String name, Object value, int longest) {
    if (!(value instanceof String text)) {
      throw bad(name, "invalid", name + " must be a text.");
    }
    if (text.codePointCount(0, text.length()) > longest) {
      throw Says.tooLong(kind.word(), name, longest);
    }
    return text;
  }

  private Object status(Object value) {
    if (value instanceof String status && STATUSES.contains(status)) {
      return status;
    }
    throw noStatus();
  }

  private RuntimeException noStatus() {
    return bad("status", "invalid", "status is one of " + String.join(", ", STATUSES) + ".");
  }

  private Object due(Object value) {
    if (value instanceof String text) {
      try {
        Instant due = OffsetDateTime.parse(text).toInstant();
        if (!due.isBefore(FIRST_DAY) && due.isBefore(LAST_DAY)) {
          return Times.text(due);
        }
      } catch (DateTimeException noMoment) {
        throw noDue();
      }
    }
    throw noDue();
  }

  private RuntimeException noDue() {
    return bad("dueDate", "invalid", "dueDate is ISO-8601 with a zone, in 1970 to 2099.");
  }

  private Object owner(Object value) {
    if (value instanceof String email && email.matches("[^@\\s]+@[^@\\s]+")) {
      return text("ownerEmail", email, LONGEST_EMAIL);
    }
    throw bad("ownerEmail", "invalid", "This is not an e-mail address.");
  }

  private RuntimeException bad(String field, String wrong, String message) {
    return Says.badField(kind.word(), field, wrong, message);
  }
}

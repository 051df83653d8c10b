package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.world.Times;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the body of a write into a task's or a note's stored values. */
final class ItemWriter {

  private ItemWriter() {}

  /**
   * What is stored after the write; only what the body names changes. A user must be the
   * location's; HighLevel does not document it, and this is the sandbox's choice.
   *
   * @param body one that its {@link ItemShape} let through
   */
  static Map<String, Object> write(
      ItemKind kind, Location location, Map<String, Object> before, Map<String, Object> body) {
    Map<String, Object> fields = new LinkedHashMap<>(before);
    body.forEach(
        (name, value) -> {
          Object stored = value == null || value.equals("") ? null : stored(kind, name, value);
          if (stored == null) {
            fields.remove(name);
          } else {
            fields.put(name, stored);
          }
        });
    checkOwner(kind, location, fields.get(kind.owner()));
    return fields;
  }

  private static Object stored(ItemKind kind, String name, Object value) {
    if (name.equals("dueDate")) {
      return Times.text(OffsetDateTime.parse(value.toString()).toInstant());
    }
    return kind == ItemKind.NOTE && name.equals("body") ? NoteHtml.stored(value.toString()) : value;
  }

  private static void checkOwner(ItemKind kind, Location location, @Nullable Object owner) {
    if (owner != null && location.users().stream().noneMatch(user -> user.id().equals(owner))) {
      throw Says.unprocessable(List.of(kind.owner() + " is no user of this location"));
    }
  }
}

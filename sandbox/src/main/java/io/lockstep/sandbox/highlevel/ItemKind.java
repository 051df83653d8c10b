package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.world.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tasks and notes: how HighLevel calls and shows them (facts section 2.3). */
enum ItemKind {
  TASK("task", "assignedTo"),
  NOTE("note", "userId");

  private static final List<String> TASK_SHOWS =
      List.of("title", "body", "assignedTo", "dueDate", "completed");
  private static final List<String> NOTE_SHOWS =
      List.of("body", "userId", "title", "color", "pinned");

  private final String word;
  private final String owner;

  ItemKind(String word, String owner) {
    this.word = word;
    this.owner = owner;
  }

  /** {@code task} or {@code note}: the envelope of one. */
  String word() {
    return word;
  }

  /** The envelope of many. */
  String many() {
    return word + "s";
  }

  /** The property that names a user. */
  String owner() {
    return owner;
  }

  /** As every answer shows it; neither kind has a date of its last change, a task none at all. */
  Map<String, Object> shape(Item item) {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("id", item.id());
    for (String name : this == TASK ? TASK_SHOWS : NOTE_SHOWS) {
      Object value = item.field(name);
      if (value != null) {
        shape.put(name, value);
      }
    }
    if (this == NOTE) {
      shape.putIfAbsent("pinned", false);
      shape.put("dateAdded", Times.text(item.dateAdded()));
    }
    shape.put("contactId", item.contactId());
    return shape;
  }
}

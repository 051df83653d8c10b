package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.world.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The webhooks of tasks and notes, which carry a fixed list of fields (facts section 3.2). The edit
 * and the re-opening of a task raise none, nor does what goes with a deleted contact.
 */
final class ItemEvents {

  private final EventGateway gateway;
  private final String prefix;
  private final List<String> carried;
  private final Set<String> kept;
  private final boolean isTask;

  private ItemEvents(EventGateway gateway, ItemKind kind, List<String> carried, Set<String> kept) {
    this.gateway = gateway;
    this.isTask = kind == ItemKind.TASK;
    this.prefix = isTask ? "Task" : "Note";
    this.carried = carried;
    this.kept = kept;
  }

  /** A TaskCreate has been seen without its contact (issue 332), so a fault may leave it out. */
  static ItemEvents ofTasks(EventGateway gateway) {
    return new ItemEvents(
        gateway, ItemKind.TASK, List.of("assignedTo", "body", "title", "dueDate"), Set.of());
  }

  static ItemEvents ofNotes(EventGateway gateway) {
    return new ItemEvents(gateway, ItemKind.NOTE, List.of("body"), Set.of("contactId"));
  }

  void created(Item item) {
    send("Create", item);
  }

  void changed(Item before, Item after) {
    if (!isTask) {
      send("Update", after);
    } else if (after.completed() && !before.completed()) {
      send("Complete", after);
    }
  }

  void deleted(Item item) {
    send("Delete", item);
  }

  private void send(String what, Item item) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String name : carried) {
      Object value = item.field(name);
      if (value != null) {
        fields.put(name, value);
      }
    }
    fields.put("contactId", item.contactId());
    fields.put("dateAdded", Times.text(item.dateAdded()));
    gateway.send(prefix + what, item.locationId(), item.id(), fields, kept);
  }
}

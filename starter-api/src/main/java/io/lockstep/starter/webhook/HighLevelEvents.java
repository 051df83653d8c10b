package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.starter.webhook.Event.Kind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads HighLevel's flat webhook bodies. Source: highlevel-api-docs, {@code docs/webhook events},
 * read 2026-10; {@code appId}, {@code timestamp} and {@code webhookId} are added by its gateway.
 */
final class HighLevelEvents {

  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("ContactCreate", Kind.CHANGED),
          Map.entry("ContactUpdate", Kind.CHANGED),
          Map.entry("ContactTagUpdate", Kind.CHANGED),
          Map.entry("ContactDndUpdate", Kind.CHANGED),
          Map.entry("ContactDelete", Kind.DELETED),
          Map.entry("TaskCreate", Kind.CHANGED),
          Map.entry("TaskComplete", Kind.CHANGED),
          Map.entry("TaskDelete", Kind.DELETED),
          Map.entry("NoteCreate", Kind.CHANGED),
          Map.entry("NoteUpdate", Kind.CHANGED),
          Map.entry("NoteDelete", Kind.DELETED),
          Map.entry("INSTALL", Kind.APP),
          Map.entry("UNINSTALL", Kind.APP),
          Map.entry("UPDATE", Kind.APP));

  private HighLevelEvents() {}

  /** The types we know. */
  static Set<String> types() {
    return KINDS.keySet();
  }

  static Event read(Map<String, Object> body) {
    String type = Event.text(body, "type");
    Event.@Nullable Item item = item(type, body);
    return new Event(
        Side.CONTACTS,
        type,
        KINDS.getOrDefault(type, Kind.UNKNOWN),
        Event.text(body, "locationId"),
        Event.id(body, "appId"),
        Event.id(body, item == null ? "id" : "contactId"),
        item,
        Event.id(body, "webhookId"),
        Event.time(body, "timestamp"),
        body);
  }

  private static Event.@Nullable Item item(String type, Map<String, Object> body) {
    if (type.startsWith("Task")) {
      return new Event.Item(ItemKind.TASK, Event.id(body, "id"));
    }
    return type.startsWith("Note") ? new Event.Item(ItemKind.NOTE, Event.id(body, "id")) : null;
  }
}

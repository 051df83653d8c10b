package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import io.lockstep.starter.webhook.Event.Kind;
import java.util.Map;

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
          Map.entry("TaskCreate", Kind.ITEM),
          Map.entry("TaskComplete", Kind.ITEM),
          Map.entry("TaskDelete", Kind.ITEM),
          Map.entry("NoteCreate", Kind.ITEM),
          Map.entry("NoteUpdate", Kind.ITEM),
          Map.entry("NoteDelete", Kind.ITEM),
          Map.entry("INSTALL", Kind.APP),
          Map.entry("UNINSTALL", Kind.APP),
          Map.entry("UPDATE", Kind.APP));

  private HighLevelEvents() {}

  static Event read(Map<String, Object> body) {
    String type = Event.text(body, "type");
    return new Event(
        Side.CONTACTS,
        type,
        KINDS.getOrDefault(type, Kind.UNKNOWN),
        Event.text(body, "locationId"),
        Event.id(body, "appId"),
        Event.id(body, "id"),
        Event.id(body, "webhookId"),
        Event.time(body, "timestamp"),
        body);
  }
}

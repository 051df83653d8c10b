package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.webhooks.Event;
import io.lockstep.sandbox.webhooks.Webhooks;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import io.lockstep.sandbox.world.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The webhooks of tasks and notes, ours as all webhooks here: what happened, then the record in its
 * read shape, flat. What goes with a deleted contact raises none.
 */
final class ItemEvents {

  private final SandboxClock clock;
  private final Chance chance;
  private final Webhooks webhooks;
  private final Clients clients;

  ItemEvents(SandboxClock clock, Chance chance, Webhooks webhooks, Clients clients) {
    this.clock = clock;
    this.chance = chance;
    this.webhooks = webhooks;
    this.clients = clients;
  }

  void created(Item item, Optional<String> requestId) {
    Map<String, Object> body = body("created", item);
    requestId.ifPresent(id -> body.put("requestId", id));
    emit(item, body);
  }

  void updated(Item item) {
    emit(item, body("updated", item));
  }

  void deleted(Item item) {
    emit(item, body("deleted", item));
  }

  private Map<String, Object> body(String eventType, Item item) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("messageType", item.kind().word() + "Info");
    body.put("eventType", eventType);
    body.put("eventId", chance.uuid());
    body.put("eventTimestamp", Times.text(clock.instant()));
    body.putAll(item.shape());
    return body;
  }

  private void emit(Item item, Map<String, Object> body) {
    Set<String> kept =
        Set.of(
            "messageType",
            "eventType",
            "eventId",
            "eventTimestamp",
            "accountId",
            "contactId",
            item.kind().idName(),
            "version");
    webhooks.emit(
        new Event(
            Bhn.SIDE,
            String.valueOf(body.get("messageType")),
            item.accountId(),
            body,
            kept,
            clients.signer(item.accountId())));
  }
}

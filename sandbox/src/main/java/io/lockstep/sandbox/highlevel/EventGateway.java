package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.webhooks.Event;
import io.lockstep.sandbox.webhooks.Signer;
import io.lockstep.sandbox.webhooks.Webhooks;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import io.lockstep.sandbox.world.Times;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the envelope around an event: type, location and id before it, the gateway's behind it. */
final class EventGateway {

  private static final Set<String> ENVELOPE =
      Set.of("type", "locationId", "id", "appId", "versionId", "timestamp", "webhookId");

  private final SandboxClock clock;
  private final Chance chance;
  private final Webhooks webhooks;
  private final Signer signer;
  private final String appId;

  EventGateway(SandboxClock clock, Chance chance, Webhooks webhooks, Signer signer, String appId) {
    this.clock = clock;
    this.chance = chance;
    this.webhooks = webhooks;
    this.signer = signer;
    this.appId = appId;
  }

  /**
   * Tells the world.
   *
   * @param fields flat; an empty one is left out
   * @param kept the fields no fault ever leaves out
   */
  void send(
      String type, String locationId, String id, Map<String, Object> fields, Set<String> kept) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.put("locationId", locationId);
    body.put("id", id);
    fields.forEach(
        (name, value) -> {
          if (!value.equals("") && !value.equals(List.of())) {
            body.put(name, value);
          }
        });
    Set<String> all = new HashSet<>(ENVELOPE);
    all.addAll(kept);
    emit(type, locationId, body, Set.copyOf(all));
  }

  /**
   * Tells of the app itself: where it was let in, where it was thrown out.
   *
   * @param owner the location, or the agency
   */
  void sendOfApp(String type, String owner, Map<String, Object> fields) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.putAll(fields);
    Set<String> kept = new HashSet<>(ENVELOPE);
    kept.addAll(body.keySet());
    emit(type, owner, body, Set.copyOf(kept));
  }

  private void emit(String type, String owner, Map<String, Object> body, Set<String> kept) {
    body.put("appId", appId);
    body.put("versionId", appId);
    body.put("timestamp", Times.text(clock.instant()));
    body.put("webhookId", chance.uuid());
    webhooks.emit(new Event(HighLevel.SIDE, type, owner, body, kept, signer));
  }
}

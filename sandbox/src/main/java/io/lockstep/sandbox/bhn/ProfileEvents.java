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
 * The webhooks of a profile. All of this is ours: BHN documents none (docs/contracts). The body is
 * flat: what happened, then the contact in its read shape.
 */
final class ProfileEvents {

  private static final Set<String> KEPT =
      Set.of(
          "messageType",
          "eventType",
          "eventId",
          "eventTimestamp",
          "accountId",
          "contactId",
          "version");

  private final SandboxClock clock;
  private final Chance chance;
  private final Webhooks webhooks;
  private final Clients clients;

  ProfileEvents(SandboxClock clock, Chance chance, Webhooks webhooks, Clients clients) {
    this.clock = clock;
    this.chance = chance;
    this.webhooks = webhooks;
    this.clients = clients;
  }

  void created(Profile profile, Optional<String> requestId) {
    Map<String, Object> body = body("contactInfo", "created", profile);
    requestId.ifPresent(id -> body.put("requestId", id));
    emit(profile, body);
  }

  void updated(Profile profile) {
    emit(profile, body("contactInfo", "updated", profile));
  }

  void tagged(Profile profile) {
    emit(profile, body("tagInfo", "updated", profile));
  }

  void deleted(Profile profile) {
    emit(profile, body("contactInfo", "deleted", profile));
  }

  private Map<String, Object> body(String messageType, String eventType, Profile profile) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("messageType", messageType);
    body.put("eventType", eventType);
    body.put("eventId", chance.uuid());
    body.put("eventTimestamp", Times.text(clock.instant()));
    body.putAll(profile.shape());
    return body;
  }

  private void emit(Profile profile, Map<String, Object> body) {
    webhooks.emit(
        new Event(
            Bhn.SIDE,
            String.valueOf(body.get("messageType")),
            profile.accountId(),
            body,
            KEPT,
            clients.signer(profile.accountId())));
  }
}

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
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The five contact webhooks: flat, without {@code dateUpdated}, actor or former values, empty
 * fields left out (facts section 3.2). One edit can raise several; inbound consent raises none.
 */
final class ContactEvents {

  private static final Set<String> ENVELOPE =
      Set.of("type", "locationId", "id", "appId", "versionId", "timestamp", "webhookId");
  private static final List<String> CARRIED =
      List.of(
          "address1",
          "city",
          "state",
          "companyName",
          "country",
          "source",
          "dateOfBirth",
          "email",
          "firstName",
          "lastName",
          "phone",
          "postalCode",
          "tags",
          "website",
          "assignedTo");
  private static final Set<String> OF_OTHER_EVENTS =
      Set.of("tags", "dnd", "dndSettings", "inboundDndSettings");

  private final SandboxClock clock;
  private final Chance chance;
  private final Webhooks webhooks;
  private final Signer signer;
  private final String appId;

  ContactEvents(SandboxClock clock, Chance chance, Webhooks webhooks, Signer signer, String appId) {
    this.clock = clock;
    this.chance = chance;
    this.webhooks = webhooks;
    this.signer = signer;
    this.appId = appId;
  }

  void created(Contact contact) {
    emit("ContactCreate", contact);
  }

  void deleted(Contact contact) {
    emit("ContactDelete", contact);
  }

  void changed(Contact before, Contact after) {
    if (!before.tags().equals(after.tags())) {
      emit("ContactTagUpdate", after);
    }
    if (before.dnd() != after.dnd() || !before.dndSettings().equals(after.dndSettings())) {
      emit("ContactDndUpdate", after);
    }
    if (!rest(before).equals(rest(after)) || !before.customFields().equals(after.customFields())) {
      emit("ContactUpdate", after);
    }
  }

  private static Map<String, Object> rest(Contact contact) {
    Map<String, Object> rest = new LinkedHashMap<>(contact.fields());
    rest.keySet().removeAll(new HashSet<>(OF_OTHER_EVENTS));
    return rest;
  }

  private void emit(String type, Contact contact) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", type);
    body.put("locationId", contact.locationId());
    body.put("id", contact.id());
    CARRIED.forEach(name -> put(body, name, contact.fields().get(name)));
    put(body, "name", contact.name());
    body.put("dnd", contact.dnd());
    if (type.equals("ContactDndUpdate")) {
      put(body, "dndSettings", contact.fields().get("dndSettings"));
    }
    put(body, "customFields", ContactShapes.customFields(contact));
    body.put("dateAdded", Times.text(contact.dateAdded()));
    body.put("appId", appId);
    body.put("versionId", appId);
    body.put("timestamp", Times.text(clock.instant()));
    body.put("webhookId", chance.uuid());
    webhooks.emit(new Event(HighLevel.SIDE, type, body, ENVELOPE, signer));
  }

  private static void put(Map<String, Object> body, String name, @Nullable Object value) {
    boolean empty = Objects.equals(value, "") || Objects.equals(value, List.of());
    if (value != null && !empty) {
      body.put(name, value);
    }
  }
}

package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.world.Times;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The five contact webhooks: flat, without {@code dateUpdated}, actor or former values, empty
 * fields left out (facts section 3.2). One edit can raise several; inbound consent raises none.
 */
final class ContactEvents {

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

  private final EventGateway gateway;

  ContactEvents(EventGateway gateway) {
    this.gateway = gateway;
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
    Map<String, Object> fields = new LinkedHashMap<>();
    CARRIED.forEach(name -> put(fields, name, contact.fields().get(name)));
    fields.put("name", contact.name());
    fields.put("dnd", contact.dnd());
    if (type.equals("ContactDndUpdate")) {
      put(fields, "dndSettings", contact.fields().get("dndSettings"));
    }
    fields.put("customFields", ContactShapes.customFields(contact));
    fields.put("dateAdded", Times.text(contact.dateAdded()));
    gateway.send(type, contact.locationId(), contact.id(), fields, Set.of());
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}

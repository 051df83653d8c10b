package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.Chance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A location's settings, its custom field definitions and its users. */
final class LocationCalls {

  private static final Set<String> CREATE_PROPERTIES =
      Set.of(
          "name",
          "dataType",
          "placeholder",
          "acceptedFormat",
          "isMultipleFile",
          "maxNumberOfFiles",
          "textBoxListOptions",
          "position",
          "model");

  private static final BodyShape UPDATE =
      BodyShape.of(
          Map.of(
              "name", PropertyType.TEXT,
              "placeholder", PropertyType.TEXT,
              "acceptedFormat", PropertyType.TEXTS,
              "isMultipleFile", PropertyType.FLAG,
              "maxNumberOfFiles", PropertyType.WHOLE_NUMBER,
              "textBoxListOptions", PropertyType.LABELLED,
              "position", PropertyType.WHOLE_NUMBER,
              "model", PropertyType.TEXT),
          "name");

  private final Chance ids;
  private final Contacts contacts;

  LocationCalls(Chance ids, Contacts contacts) {
    this.ids = ids;
    this.contacts = contacts;
  }

  Reply get(Ask ask) {
    Location location = location(ask);
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("id", location.id());
    shape.put("name", location.name());
    shape.put("country", location.country());
    shape.put("settings", location.settings());
    return Reply.ok(answer("location", shape));
  }

  /** The people who work there; deprecated by HighLevel, but its successor wants an agency. */
  Reply users(Ask ask) {
    Location location = contacts.own(ask.caller(), Params.needed(ask, "locationId"));
    return Reply.ok(
        answer("users", location.users().stream().map(user -> user.shape(location.id())).toList()));
  }

  Reply user(Ask ask) {
    Location location = contacts.home(ask.caller());
    String id = ask.path("userId");
    User user =
        location.users().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(() -> Says.badRequest("User with id " + id + " not found"));
    return Reply.ok(user.shape(location.id()));
  }

  /** Those of all models unless {@code model} says contact or opportunity. */
  Reply customFields(Ask ask) {
    String model = ask.param("model").orElse("all");
    if (!Set.of("contact", "opportunity", "all").contains(model)) {
      throw Says.unprocessable(List.of("model must be one of contact, opportunity, all"));
    }
    List<Map<String, Object>> shapes =
        location(ask).customFields().stream()
            .filter(field -> model.equals("all") || model.equals(field.model()))
            .map(CustomField::shape)
            .toList();
    return Reply.ok(answer("customFields", shapes));
  }

  Reply customField(Ask ask) {
    return Reply.ok(answer("customField", existing(ask).shape()));
  }

  private CustomField existing(Ask ask) {
    String called = ask.path("id");
    return location(ask)
        .customField(called)
        .orElseThrow(() -> Says.badRequest("Custom field with id " + called + " not found"));
  }

  /** Changes its name and its place; the key stays, as what is written by it must. */
  Reply updateCustomField(Ask ask) {
    Map<String, Object> body = ask.json();
    UPDATE.check(body);
    CustomField field =
        existing(ask)
            .called(
                String.valueOf(body.get("name")),
                body.get("position") instanceof Integer position ? position : 0);
    location(ask).replace(field);
    return Reply.ok(answer("customField", field.shape()));
  }

  /** Takes the definition away, and its value from every contact. */
  Reply deleteCustomField(Ask ask) {
    CustomField field = existing(ask);
    contacts.forget(ask.caller(), field.id());
    location(ask).remove(field);
    return Reply.ok(answer("succeded", true)); // the provider's spelling
  }

  Reply createCustomField(Ask ask) {
    Location location = location(ask);
    Map<String, Object> body = ask.json();
    checkCreate(body);
    String name = String.valueOf(body.get("name"));
    String model = String.valueOf(body.getOrDefault("model", "contact"));
    String key = model + "." + key(name);
    if (location.customField(key).isPresent()) {
      throw Says.badRequest("A custom field with the key " + key + " already exists");
    }
    CustomField field =
        new CustomField(
            ids.id(),
            location.id(),
            name,
            key,
            String.valueOf(body.get("dataType")),
            labels(body.get("textBoxListOptions")),
            body.get("position") instanceof Number position ? position.intValue() : 0,
            model);
    location.add(field);
    return Reply.created(answer("customField", field.shape()));
  }

  private static List<String> labels(@Nullable Object options) {
    return options instanceof List<?> list
        ? list.stream().map(one -> String.valueOf(Json.map(one).get("label"))).toList()
        : List.of();
  }

  private static void checkCreate(Map<String, Object> body) {
    List<String> messages = new ArrayList<>();
    body.keySet().stream()
        .filter(property -> !CREATE_PROPERTIES.contains(property))
        .forEach(property -> messages.add("property " + property + " should not exist"));
    if (!(body.get("name") instanceof String name) || name.isBlank()) {
      messages.add("name must be a string");
    }
    if (!(body.get("dataType") instanceof String type) || !CustomField.DATA_TYPES.contains(type)) {
      messages.add("dataType must be a valid enum value");
    }
    Object options = body.get("textBoxListOptions");
    if (options != null) {
      PropertyType.LABELLED
          .complaint(options)
          .ifPresent(complaint -> messages.add("textBoxListOptions " + complaint));
    }
    if (!Set.of("contact", "opportunity").contains(body.getOrDefault("model", "contact"))) {
      messages.add("model must be one of contact, opportunity");
    }
    if (!messages.isEmpty()) {
      throw Says.unprocessable(messages);
    }
  }

  /** {@code BHN tier} becomes {@code bhn_tier}, as the portal does it. */
  static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }

  private Location location(Ask ask) {
    return contacts.own(ask.caller(), ask.path("locationId"));
  }

  private static Map<String, Object> answer(String name, Object value) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(name, value);
    return answer;
  }
}

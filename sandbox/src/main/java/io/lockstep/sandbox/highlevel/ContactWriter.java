package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the body of a write into stored values. Only what the body names changes. Null and ""
 * clear; HighLevel does not document it, and this is the sandbox's choice.
 */
final class ContactWriter {

  private static final Set<String> NOT_STORED =
      Set.of("locationId", "createNewIfDuplicateAllowed", "name", "customFields");

  private final Location location;
  private final Map<String, Object> fields;
  private final Map<String, Object> customFields;

  private ContactWriter(
      Location location, Map<String, Object> fields, Map<String, Object> customFields) {
    this.location = location;
    this.fields = new LinkedHashMap<>(fields);
    this.customFields = new LinkedHashMap<>(customFields);
  }

  static ContactWriter fresh(Location location) {
    return new ContactWriter(location, Map.of(), Map.of());
  }

  static ContactWriter on(Location location, Contact contact) {
    return new ContactWriter(location, contact.fields(), contact.customFields());
  }

  Map<String, Object> fields() {
    return fields;
  }

  Map<String, Object> customFields() {
    return customFields;
  }

  /** Applies a body that its {@link WriteShape} let through. */
  ContactWriter write(Map<String, Object> body) {
    splitName(body);
    body.forEach(
        (name, value) -> {
          if (!NOT_STORED.contains(name)) {
            store(name, stored(name, value));
          }
        });
    if (body.get("customFields") instanceof List<?> items) {
      items.forEach(item -> writeCustomField(Json.map(item)));
    }
    return this;
  }

  private void splitName(Map<String, Object> body) {
    if (!body.containsKey("name")
        || body.containsKey("firstName")
        || body.containsKey("lastName")) {
      return;
    }
    String name = body.get("name") instanceof String text ? text.strip() : "";
    int space = name.indexOf(' ');
    store("firstName", space < 0 ? name : name.substring(0, space));
    store("lastName", space < 0 ? null : name.substring(space + 1).strip());
  }

  private @Nullable Object stored(String name, @Nullable Object value) {
    if (value == null || value.equals("")) {
      return null;
    }
    return switch (name) {
      case "phone" -> Phones.stored(value.toString(), location.country());
      case "tags" -> tags(Json.texts(value));
      case "dateOfBirth" -> Birthdays.read(value.toString()).orElseThrow().toString();
      case "dndSettings" -> Dnd.merge(Json.map(fields.get(name)), Json.map(value));
      case "inboundDndSettings" -> Json.map(value);
      default -> value;
    };
  }

  /** As HighLevel keeps them: lower case, each once, in the order they came. */
  static List<String> tags(List<String> written) {
    return written.stream()
        .map(tag -> tag.strip().toLowerCase(Locale.ROOT))
        .filter(tag -> !tag.isEmpty())
        .distinct()
        .toList();
  }

  private void writeCustomField(Map<String, Object> item) {
    String called = String.valueOf(item.getOrDefault("id", item.get("key")));
    CustomField field =
        location
            .customField(called)
            .orElseThrow(
                () ->
                    Says.unprocessable(
                        List.of("customFields." + called + " is no custom field here")));
    Object value = item.get("field_value");
    if (value == null || value.equals("") || value.equals(List.of())) {
      customFields.remove(field.id());
      return;
    }
    boolean fits =
        field.isNumber()
            ? value instanceof Number
            : field.isList() ? value instanceof List<?> : !(value instanceof List<?>);
    if (!fits) {
      throw Says.unprocessable(
          List.of("customFields." + called + " does not fit the type " + field.dataType()));
    }
    customFields.put(field.id(), value instanceof List<?> list ? new ArrayList<>(list) : value);
  }

  private void store(String name, @Nullable Object value) {
    if (value == null || value.equals("") || value.equals(List.of())) {
      fields.remove(name);
    } else {
      fields.put(name, value);
    }
  }
}

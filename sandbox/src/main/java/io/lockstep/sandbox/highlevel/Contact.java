package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A contact as stored. A field that is empty is not in the map, so there is one way to be empty.
 *
 * @param fields write names to values: texts, {@code tags}, {@code dnd}, {@code dndSettings}, ...
 * @param customFields definition id to value
 */
record Contact(
    String id,
    String locationId,
    Map<String, Object> fields,
    Map<String, Object> customFields,
    Instant dateAdded,
    Instant dateUpdated,
    Map<String, Object> createdBy) {

  Contact {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    customFields = Collections.unmodifiableMap(new LinkedHashMap<>(customFields));
  }

  @Nullable String text(String name) {
    Object value = fields.get(name);
    return value == null ? null : value.toString();
  }

  List<String> texts(String name) {
    return Json.texts(fields.get(name));
  }

  List<String> tags() {
    return texts("tags");
  }

  boolean dnd() {
    return Boolean.TRUE.equals(fields.get("dnd"));
  }

  Map<String, Object> dndSettings() {
    return Json.map(fields.get("dndSettings"));
  }

  /** First and last name as one; empty when there is neither. */
  String name() {
    return Stream.of(text("firstName"), text("lastName"))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }

  boolean hasEmail(String email) {
    return email.equalsIgnoreCase(text("email"));
  }

  boolean hasAdditionalEmail(String email) {
    return texts("additionalEmails").stream().anyMatch(email::equalsIgnoreCase);
  }

  boolean hasPhone(String stored) {
    return stored.equals(text("phone"));
  }

  /** True when a read shows the same, whenever it was written. */
  boolean sameAs(Contact other) {
    return fields.equals(other.fields) && customFields.equals(other.customFields);
  }

  Contact with(Map<String, Object> newFields, Map<String, Object> newCustom, Instant now) {
    return new Contact(id, locationId, newFields, newCustom, dateAdded, now, createdBy);
  }

  Contact with(String name, List<String> values, Instant now) {
    Map<String, Object> changed = new LinkedHashMap<>(fields);
    if (values.isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, List.copyOf(values));
    }
    return with(changed, customFields, now);
  }
}

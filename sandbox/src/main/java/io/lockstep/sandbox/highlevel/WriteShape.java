package io.lockstep.sandbox.highlevel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which properties a write may carry, per call (facts section 2.1, from CreateContactDto,
 * UpdateContactDto and UpsertContactDto). Anything else is refused with 422, whatever its value.
 */
final class WriteShape {

  private static final Set<String> NOT_NULL_AT_FIRST = Set.of("source", "assignedTo");

  static final WriteShape CREATE =
      new WriteShape(Set.of("locationId", "companyName", "gender"), NOT_NULL_AT_FIRST);
  static final WriteShape UPDATE = new WriteShape(Set.of(), Set.of());

  /** What a person can change in the app: more than an update of the API. */
  static final WriteShape BY_HAND = new WriteShape(Set.of("companyName", "gender"), Set.of());

  static final WriteShape UPSERT =
      new WriteShape(
          Set.of("locationId", "companyName", "gender", "createNewIfDuplicateAllowed"),
          NOT_NULL_AT_FIRST);

  private final Map<String, PropertyType> properties = new LinkedHashMap<>();

  /**
   * The update's properties, and what differs.
   *
   * @param more what this call takes beyond the update's properties
   * @param notNull what is nullable in an update and not here
   */
  private WriteShape(Set<String> more, Set<String> notNull) {
    for (String name :
        List.of(
            "firstName",
            "lastName",
            "name",
            "address1",
            "city",
            "state",
            "website",
            "source",
            "assignedTo")) {
      properties.put(name, PropertyType.NULLABLE_TEXT);
    }
    properties.put("email", PropertyType.EMAIL);
    properties.put("phone", PropertyType.NULLABLE_TEXT);
    properties.put("timezone", PropertyType.TIMEZONE);
    properties.put("postalCode", PropertyType.TEXT);
    properties.put("country", PropertyType.COUNTRY);
    properties.put("dateOfBirth", PropertyType.DATE);
    properties.put("dnd", PropertyType.FLAG);
    properties.put("dndSettings", PropertyType.DND);
    properties.put("inboundDndSettings", PropertyType.INBOUND_DND);
    properties.put("tags", PropertyType.TEXTS);
    properties.put("customFields", PropertyType.CUSTOM_FIELDS);
    more.forEach(
        name ->
            properties.put(
                name,
                switch (name) {
                  case "companyName" -> PropertyType.NULLABLE_TEXT;
                  case "createNewIfDuplicateAllowed" -> PropertyType.FLAG;
                  default -> PropertyType.TEXT;
                }));
    notNull.forEach(name -> properties.put(name, PropertyType.TEXT));
  }

  /** Throws 422 with one message per property that is unknown or of the wrong type. */
  void check(Map<String, Object> body) {
    List<String> messages = new ArrayList<>();
    body.forEach(
        (name, value) -> {
          PropertyType type = properties.get(name);
          if (type == null) {
            messages.add("property " + name + " should not exist");
          } else {
            type.complaint(value).ifPresent(complaint -> messages.add(name + " " + complaint));
          }
        });
    if (properties.containsKey("locationId") && !body.containsKey("locationId")) {
      messages.add("locationId must be a string");
    }
    if (!messages.isEmpty()) {
      throw Says.unprocessable(messages);
    }
  }
}

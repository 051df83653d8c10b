package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A contact as the search index holds it: what is shown of it, and what it is found by. */
record SearchDocument(Contact contact, Map<String, Object> shown) {

  static SearchDocument of(Contact contact) {
    return new SearchDocument(contact, ContactShapes.found(contact));
  }

  /** The value a filter or a sort looks at; null when the contact has none. */
  @Nullable Object value(String field) {
    if (field.startsWith("customFields.")) {
      return contact.customFields().get(field.substring("customFields.".length()));
    }
    if (field.startsWith("dndSettings.")) {
      String channel = field.split("\\.", 3)[1];
      return Json.map(contact.dndSettings().get(channel)).get("status");
    }
    return switch (field) {
      case "timezone" -> contact.text("timezone"); // findable, yet not shown
      case "dateAdded" -> contact.dateAdded().toEpochMilli();
      case "dateUpdated" -> contact.dateUpdated().toEpochMilli();
      case "dateOfBirth" ->
          Optional.ofNullable(contact.text("dateOfBirth"))
              .map(LocalDate::parse)
              .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli())
              .orElse(null);
      default -> shown.get(field);
    };
  }

  /** Free text over the fields a location searches by default. */
  boolean mentions(String query) {
    String wanted = query.toLowerCase(Locale.ROOT);
    return List.of("contactName", "email", "phone", "companyName").stream()
        .map(shown::get)
        .anyMatch(value -> value != null && lower(value).contains(wanted));
  }

  static String lower(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }

  /** A time as milliseconds: a number is one, a text is ISO-8601. Empty for anything else. */
  static Optional<Double> number(@Nullable Object value) {
    if (value instanceof Number number) {
      return Optional.of(number.doubleValue());
    }
    try {
      return Optional.of((double) Instant.parse(String.valueOf(value)).toEpochMilli());
    } catch (DateTimeParseException noTime) {
      return Optional.empty();
    }
  }
}

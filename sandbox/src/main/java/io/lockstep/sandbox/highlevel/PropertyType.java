package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Json;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What values a property of a write takes. An empty text is always a way to clear a text. */
enum PropertyType {
  TEXT("must be a string") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof String;
    }
  },
  NULLABLE_TEXT("must be a string") {
    @Override
    boolean takes(@Nullable Object value) {
      return value == null || value instanceof String;
    }
  },
  EMAIL("must be an email") {
    @Override
    boolean takes(@Nullable Object value) {
      return value == null
          || (value instanceof String text && (text.isEmpty() || ADDRESS.matcher(text).matches()));
    }
  },
  TIMEZONE("must be a valid enum value") {
    @Override
    boolean takes(@Nullable Object value) {
      return value == null
          || (value instanceof String text
              && (text.isEmpty() || ZoneId.getAvailableZoneIds().contains(text)));
    }
  },
  COUNTRY("must be a valid enum value") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof String text && (text.isEmpty() || COUNTRIES.contains(text));
    }
  },
  DATE("must be a valid date") {
    @Override
    boolean takes(@Nullable Object value) {
      return value == null
          || (value instanceof String text && (text.isEmpty() || Birthdays.read(text).isPresent()));
    }
  },
  DATE_TIME("must be an ISO 8601 date and time with a zone, such as 2026-01-05T11:00:00Z") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof String text && isDateTime(text);
    }
  },
  APPOINTMENT_STATUS("must be a valid enum value") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof String text && APPOINTMENT_STATUSES.contains(text);
    }
  },
  OPPORTUNITY_STATUS("must be a valid enum value") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof String text && OPPORTUNITY_STATUSES.contains(text);
    }
  },
  COLOR("must be a color such as #FFAA00") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof String text && (text.isEmpty() || RGB.matcher(text).matches());
    }
  },
  WHOLE_NUMBER("must be a whole number, 0 or more") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof Integer number && number >= 0;
    }
  },
  FLAG("must be a boolean value") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof Boolean;
    }
  },
  TEXTS("must be an array of strings") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
    }
  },
  DND("must hold a status of active, inactive or permanent per channel") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof Map<?, ?> map
          && map.keySet().stream().allMatch(Dnd.CHANNELS::contains)
          && map.values().stream()
              .allMatch(setting -> hasStatus(setting, Set.of("active", "inactive", "permanent")));
    }
  },
  INBOUND_DND("must hold a status of active or inactive for all") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof Map<?, ?> map
          && map.keySet().stream().allMatch("all"::equals)
          && map.values().stream()
              .allMatch(setting -> hasStatus(setting, Set.of("active", "inactive")));
    }
  },
  LABELLED("must be an array of objects with a label") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof List<?> list
          && list.stream().allMatch(one -> Json.map(one).get("label") instanceof String);
    }
  },
  CUSTOM_FIELDS("must be an array of objects with id or key and field_value") {
    @Override
    boolean takes(@Nullable Object value) {
      return value instanceof List<?> list
          && list.stream()
              .map(Json::map)
              .allMatch(
                  item ->
                      (item.get("id") instanceof String || item.get("key") instanceof String)
                          && item.containsKey("field_value"));
    }
  };

  private static final Pattern RGB = Pattern.compile("#[0-9A-Fa-f]{6}");
  private static final Set<String> APPOINTMENT_STATUSES =
      Set.of("new", "confirmed", "cancelled", "showed", "noshow", "invalid");
  private static final Set<String> OPPORTUNITY_STATUSES =
      Set.of("open", "won", "lost", "abandoned");
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
  private static final Set<String> COUNTRIES = Set.copyOf(Arrays.asList(Locale.getISOCountries()));

  private final String complaint;

  PropertyType(String complaint) {
    this.complaint = complaint;
  }

  abstract boolean takes(@Nullable Object value);

  /** What is wrong with the value, after the property's name; empty when nothing is. */
  Optional<String> complaint(@Nullable Object value) {
    return takes(value) ? Optional.empty() : Optional.of(complaint);
  }

  private static boolean isDateTime(String text) {
    try {
      return OffsetDateTime.parse(text).getYear() < 10_000;
    } catch (DateTimeException noTime) {
      return false;
    }
  }

  private static boolean hasStatus(@Nullable Object setting, Set<String> allowed) {
    return Json.map(setting).get("status") instanceof String status && allowed.contains(status);
  }
}

package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a body into stored values. A blank overwrites, as BHN's import is said to do. */
final class ProfileWriter {

  private static final Set<String> TEXTS =
      Set.of(
          "referenceId", "email", "firstName", "lastName", "phone", "country", "comment", "tier");
  private static final Set<String> CHANNELS = Set.of("email", "sms", "call");
  private static final Map<String, Object> REACHABLE =
      Map.of("email", true, "sms", true, "call", true);

  private final Map<String, Object> fields;

  private ProfileWriter(Map<String, Object> fields) {
    this.fields = new LinkedHashMap<>(fields);
  }

  /** A profile's first fields; who is not told otherwise may be reached. */
  static Map<String, Object> create(Map<String, Object> body) {
    ProfileWriter writer = new ProfileWriter(Map.of("consent", REACHABLE, "points", 0));
    body.forEach(
        (name, value) -> {
          if (name.equals("tags")) {
            writer.fields.put("tags", tags("contact", value));
          } else if (!name.equals("requestId")) {
            writer.write(name, value);
          }
        });
    return writer.checked();
  }

  /** The fields after an update; tags change by their own calls. */
  static Map<String, Object> update(Profile profile, Map<String, Object> body) {
    ProfileWriter writer = new ProfileWriter(profile.fields());
    body.forEach(
        (name, value) -> {
          if (!name.equals("version")) {
            writer.write(name, value);
          }
        });
    return writer.checked();
  }

  /** Texts, each once in whatever case; the spelling that came first stays. */
  static List<String> tags(String record, @Nullable Object value) {
    if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      throw Says.badField(record, "tags", "invalid", "tags must be a list of texts.");
    }
    List<String> tags = new ArrayList<>();
    for (String tag : Json.texts(value)) {
      if (!tag.isBlank() && tags.stream().noneMatch(tag::equalsIgnoreCase)) {
        tags.add(tag);
      }
    }
    return tags;
  }

  private void write(String name, @Nullable Object value) {
    if (TEXTS.contains(name)) {
      text(name, value);
    } else if (name.equals("points")) {
      if (!(value instanceof Number)) {
        throw Says.badField("points", "invalid", "points must be a number.");
      }
      fields.put("points", value);
    } else if (name.equals("consent")) {
      consent(value);
    } else {
      throw Says.badField(name, "unknown", "A contact has no writable field of this name.");
    }
  }

  private void text(String name, @Nullable Object value) {
    if (value != null && !(value instanceof String)) {
      throw Says.badField(name, "invalid", name + " must be a text.");
    }
    if (value == null || value.equals("")) {
      fields.remove(name);
    } else {
      fields.put(name, value);
    }
  }

  private void consent(@Nullable Object value) {
    Map<String, Object> wanted = Json.map(value);
    boolean fits =
        value instanceof Map<?, ?>
            && CHANNELS.containsAll(wanted.keySet())
            && wanted.values().stream().allMatch(Boolean.class::isInstance);
    if (!fits) {
      throw Says.badField("consent", "invalid", "consent has email, sms and call, true or false.");
    }
    Map<String, Object> merged = new LinkedHashMap<>();
    Map<String, Object> stored = Json.map(fields.get("consent"));
    for (String channel : List.of("email", "sms", "call")) {
      merged.put(channel, wanted.getOrDefault(channel, stored.getOrDefault(channel, true)));
    }
    fields.put("consent", merged);
  }

  private Map<String, Object> checked() {
    Object email = fields.get("email");
    if (email == null) {
      throw Says.badField("email", "required", "A contact needs an e-mail address.");
    }
    if (!email.toString().contains("@")) {
      throw Says.badField("email", "invalid", "This is not an e-mail address.");
    }
    return fields;
  }
}

package io.lockstep.sandbox.control;

import io.lockstep.sandbox.http.Json;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A control body, read strictly: a property that is not known is an error, not a shrug. */
record Input(Map<String, Object> body) {

  static Input of(Map<String, Object> body, String... allowed) {
    List<String> names = List.of(allowed);
    body.keySet().stream()
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw ControlRefusal.named(
                  "unknown-property", name + " is not known here; allowed: " + names);
            });
    return new Input(body);
  }

  boolean has(String name) {
    return body.get(name) != null;
  }

  Optional<String> text(String name) {
    Object value = body.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw ControlRefusal.named("bad-" + name, name + " must be a text");
  }

  /** A list of some of these texts; empty if it is not said. */
  List<String> someOf(String name, List<String> known) {
    Object value = body.get(name);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> && known.containsAll(Json.texts(value))) {
      return Json.texts(value);
    }
    throw ControlRefusal.named("bad-" + name, name + " lists some of " + known);
  }

  Optional<Boolean> flag(String name) {
    Object value = body.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Boolean flag) {
      return Optional.of(flag);
    }
    throw ControlRefusal.named("bad-" + name, name + " must be true or false");
  }

  Optional<Integer> number(String name, int least, int most) {
    Object value = body.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Integer number && number >= least && number <= most) {
      return Optional.of(number);
    }
    throw ControlRefusal.named(
        "bad-" + name, name + " must be a whole number from " + least + " to " + most);
  }

  Optional<Duration> duration(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return Duration.parse(text);
              } catch (DateTimeException noDuration) {
                throw ControlRefusal.named(
                    "bad-" + name, name + " must be an ISO-8601 duration such as PT10S");
              }
            });
  }

  Optional<Instant> instant(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return Instant.parse(text);
              } catch (DateTimeException noTime) {
                throw ControlRefusal.named(
                    "bad-" + name, name + " must be a time such as 2026-11-24T22:00:00Z");
              }
            });
  }

  Optional<URI> url(String name) {
    return text(name)
        .map(
            text -> {
              try {
                URI url = URI.create(text);
                if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                  return url;
                }
              } catch (IllegalArgumentException noUrl) {
                throw badUrl(name);
              }
              throw badUrl(name);
            });
  }

  private static RuntimeException badUrl(String name) {
    return ControlRefusal.named("bad-url", name + " must be an http or https address, or null");
  }
}

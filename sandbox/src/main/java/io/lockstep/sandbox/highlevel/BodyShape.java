package io.lockstep.sandbox.highlevel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The properties a body may carry, and which of them it must: anything else is a 422. */
record BodyShape(Map<String, PropertyType> properties, List<String> required) {

  BodyShape {
    properties = Map.copyOf(properties);
    required = List.copyOf(required);
  }

  /** These properties, of which a body must carry some. */
  static BodyShape of(Map<String, PropertyType> properties, String... required) {
    return new BodyShape(properties, List.of(required));
  }

  /** The same properties, none of them required. */
  BodyShape optional() {
    return new BodyShape(properties, List.of());
  }

  /** Without some of the properties. */
  BodyShape without(String... names) {
    Map<String, PropertyType> fewer = new LinkedHashMap<>(properties);
    fewer.keySet().removeAll(List.of(names));
    return new BodyShape(fewer, required);
  }

  /** Throws 422 with one message per property that is unknown, missing or of the wrong type. */
  void check(Map<String, Object> body) {
    List<String> messages = new ArrayList<>();
    body.forEach((name, value) -> complain(name, value, messages));
    required.stream()
        .filter(name -> !body.containsKey(name))
        .forEach(name -> complain(name, null, messages));
    if (!messages.isEmpty()) {
      throw Says.unprocessable(messages);
    }
  }

  private void complain(String name, @Nullable Object value, List<String> messages) {
    PropertyType type = properties.get(name);
    if (type == null) {
      messages.add("property " + name + " should not exist");
    } else if (value == null && required.contains(name)) {
      messages.add(name + " should not be empty");
    } else {
      type.complaint(value).ifPresent(complaint -> messages.add(name + " " + complaint));
    }
  }
}

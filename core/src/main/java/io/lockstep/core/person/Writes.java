package io.lockstep.core.person;

import io.lockstep.core.canonical.Form;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.plan.FieldWrite;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What both providers' bodies share. */
final class Writes {

  private Writes() {}

  /** The value in the JSON type its form asks for; empty for a clear. */
  static Optional<Object> value(FieldRule rule, FieldWrite write) {
    if (write.values().size() > 1) {
      throw new IllegalArgumentException(rule.name() + " holds one value, not several");
    }
    return write.values().stream()
        .findFirst()
        .filter(value -> !value.isEmpty())
        .map(value -> rule.form() == Form.NUMBER ? number(value) : value);
  }

  /** The section of that name, made where it is missing. */
  @SuppressWarnings("unchecked") // only this method puts sections in
  static Map<String, Object> section(Map<String, Object> body, String name) {
    return (Map<String, Object>)
        body.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
  }

  private static Object number(String value) {
    // What is no number goes out as written: the provider refuses it with a reason people can read.
    return value.matches("-?[0-9]{1,100}(\\.[0-9]{1,100})?") ? new BigDecimal(value) : value;
  }
}

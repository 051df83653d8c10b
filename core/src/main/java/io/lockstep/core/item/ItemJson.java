package io.lockstep.core.item;

import io.lockstep.core.field.Json;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.plan.FieldWrite;
import java.util.List;
import java.util.Map;

/** What the shapes of both sides share. */
final class ItemJson {

  private ItemJson() {}

  /** The id under that name; "" where there is none, which no item has. */
  static String id(Map<String, Object> json, String name) {
    String id = Json.id(json.get(name));
    return id == null ? "" : id;
  }

  /** The writes that hold something: what is empty a new item has not, unasked. */
  static List<FieldWrite> filled(List<FieldWrite> writes) {
    return writes.stream().filter(write -> !write.values().isEmpty()).toList();
  }

  static FieldRule rule(List<FieldRule> rules, FieldWrite write) {
    return rules.stream()
        .filter(rule -> rule.name().equals(write.field()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("an item has no field " + write.field()));
  }
}

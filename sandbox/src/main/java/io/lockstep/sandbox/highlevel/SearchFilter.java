package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the filters of a search: single ones, and groups of them, nested as deep as one likes. */
final class SearchFilter {

  private static final int LONGEST_VALUE = 75;
  private static final Set<String> BOUNDS = Set.of("gt", "gte", "lt", "lte");

  private SearchFilter() {}

  /** All of them must hold. */
  static Predicate<SearchDocument> all(List<?> filters) {
    return filters.stream()
        .map(filter -> one(Json.map(filter)))
        .reduce(document -> true, Predicate::and);
  }

  private static Predicate<SearchDocument> one(Map<String, Object> filter) {
    return filter.containsKey("group") ? group(filter) : single(filter);
  }

  private static Predicate<SearchDocument> group(Map<String, Object> group) {
    List<?> filters = group.get("filters") instanceof List<?> list ? list : List.of();
    return switch (String.valueOf(group.get("group"))) {
      case "AND" -> all(filters);
      case "OR" ->
          filters.stream()
              .map(filter -> one(Json.map(filter)))
              .reduce(Predicate::or)
              .orElse(document -> true);
      default -> throw Says.badRequest("Invalid group, it must be AND or OR");
    };
  }

  private static Predicate<SearchDocument> single(Map<String, Object> filter) {
    String name = String.valueOf(filter.get("field"));
    String operator = String.valueOf(filter.get("operator"));
    SearchField field =
        SearchField.of(name).orElseThrow(() -> Says.badRequest("Invalid field name: " + name));
    if (!field.operators().contains(operator)) {
      throw Says.badRequest("Invalid operator " + operator + " for field " + name);
    }
    Object value = filter.get("value");
    return switch (operator) {
      case "exists" -> document -> exists(document.value(name));
      case "not_exists" -> document -> !exists(document.value(name));
      case "range" -> range(name, Json.map(value));
      case "eq" -> equal(name, needed(name, value));
      case "not_eq" -> equal(name, needed(name, value)).negate();
      case "contains" -> containing(name, needed(name, value));
      default -> containing(name, needed(name, value)).negate();
    };
  }

  private static Object needed(String name, @Nullable Object value) {
    if (value == null || value.toString().length() > LONGEST_VALUE) {
      throw Says.badRequest("Invalid value for field " + name);
    }
    return value;
  }

  private static boolean exists(@Nullable Object value) {
    return value != null && !value.equals(List.of());
  }

  private static Predicate<SearchDocument> equal(String name, Object wanted) {
    String lower = SearchDocument.lower(wanted);
    return document -> {
      Object value = document.value(name);
      return value instanceof List<?> list
          ? list.stream().anyMatch(item -> SearchDocument.lower(item).equals(lower))
          : value != null && SearchDocument.lower(value).equals(lower);
    };
  }

  private static Predicate<SearchDocument> containing(String name, Object wanted) {
    String lower = SearchDocument.lower(wanted);
    return document -> {
      Object value = document.value(name);
      return value instanceof List<?> list
          ? list.stream().anyMatch(item -> SearchDocument.lower(item).contains(lower))
          : value != null && SearchDocument.lower(value).contains(lower);
    };
  }

  private static Predicate<SearchDocument> range(String name, Map<String, Object> bounds) {
    if (bounds.isEmpty() || !BOUNDS.containsAll(bounds.keySet())) {
      throw Says.badRequest("Invalid range for field " + name + ", use gt, gte, lt or lte");
    }
    Predicate<SearchDocument> all = document -> document.value(name) != null;
    for (Map.Entry<String, Object> bound : bounds.entrySet()) {
      double edge =
          SearchDocument.number(bound.getValue())
              .orElseThrow(() -> Says.badRequest("Invalid range value for field " + name));
      all =
          all.and(
              document ->
                  SearchDocument.number(document.value(name))
                      .map(value -> within(bound.getKey(), value, edge))
                      .orElse(false));
    }
    return all;
  }

  private static boolean within(String bound, double value, double edge) {
    return switch (bound) {
      case "gt" -> value > edge;
      case "gte" -> value >= edge;
      case "lt" -> value < edge;
      default -> value <= edge;
    };
  }
}

package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The order of a search, and the cursor that goes on after a contact: sort values, then the id. */
final class SearchOrder {

  private record Key(String field, boolean ascending) {}

  private final List<Key> keys;

  private SearchOrder(List<Key> keys) {
    this.keys = keys;
  }

  /** Reads {@code sort}; without one the newest contact comes first. */
  static SearchOrder of(@Nullable Object sort) {
    if (!(sort instanceof List<?> list) || list.isEmpty()) {
      return new SearchOrder(List.of(new Key("dateAdded", false)));
    }
    if (list.size() > 2) {
      throw Says.badRequest("At most 2 sort fields are allowed");
    }
    List<Key> keys = new ArrayList<>();
    for (Object item : list) {
      Map<String, Object> one = Json.map(item);
      String field = String.valueOf(one.get("field"));
      String direction = String.valueOf(one.getOrDefault("direction", "desc"));
      if (!SearchField.sortable(field)) {
        throw Says.badRequest("Invalid sort field: " + field);
      }
      if (!direction.equals("asc") && !direction.equals("desc")) {
        throw Says.badRequest("Invalid sort direction, it must be asc or desc");
      }
      keys.add(new Key(field, direction.equals("asc")));
    }
    return new SearchOrder(keys);
  }

  Comparator<SearchDocument> comparator() {
    return (one, other) -> compare(cursor(one), cursor(other));
  }

  /** The cursor of a contact under this order. */
  List<Object> cursor(SearchDocument document) {
    List<Object> cursor = new ArrayList<>();
    keys.forEach(key -> cursor.add(sortable(document.value(key.field()))));
    cursor.add(document.contact().id());
    return cursor;
  }

  /** Checks a cursor that came in: it must stem from a search in the same order. */
  List<Object> cursor(List<?> written) {
    if (written.size() != keys.size() + 1) {
      throw Says.badRequest("searchAfter does not belong to this sort");
    }
    List<Object> cursor = new ArrayList<>();
    written.forEach(value -> cursor.add(sortable(value)));
    return cursor;
  }

  boolean isAfter(SearchDocument document, List<Object> cursor) {
    return compare(cursor(document), cursor) > 0;
  }

  private int compare(List<Object> one, List<Object> other) {
    for (int i = 0; i < keys.size(); i++) {
      int order = compareValues(one.get(i), other.get(i));
      if (order != 0) {
        return keys.get(i).ascending() ? order : -order;
      }
    }
    return compareValues(one.get(keys.size()), other.get(keys.size()));
  }

  private static int compareValues(Object one, Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    return one.toString().compareTo(other.toString());
  }

  private static Object sortable(@Nullable Object value) {
    return value == null ? "" : value instanceof Boolean ? value.toString() : value;
  }
}

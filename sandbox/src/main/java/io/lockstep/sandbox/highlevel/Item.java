package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.world.ItemStore;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task or a note as stored. A field that is empty is not in the map.
 *
 * @param fields write names to values; a note's body is HTML, a due date is in UTC
 */
record Item(
    String id, String locationId, String contactId, Map<String, Object> fields, Instant dateAdded)
    implements ItemStore.Kept {

  Item {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  @Nullable Object field(String name) {
    return fields.get(name);
  }

  boolean completed() {
    return Boolean.TRUE.equals(fields.get("completed"));
  }

  Item movedTo(String otherContactId) {
    return new Item(id, locationId, otherContactId, fields, dateAdded);
  }

  Item with(Map<String, Object> newFields) {
    return new Item(id, locationId, contactId, newFields, dateAdded);
  }
}

package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.world.ItemStore;
import io.lockstep.sandbox.world.Times;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A task or a note as stored. A field that is empty is not in the map.
 *
 * @param files of a note; a task has none
 * @param version grows with every change, of its files too; callers treat it as opaque
 */
record Item(
    ItemKind kind,
    String id,
    String accountId,
    String contactId,
    Map<String, Object> fields,
    List<Attachment> files,
    long version,
    Instant createdAt,
    Instant updatedAt)
    implements ItemStore.Kept {

  static final String COMPLETED = "completed";

  Item {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    files = List.copyOf(files);
  }

  Item with(Map<String, Object> newFields, Instant now) {
    return new Item(kind, id, accountId, contactId, newFields, files, version + 1, createdAt, now);
  }

  Item withFiles(List<Attachment> newFiles, Instant now) {
    return new Item(kind, id, accountId, contactId, fields, newFiles, version + 1, createdAt, now);
  }

  /** The one read shape; every field is in it, null or empty where there is nothing. */
  Map<String, Object> shape() {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put(kind.idName(), id);
    shape.put("contactId", contactId);
    shape.put("accountId", accountId);
    if (kind == ItemKind.TASK) {
      shape.put("title", fields.get("title"));
      shape.put("body", text("body"));
      shape.put("dueDate", fields.get("dueDate"));
      shape.put("status", fields.get("status"));
      shape.put(COMPLETED, COMPLETED.equals(fields.get("status")));
      shape.put("ownerEmail", fields.get("ownerEmail"));
    } else {
      shape.put("body", text("body"));
      shape.put("tags", Objects.requireNonNullElse(fields.get("tags"), List.of()));
      shape.put("attachments", files.stream().map(Attachment::shape).toList());
    }
    shape.put("version", Long.toString(version));
    shape.put("createdAt", Times.text(createdAt));
    shape.put("updatedAt", Times.text(updatedAt));
    return shape;
  }

  private Object text(String name) {
    return Objects.requireNonNullElse(fields.get(name), "");
  }
}

package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.world.Times;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A points contact as stored. Empty fields are not in the map.
 *
 * @param files that hang on it
 * @param version grows with every change, of whatever kind; callers treat it as opaque
 */
record Profile(
    String id,
    String accountId,
    Map<String, Object> fields,
    List<Attachment> files,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  private static final List<String> SHOWN =
      List.of(
          "referenceId",
          "email",
          "firstName",
          "lastName",
          "phone",
          "country",
          "comment",
          "points",
          "tier",
          "consent",
          "tags");

  Profile {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    files = List.copyOf(files);
  }

  @Nullable String text(String name) {
    Object value = fields.get(name);
    return value == null ? null : value.toString();
  }

  List<String> tags() {
    return Json.texts(fields.get("tags"));
  }

  Profile with(Map<String, Object> newFields, Instant now) {
    return new Profile(id, accountId, newFields, files, version + 1, createdAt, now);
  }

  Profile withFiles(List<Attachment> newFiles, Instant now) {
    return new Profile(id, accountId, fields, newFiles, version + 1, createdAt, now);
  }

  /** The one read shape; an empty field is left out, tags and consent are always there. */
  Map<String, Object> shape() {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("contactId", id);
    shape.put("accountId", accountId);
    for (String name : SHOWN) {
      Object value = fields.get(name);
      if (value != null) {
        shape.put(name, value);
      }
    }
    shape.putIfAbsent("tags", List.of());
    if (!files.isEmpty()) {
      shape.put("attachments", files.stream().map(Attachment::shape).toList());
    }
    shape.put("version", Long.toString(version));
    shape.put("createdAt", Times.text(createdAt));
    shape.put("updatedAt", Times.text(updatedAt));
    return shape;
  }
}

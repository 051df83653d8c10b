package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.world.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file of the media library. Its bytes are not kept: nothing reads them, and the digest tells
 * whether they were the right ones.
 *
 * @param size in bytes
 * @param sha256 of the bytes, in hex
 */
record Media(
    String id,
    String locationId,
    String name,
    long size,
    String sha256,
    String url,
    Instant dateAdded) {

  /** For the control API; HighLevel's own answer to an upload is only id and URL. */
  Map<String, Object> shape() {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("fileId", id);
    shape.put("locationId", locationId);
    shape.put("name", name);
    shape.put("size", size);
    shape.put("sha256", sha256);
    shape.put("url", url);
    shape.put("dateAdded", Times.text(dateAdded));
    return shape;
  }
}

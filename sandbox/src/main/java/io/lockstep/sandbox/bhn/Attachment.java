package io.lockstep.sandbox.bhn;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file that hangs on a note or a profile.
 *
 * @param sha256 of the content, in hex
 * @param url for people: it needs a login, and no API call
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes: they are served, never compared
record Attachment(
    String id, String fileName, String contentType, byte[] content, String sha256, String url) {

  /** What is said of it; the bytes have a call of their own. */
  Map<String, Object> shape() {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("attachmentId", id);
    shape.put("fileName", fileName);
    shape.put("contentType", contentType);
    shape.put("size", content.length);
    shape.put("sha256", sha256);
    shape.put("url", url);
    return shape;
  }
}

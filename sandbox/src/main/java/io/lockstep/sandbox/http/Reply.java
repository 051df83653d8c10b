package io.lockstep.sandbox.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a provider answers, before its usual dressing (trace id, rate headers) is put on.
 *
 * @param body a JSON value, of which an empty map is the object {@code {}}; or the bytes of a file
 */
public record Reply(int status, Object body, Map<String, String> headers) {

  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply ok(Object body) {
    return new Reply(200, body, Map.of());
  }

  public static Reply created(Object body) {
    return new Reply(201, body, Map.of());
  }

  /** A file as it is. */
  public static Reply file(byte[] content, String contentType) {
    return new Reply(200, content, Map.of("Content-Type", contentType));
  }

  public static Reply of(int status, Object body) {
    return new Reply(status, body, Map.of());
  }

  public boolean successful() {
    return status >= 200 && status < 400;
  }

  public Reply status(int other) {
    return new Reply(other, body, headers);
  }

  public Reply body(Object other) {
    return new Reply(status, other, headers);
  }

  public Reply header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, body, more);
  }
}

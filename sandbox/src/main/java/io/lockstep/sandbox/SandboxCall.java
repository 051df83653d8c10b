package io.lockstep.sandbox;

import java.util.Map;

/**
 * A call to the sandbox, as it would come over HTTP.
 *
 * @param pathAndQuery {@code /highlevel/...}, {@code /bhn/...} or {@code /control/...}
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes: they are read, never compared
public record SandboxCall(
    String method, String pathAndQuery, Map<String, String> headers, byte[] body) {

  /** Asks the control API for its index: a call that changes nothing. */
  static final SandboxCall NONE = new SandboxCall("GET", "/control/", Map.of(), new byte[0]);

  public SandboxCall {
    headers = Map.copyOf(headers);
  }
}

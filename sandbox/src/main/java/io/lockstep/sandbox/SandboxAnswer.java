package io.lockstep.sandbox;

import java.time.Duration;
import java.util.Map;

/**
 * What the sandbox answers.
 *
 * @param delay how late the answer is; zero unless a {@code slow} fault struck. The state machine
 *     never waits: the HTTP front does, a caller in process decides for itself
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes: they are sent, never compared
public record SandboxAnswer(int status, Map<String, String> headers, byte[] body, Duration delay) {

  public SandboxAnswer {
    headers = Map.copyOf(headers);
  }

  public SandboxAnswer(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, Duration.ZERO);
  }
}

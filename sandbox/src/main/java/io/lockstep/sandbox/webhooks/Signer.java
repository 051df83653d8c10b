package io.lockstep.sandbox.webhooks;

import java.time.Instant;
import java.util.Map;

/** Signs the bytes a webhook sends, each time it is sent. */
@FunctionalInterface
public interface Signer {

  /** The headers that prove who sent these bytes. */
  Map<String, String> sign(byte[] body, Instant now);
}

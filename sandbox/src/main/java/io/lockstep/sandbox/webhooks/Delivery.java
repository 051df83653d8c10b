package io.lockstep.sandbox.webhooks;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One try to deliver one webhook. Whoever takes it posts it and reports the status.
 *
 * @param number names this delivery for the report
 * @param side {@code highlevel} or {@code bhn}
 * @param type the event's type, {@code ContactUpdate} or {@code contactInfo}
 * @param owner the location or account it is of
 * @param attempt from 1
 * @param signature signs the body as of when it was due; computed only when asked for, because a
 *     signature costs more than all the rest and a simulation checks none
 * @param body the signed bytes; send exactly these
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes: they are sent, never compared
public record Delivery(
    long number,
    String side,
    String type,
    String owner,
    int attempt,
    URI url,
    Supplier<Map<String, String>> signature,
    byte[] body) {

  /** What the body is sent with; signed anew by each call. */
  public Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.putAll(signature.get());
    return headers;
  }
}

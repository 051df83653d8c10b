package io.lockstep.sandbox.webhooks;

import java.net.URI;
import java.util.Map;

/**
 * One try to deliver one webhook. Whoever takes it posts it and reports the status.
 *
 * @param number names this delivery for the report
 * @param side {@code highlevel} or {@code bhn}
 * @param type the event's type, {@code ContactUpdate} or {@code contactInfo}
 * @param attempt from 1
 * @param body the signed bytes; send exactly these
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes: they are sent, never compared
public record Delivery(
    long number,
    String side,
    String type,
    int attempt,
    URI url,
    Map<String, String> headers,
    byte[] body) {

  public Delivery {
    headers = Map.copyOf(headers);
  }
}

package io.lockstep.sandbox.webhooks;

import java.util.Map;
import java.util.Set;

/**
 * Something a provider tells the world.
 *
 * @param side {@code highlevel} or {@code bhn}
 * @param owner the location or account it is of
 * @param body flat JSON object
 * @param kept the properties no fault ever leaves out
 */
public record Event(
    String side,
    String type,
    String owner,
    Map<String, Object> body,
    Set<String> kept,
    Signer signer) {}

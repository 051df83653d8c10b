package io.lockstep.sandbox.webhooks;

import java.util.Map;
import java.util.Set;

/**
 * Something a provider tells the world.
 *
 * @param side {@code highlevel} or {@code bhn}
 * @param body flat JSON object
 * @param kept the properties no fault ever leaves out
 */
public record Event(
    String side, String type, Map<String, Object> body, Set<String> kept, Signer signer) {}

package io.lockstep.workflows.connection;

import io.lockstep.core.FlowKey;
import org.jspecify.annotations.Nullable;

/**
 * Which values.
 *
 * @param from how many items earlier parts have shown; null for the first part, which alone shows
 *     the contact's own fields
 */
public record ValuesRequest(FlowKey key, @Nullable Integer from) {}

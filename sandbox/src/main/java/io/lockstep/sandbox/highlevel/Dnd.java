package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Do-not-disturb per channel. {@code active} means: do not disturb. */
final class Dnd {

  /** Those a write may name. */
  static final Set<String> CHANNELS = Set.of("Call", "Email", "SMS", "WhatsApp", "GMB", "FB");

  private Dnd() {}

  /**
   * Lays the written channels over the stored ones; channels that are not named stay. A channel
   * that is {@code permanent} cannot be changed by the API.
   */
  static Map<String, Object> merge(Map<String, Object> stored, Map<String, Object> written) {
    Map<String, Object> merged = new LinkedHashMap<>(stored);
    written.forEach(
        (channel, value) -> {
          Map<String, Object> setting = Json.map(value);
          Object before = Json.map(stored.get(channel)).get("status");
          if ("permanent".equals(before) && !"permanent".equals(setting.get("status"))) {
            throw Says.badRequest("Not authorized to update permanent dnd setting for " + channel);
          }
          merged.put(channel, setting);
        });
    return merged;
  }
}

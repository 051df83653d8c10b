package io.lockstep.activities.highlevel;

import io.lockstep.activities.http.Wire;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The property an error names, in a mapping profile's words, so that the rule it belongs to can be
 * parked alone: {@code email}, {@code dndSettings.Email}, {@code customField(bhn_tier)}.
 */
final class RefusedProperty {

  private static final String CUSTOM_FIELDS = "customFields";
  private static final Pattern DOT = Pattern.compile("[.]");

  private RefusedProperty() {}

  /**
   * @param path as HighLevel writes it: {@code customFields.0.field_value}, {@code
   *     dndSettings.Email.status}
   * @param sent the request's body, which an index points into
   * @param idsByKey the custom field ids as last read
   */
  static String named(String path, Map<String, Object> sent, Map<String, String> idsByKey) {
    List<String> parts = DOT.splitAsStream(path).toList();
    if (parts.size() == 1) {
      return path;
    }
    return switch (parts.get(0)) {
      case CUSTOM_FIELDS -> customField(parts.get(1), sent, idsByKey);
      case "dndSettings" -> parts.get(0) + "." + parts.get(1);
      default -> parts.get(0);
    };
  }

  private static String customField(
      String called, Map<String, Object> sent, Map<String, String> idsByKey) {
    String idOrKey = called.matches("\\d{1,3}") ? item(Integer.parseInt(called), sent) : called;
    String key =
        idsByKey.entrySet().stream()
            .filter(known -> known.getValue().equals(idOrKey))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(idOrKey);
    return idsByKey.containsKey(key) ? "customField(" + key + ")" : CUSTOM_FIELDS;
  }

  private static String item(int index, Map<String, Object> sent) {
    List<Map<String, Object>> items = Wire.records(sent.get(CUSTOM_FIELDS));
    if (index >= items.size()) {
      return "";
    }
    Object id = items.get(index).getOrDefault("id", items.get(index).get("key"));
    return String.valueOf(id);
  }
}

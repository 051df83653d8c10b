package io.lockstep.sandbox.highlevel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The definition of a custom field. A contact's values carry only its {@link #id}.
 *
 * @param fieldKey {@code contact.bhn_tier}; a write may name it with or without {@code contact.}
 */
record CustomField(
    String id,
    String locationId,
    String name,
    String fieldKey,
    String dataType,
    List<String> options,
    int position,
    String model) {

  static final Set<String> DATA_TYPES =
      Set.of(
          "TEXT",
          "LARGE_TEXT",
          "NUMERICAL",
          "PHONE",
          "MONETORY",
          "CHECKBOX",
          "SINGLE_OPTIONS",
          "MULTIPLE_OPTIONS",
          "DATE",
          "TEXTBOX_LIST",
          "FILE_UPLOAD",
          "RADIO",
          "EMAIL");

  boolean isCalled(String idOrKey) {
    return id.equals(idOrKey) || fieldKey.equals(idOrKey) || fieldKey.equals("contact." + idOrKey);
  }

  CustomField called(String newName, int newPosition) {
    return new CustomField(
        id, locationId, newName, fieldKey, dataType, options, newPosition, model);
  }

  boolean isNumber() {
    return dataType.equals("NUMERICAL") || dataType.equals("MONETORY");
  }

  boolean isList() {
    return dataType.equals("CHECKBOX") || dataType.equals("MULTIPLE_OPTIONS");
  }

  Map<String, Object> shape() {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("id", id);
    shape.put("name", name);
    shape.put("fieldKey", fieldKey);
    shape.put("dataType", dataType);
    shape.put("position", position);
    if (!options.isEmpty()) {
      shape.put("picklistOptions", options);
    }
    shape.put("locationId", locationId);
    shape.put("model", model);
    return shape;
  }
}

package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Multipart;
import io.lockstep.sandbox.http.Multipart.Part;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.Chance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files of a contact's FILE_UPLOAD field (facts section 2.6). Each part of the form is named {@code
 * <customFieldId>_<fileId>}; the field then shows its files by these ids.
 */
final class FieldFileCalls {

  private static final int LARGEST = 50 << 20;

  private final Chance ids;
  private final Contacts contacts;

  FieldFileCalls(Chance ids, Contacts contacts) {
    this.ids = ids;
    this.contacts = contacts;
  }

  /** Answers the contact, which the specification does not describe. */
  Reply uploadByForm(Ask ask) {
    Location location = contacts.own(ask.caller(), Params.needed(ask, "locationId"));
    String contactId = Params.needed(ask, "contactId");
    contacts.existing(ask.caller(), contactId, ask.lens());
    List<Map<String, Object>> values =
        files(ask).stream().map(part -> value(location, part)).toList();
    Contact changed = contacts.update(ask.caller(), contactId, Map.of("customFields", values));
    return Reply.ok(Map.of("contact", ContactShapes.read(changed)));
  }

  private Map<String, Object> value(Location location, Part part) {
    int dash = part.name().indexOf('_');
    String fieldId = dash < 0 ? part.name() : part.name().substring(0, dash);
    CustomField field =
        location
            .customField(fieldId)
            .filter(one -> one.dataType().equals("FILE_UPLOAD"))
            .orElseThrow(
                () -> Says.badRequest("Custom field with id " + fieldId + " takes no files"));
    String fileId = part.name().substring(dash + 1);
    return Map.of("id", field.id(), "field_value", Map.of(fileId, file(location, fileId, part)));
  }

  private static Map<String, Object> file(Location location, String fileId, Part part) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("originalname", part.fileName());
    meta.put("size", part.content().length);
    meta.put("uuid", fileId);
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("meta", meta);
    file.put("documentId", fileId);
    file.put("url", "https://files.sandbox.example/" + location.id() + "/" + fileId);
    return file;
  }

  /** Uploads without touching a contact: the answer's links go into a later write. */
  Reply upload(Ask ask) {
    Location location = contacts.own(ask.caller(), ask.path("locationId"));
    Map<String, Object> uploaded = new LinkedHashMap<>();
    for (Part part : files(ask)) {
      uploaded.put(
          String.valueOf(part.fileName()),
          "https://files.sandbox.example/" + location.id() + "/" + ids.id());
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("uploadedFiles", uploaded);
    answer.put("meta", List.of());
    return Reply.ok(answer);
  }

  private static List<Part> files(Ask ask) {
    List<Part> files =
        Multipart.of(ask.request()).parts().stream()
            .filter(part -> part.fileName() != null)
            .toList();
    if (files.isEmpty()) {
      throw Says.badRequest("No files were sent");
    }
    if (files.stream().anyMatch(file -> file.content().length > LARGEST)) {
      throw Says.badRequest("A file must be smaller than or equal to 50 MB");
    }
    return files;
  }
}

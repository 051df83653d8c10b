package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Multipart;
import io.lockstep.sandbox.http.Multipart.Part;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.Chance;
import java.util.ArrayList;
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
    Contact before = contacts.existing(ask.caller(), contactId, ask.lens());
    List<Part> parts = files(ask);
    parts.forEach(part -> field(location, part)); // first: a refusal stores nothing, and no id
    Map<String, Map<String, Object>> byField = new LinkedHashMap<>();
    for (Part part : parts) {
      CustomField field = field(location, part);
      byField
          .computeIfAbsent(field.id(), id -> new LinkedHashMap<>(there(before, id)))
          .put(fileId(part), file(location, fileId(part), part));
    }
    List<Map<String, Object>> values = new ArrayList<>();
    byField.forEach((id, held) -> values.add(Map.of("id", id, "field_value", held)));
    Contact changed = contacts.update(ask.caller(), contactId, Map.of("customFields", values));
    return Reply.ok(Map.of("contact", ContactShapes.read(changed)));
  }

  /** What the field holds already stays there. */
  private static Map<String, Object> there(Contact contact, String fieldId) {
    return Json.map(contact.customFields().get(fieldId));
  }

  private static CustomField field(Location location, Part part) {
    int dash = part.name().indexOf('_');
    String fieldId = dash < 0 ? part.name() : part.name().substring(0, dash);
    return location
        .customField(fieldId)
        .filter(one -> one.dataType().equals("FILE_UPLOAD"))
        .orElseThrow(() -> Says.badRequest("Custom field with id " + fieldId + " takes no files"));
  }

  private static String fileId(Part part) {
    return part.name().substring(part.name().indexOf('_') + 1);
  }

  /** As {@code FileField} of the specification shows one. */
  private Map<String, Object> file(Location location, String fileId, Part part) {
    String type = part.contentType();
    Document document = new Document(ids.id(), type, part.content());
    location.add(document);
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("originalname", part.fileName());
    meta.put("mimetype", type);
    meta.put("size", part.content().length);
    meta.put("uuid", fileId);
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("meta", meta);
    file.put("url", "https://files.sandbox.example/documents/download/" + document.id());
    file.put("documentId", document.id());
    return file;
  }

  /** The bytes of a file; that it takes a token, and its answer without a file, are our reading. */
  Reply download(Ask ask) {
    Document document =
        contacts
            .home(ask.caller())
            .document(ask.path("documentId"))
            .orElseThrow(
                () -> Says.badRequest("Document with id " + ask.path("documentId") + " not found"));
    return Reply.file(document.content(), document.contentType());
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

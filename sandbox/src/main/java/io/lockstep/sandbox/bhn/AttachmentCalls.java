package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.bhn.Items.Place;
import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.Digests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files of a note: list, add, read, take away. Each change moves the note's version. */
final class AttachmentCalls {

  static final int LARGEST = 25 << 20;

  private static final String RECORD = "attachment";
  private static final int LONGEST_NAME = 255;
  private static final Set<String> TYPES =
      Set.of(
          "application/msword",
          "application/pdf",
          "application/vnd.ms-excel",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
          "application/zip",
          "image/gif",
          "image/jpeg",
          "image/png",
          "text/csv",
          "text/plain",
          "video/mp4");

  private final Items notes;
  private final Clients clients;
  private final Chance ids;

  AttachmentCalls(Items notes, Clients clients, Chance ids) {
    this.notes = notes;
    this.clients = clients;
    this.ids = ids;
  }

  Reply list(Ask ask) {
    return Reply.ok(Says.success(note(ask).files().stream().map(Attachment::shape).toList()));
  }

  /** The body is the file; its type and name come beside it. */
  Reply add(Ask ask) {
    Item note = note(ask);
    Map<String, Object> said = said(ask);
    Optional<String> requestId = Creations.requestId(said);
    Creations creations = clients.account(note.accountId()).creations();
    creations.requireNew(requestId, "files of " + note.id(), said);
    Attachment file = file(ids.id(), note.accountId() + "/notes/" + note.id(), said, ask);
    List<Attachment> files = new ArrayList<>(note.files());
    files.add(file);
    notes.replaceFiles(note, files);
    creations.remember(requestId, "files of " + note.id(), said, file.id());
    return Reply.created(one(file));
  }

  /** What an upload says of itself; refused where it is none. */
  static Map<String, Object> said(Ask ask) {
    Map<String, Object> said = new LinkedHashMap<>();
    ask.param("requestId").ifPresent(id -> said.put("requestId", id));
    said.put("fileName", fileName(ask));
    said.put("contentType", contentType(ask));
    said.put("sha256", Digests.sha256(checked(ask.request().body())));
    return said;
  }

  /**
   * The file that was sent.
   *
   * @param home whose it is, as its address has it
   */
  static Attachment file(String id, String home, Map<String, Object> said, Ask ask) {
    return new Attachment(
        id,
        String.valueOf(said.get("fileName")),
        String.valueOf(said.get("contentType")),
        ask.request().body(),
        String.valueOf(said.get("sha256")),
        "https://rewards.sandbox.example/%s/files/%s".formatted(home, id));
  }

  private static String fileName(Ask ask) {
    String name = ask.param("fileName").orElse("");
    if (name.isBlank()) {
      throw bad("fileName", "required", "Say fileName in the query.");
    }
    if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
      throw Says.tooLong(RECORD, "fileName", LONGEST_NAME);
    }
    if (name.codePoints().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
      throw bad("fileName", "invalid", "fileName holds no path.");
    }
    return name;
  }

  private static String contentType(Ask ask) {
    String type =
        ask.request()
            .header("content-type")
            .map(value -> value.replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT))
            .orElse("");
    if (!TYPES.contains(type)) {
      throw bad(
          "contentType",
          "invalid",
          "Content-Type is one of " + String.join(", ", new TreeSet<>(TYPES)) + ".");
    }
    return type;
  }

  private static byte[] checked(byte[] content) {
    if (content.length == 0) {
      throw bad("content", "required", "The body is the file.");
    }
    if (content.length > LARGEST) {
      throw Says.tooLarge(RECORD, "content", LARGEST);
    }
    return content;
  }

  private static RuntimeException bad(String field, String wrong, String message) {
    return Says.badField(RECORD, field, wrong, message);
  }

  Reply get(Ask ask) {
    return Reply.ok(one(existing(ask, note(ask))));
  }

  /** The bytes, with the type they came with. */
  Reply content(Ask ask) {
    Attachment file = existing(ask, note(ask));
    return Reply.file(file.content(), file.contentType());
  }

  Reply delete(Ask ask) {
    Item note = note(ask);
    Attachment gone = existing(ask, note);
    notes.replaceFiles(
        note, note.files().stream().filter(file -> !file.id().equals(gone.id())).toList());
    return Reply.ok(Says.success(List.of()));
  }

  private Item note(Ask ask) {
    return notes.existing(
        new Place(ask.caller().home(), ask.path("contactId"), ask.path("noteId")), ask.lens());
  }

  private static Attachment existing(Ask ask, Item note) {
    return existing(ask, note.files());
  }

  static Attachment existing(Ask ask, List<Attachment> files) {
    return files.stream()
        .filter(file -> file.id().equals(ask.path("attachmentId")))
        .findFirst()
        .orElseThrow(() -> Says.unknown(RECORD));
  }

  static Map<String, Object> one(Attachment file) {
    return Says.success(List.of(file.shape()));
  }
}

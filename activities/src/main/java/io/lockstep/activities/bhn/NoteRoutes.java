package io.lockstep.activities.bhn;

import feign.Request;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes of notes. */
record NoteRoutes(BhnNotes notes) implements BhnItems.Api {

  @Override
  public String one() {
    return "note";
  }

  @Override
  public Map<String, Object> list(
      String token, String contactId, int start, int limit, Request.Options options) {
    return notes.listNotes(token, contactId, start, limit, options);
  }

  @Override
  public Map<String, Object> madeBy(
      String token, String contactId, String requestId, Request.Options options) {
    return notes.noteMadeBy(token, contactId, requestId, options);
  }

  @Override
  public Map<String, Object> get(
      String token, String contactId, String noteId, Request.Options options) {
    return notes.getNote(token, contactId, noteId, options);
  }

  @Override
  public Map<String, Object> create(
      String token, String contactId, Map<String, Object> note, Request.Options options) {
    return notes.createNote(token, contactId, note, options);
  }

  @Override
  public Map<String, Object> update(
      String token,
      String contactId,
      String noteId,
      Map<String, Object> note,
      Request.Options options) {
    return notes.updateNote(token, contactId, noteId, note, options);
  }

  @Override
  public Map<String, Object> delete(
      String token,
      String contactId,
      String noteId,
      @Nullable String version,
      Request.Options options) {
    return notes.deleteNote(token, contactId, noteId, version, options);
  }
}

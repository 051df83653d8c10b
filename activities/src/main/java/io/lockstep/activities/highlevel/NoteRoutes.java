package io.lockstep.activities.highlevel;

import feign.Request;
import java.util.Map;

/** The routes of notes, as one caller uses them. */
record NoteRoutes(HighLevelNotes notes, String token, Request.Options options)
    implements HighLevelItems.Api {

  @Override
  public String one() {
    return "note";
  }

  @Override
  public Map<String, Object> list(String contactId) {
    return notes.listNotes(token, contactId, options);
  }

  @Override
  public Map<String, Object> get(String contactId, String noteId) {
    return notes.getNote(token, contactId, noteId, options);
  }

  @Override
  public Map<String, Object> create(String contactId, Map<String, Object> note) {
    return notes.createNote(token, contactId, note, options);
  }

  @Override
  public Map<String, Object> update(String contactId, String noteId, Map<String, Object> note) {
    return notes.updateNote(token, contactId, noteId, note, options);
  }

  @Override
  public Map<String, Object> delete(String contactId, String noteId) {
    return notes.deleteNote(token, contactId, noteId, options);
  }

  @Override
  public String toString() { // the token must not reach a log
    return "NoteRoutes";
  }
}

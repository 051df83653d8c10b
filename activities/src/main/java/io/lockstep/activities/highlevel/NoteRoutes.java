package io.lockstep.activities.highlevel;

import feign.Request;
import java.util.Map;
import java.util.function.Supplier;

/** The routes of notes, as one caller uses them. */
record NoteRoutes(HighLevelNotes notes, Supplier<String> token, Request.Options options)
    implements HighLevelItems.Api {

  @Override
  public String one() {
    return "note";
  }

  @Override
  public Map<String, Object> list(String contactId) {
    return notes.listNotes(token.get(), contactId, options);
  }

  @Override
  public Map<String, Object> get(String contactId, String noteId) {
    return notes.getNote(token.get(), contactId, noteId, options);
  }

  @Override
  public Map<String, Object> create(String contactId, Map<String, Object> note) {
    return notes.createNote(token.get(), contactId, note, options);
  }

  @Override
  public Map<String, Object> update(String contactId, String noteId, Map<String, Object> note) {
    return notes.updateNote(token.get(), contactId, noteId, note, options);
  }

  @Override
  public Map<String, Object> delete(String contactId, String noteId) {
    return notes.deleteNote(token.get(), contactId, noteId, options);
  }

  @Override
  public String toString() { // the token must not reach a log
    return "NoteRoutes";
  }
}

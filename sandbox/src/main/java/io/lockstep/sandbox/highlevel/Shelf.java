package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records of one kind in one location, oldest first. */
final class Shelf {

  private final RecordKind kind;
  private final Map<String, Map<String, Object>> records = new LinkedHashMap<>();

  Shelf(RecordKind kind) {
    this.kind = kind;
  }

  List<Map<String, Object>> all() {
    return new ArrayList<>(records.values());
  }

  /** The record of that id; 400 if there is none, as it is for a contact. */
  Map<String, Object> one(String id) {
    Map<String, Object> record = records.get(id);
    if (record == null) {
      throw unknown(id);
    }
    return record;
  }

  private Refusal unknown(String id) {
    return Says.badRequest(kind.word() + " with id " + id + " not found");
  }

  /** Keeps a new record, or a known one as it is from now on; answers it. */
  Map<String, Object> put(String id, Map<String, Object> record) {
    Map<String, Object> kept = Collections.unmodifiableMap(new LinkedHashMap<>(record));
    records.put(id, kept);
    return kept;
  }

  void remove(String id) {
    if (records.remove(id) == null) {
      throw unknown(id);
    }
  }
}

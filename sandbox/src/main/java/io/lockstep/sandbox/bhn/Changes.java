package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.world.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The change feed of an account: each record that ever was, once, in the order of its last change;
 * a deleted one as a tombstone.
 */
final class Changes {

  /**
   * The last change of one record.
   *
   * @param type {@code contact}, {@code task} or {@code note}
   * @param contactId whose it is; a contact's own id
   */
  record Change(
      long sequence,
      String type,
      String id,
      String contactId,
      boolean deleted,
      long version,
      Instant at) {

    Map<String, Object> shape() {
      Map<String, Object> shape = new LinkedHashMap<>();
      shape.put("sequence", sequence);
      shape.put("type", type);
      shape.put("id", id);
      shape.put("contactId", contactId);
      shape.put("deleted", deleted);
      shape.put("version", Long.toString(version));
      shape.put("at", Times.text(at));
      return shape;
    }
  }

  private final Map<String, Change> byRecord = new LinkedHashMap<>(); // oldest change first
  private long sequence;

  void changed(Profile profile) {
    add("contact", profile.id(), profile.id(), false, profile.version(), profile.updatedAt());
  }

  void deleted(Profile profile, Instant at) {
    add("contact", profile.id(), profile.id(), true, profile.version(), at);
  }

  void changed(Item item) {
    add(item.kind().word(), item.id(), item.contactId(), false, item.version(), item.updatedAt());
  }

  void deleted(Item item, Instant at) {
    add(item.kind().word(), item.id(), item.contactId(), true, item.version(), at);
  }

  private void add(
      String type, String id, String contactId, boolean deleted, long version, Instant at) {
    String key = type + "/" + id;
    byRecord.remove(key); // put back at the end
    byRecord.put(key, new Change(++sequence, type, id, contactId, deleted, version, at));
  }

  /** Those after that sequence, oldest first. */
  List<Change> after(long seen, int most) {
    List<Change> later = new ArrayList<>();
    for (Change change : byRecord.values()) {
      if (change.sequence() > seen && later.size() < most) {
        later.add(change);
      }
    }
    return later;
  }

  /** The sequence of the last change; 0 before the first. */
  long last() {
    return sequence;
  }
}

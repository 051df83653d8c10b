package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A webhook, read as far as the door needs it. Its body is only ever evidence.
 *
 * @param type the sender's name of the event type; "" when it named none
 * @param owner the location or account it belongs to; "" when it named none
 * @param app the sender's id of the app it is meant for; null when it named none
 * @param recordId the sender's id of the contact or profile, also of the one an item belongs to;
 *     null when it named none we could use
 * @param item the task or note it speaks of; null when it speaks of the contact or profile itself
 * @param deliveryId the sender's id of this delivery, for logs; null when it named none
 * @param time when the sender says it happened; null when it said nothing readable
 */
record Event(
    Side side,
    String type,
    Kind kind,
    String owner,
    @Nullable String app,
    @Nullable String recordId,
    @Nullable Item item,
    @Nullable String deliveryId,
    @Nullable Instant time,
    Map<String, Object> body) {

  /** What the door does with it. */
  enum Kind {
    /** A contact, a profile or an item was made or changed. */
    CHANGED,
    /** It is gone. */
    DELETED,
    /** The app was installed, uninstalled or updated. */
    APP,
    /** A reward: no flow serves them. */
    REWARD,
    UNKNOWN
  }

  /**
   * A task or a note.
   *
   * @param id the sender's id of it; null when it named none we could use
   */
  record Item(ItemKind kind, @Nullable String id) {}

  /** The sender's id of the item; null when it speaks of none, or named none we could use. */
  @Nullable String itemId() {
    return item == null ? null : item.id();
  }

  // The same letters a flow key allows; a profile's id is prefixed with "bhn:" there.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,60}");

  /** A short text of the body; "" when absent or of another type. */
  static String text(Map<String, Object> body, String property) {
    return body.get(property) instanceof String text ? text : "";
  }

  /** An opaque id of the body; null when absent or not shaped like one. */
  static @Nullable String id(Map<String, Object> body, String property) {
    String text = text(body, property);
    return ID.matcher(text).matches() ? text : null;
  }

  /** An ISO-8601 instant of the body; null when absent or unreadable. */
  static @Nullable Instant time(Map<String, Object> body, String property) {
    try {
      return Instant.parse(text(body, property));
    } catch (DateTimeParseException unreadable) {
      return null; // a hint without a date is still a hint
    }
  }

  @Override
  public String toString() { // the body holds a person's data
    return "Event[" + side.word() + " " + kind + "]";
  }
}

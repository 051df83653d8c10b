package io.lockstep.activities.simulation;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.FieldRule;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an item says, field by field and in the same words on both sides, and how a person writes
 * it. Fields are named as the mapping's rules are; "" is a field that says nothing.
 */
final class ItemSays {

  static final String TITLE = "task.title";
  static final String BODY = "task.body";

  private static final String HOME = "@example.com";
  private static final String NEW_HOME = "@renamed.example";

  private final ItemKind kind;
  private final List<String> fields;
  private final Map<String, String> userIds;
  private final Map<String, String> emails = new HashMap<>();

  /**
   * @param fields those that travel
   * @param userIds HighLevel's users by e-mail
   */
  ItemSays(ItemKind kind, List<String> fields, Map<String, String> userIds) {
    this.kind = kind;
    this.fields = fields;
    this.userIds = userIds;
    userIds.forEach((email, id) -> emails.put(id, email));
  }

  List<String> fields() {
    return fields;
  }

  /** The field that bears the item's word. */
  String main() {
    return kind == ItemKind.TASK ? TITLE : FieldRule.NOTE_BODY;
  }

  String value(String field, Map<String, Object> item) {
    return switch (field) {
      case TITLE -> text(item, "title");
      case FieldRule.TASK_DUE -> moment(text(item, "dueDate"));
      case FieldRule.TASK_COMPLETED ->
          item.containsKey("status")
              ? String.valueOf(text(item, "status").equals("completed"))
              : text(item, "completed");
      case FieldRule.TASK_OWNER -> owner(item);
      default -> NoteFiles.withoutLinks(item);
    };
  }

  /** All an item says. */
  Map<String, String> all(Map<String, Object> item) {
    Map<String, String> all = new LinkedHashMap<>();
    fields.forEach(field -> all.put(field, value(field, item)));
    return all;
  }

  private static String moment(String text) {
    return text.isEmpty() ? "" : OffsetDateTime.parse(text).toInstant().toString();
  }

  /** Whom a user's former e-mail named is whom his present one names. */
  private String owner(Map<String, Object> item) {
    String userId = text(item, "assignedTo");
    return userId.isEmpty()
        ? text(item, "ownerEmail").replace(NEW_HOME, HOME)
        : emails.getOrDefault(userId, userId);
  }

  /** What HighLevel says of its users once each has another e-mail. */
  static String renamed(String users) {
    return users.replace(HOME, NEW_HOME);
  }

  /** Free of HighLevel's HTML. */
  static String text(Map<String, Object> item, String property) {
    Object value = item.get(property);
    return value == null ? "" : value.toString().replaceAll("<[^>]*>", "");
  }

  /** The properties that make that side's item say this. */
  Map<String, Object> written(Side side, String field, String value) {
    boolean atContacts = side == Side.CONTACTS;
    Map<String, Object> body = new HashMap<>();
    switch (field) {
      case TITLE -> body.put("title", value);
      case FieldRule.TASK_DUE -> body.put("dueDate", value.isEmpty() ? null : value);
      case FieldRule.TASK_COMPLETED -> {
        if (atContacts) {
          body.put("completed", Boolean.valueOf(value));
        } else {
          body.put("status", Boolean.parseBoolean(value) ? "completed" : "in_progress");
        }
      }
      case FieldRule.TASK_OWNER ->
          body.put(
              atContacts ? "assignedTo" : "ownerEmail",
              value.isEmpty() ? null : atContacts ? userIds.get(value) : value);
      default -> body.put("body", value);
    }
    return body;
  }

  /** The field of a person's edit, a title or a completion more often than the rest. */
  String edited(int what) {
    if (kind == ItemKind.NOTE) {
      return main();
    }
    return switch (what % 10) {
      case 0, 1, 2 -> FieldRule.TASK_COMPLETED;
      case 3, 4 -> BODY;
      case 5 -> FieldRule.TASK_DUE;
      case 6 -> fields.contains(FieldRule.TASK_OWNER) ? FieldRule.TASK_OWNER : BODY;
      default -> TITLE;
    };
  }

  /** What a person types into that field. */
  String fresh(Side side, String field, Map<String, Object> item, int what) {
    return switch (field) {
      case FieldRule.TASK_COMPLETED ->
          String.valueOf(!Boolean.parseBoolean(value(FieldRule.TASK_COMPLETED, item)));
      case FieldRule.TASK_DUE ->
          "2027-02-%02dT%02d:00:00Z".formatted(1 + what % 28, what / 10 % 24);
      case FieldRule.TASK_OWNER -> owner(side, what);
      case BODY -> "edit " + what;
      default -> ItemHands.word(value(main(), item)) + ". edit " + what;
    };
  }

  /** One of the agency; on the rewards side now and then somebody it does not know. */
  private String owner(Side side, int what) {
    List<String> known = userIds.keySet().stream().sorted().toList();
    int which = what / 10 % (known.size() + 1);
    return which < known.size()
        ? known.get(which)
        : side == Side.REWARDS ? "partner@example.org" : known.get(0);
  }

  /** The field a person empties: HighLevel keeps no task without a due date. */
  String cleared(Side side, int what) {
    if (kind == ItemKind.NOTE) {
      return main();
    }
    return switch (what % 3) {
      case 0 -> side == Side.REWARDS ? FieldRule.TASK_DUE : BODY;
      case 1 -> fields.contains(FieldRule.TASK_OWNER) ? FieldRule.TASK_OWNER : BODY;
      default -> BODY;
    };
  }
}

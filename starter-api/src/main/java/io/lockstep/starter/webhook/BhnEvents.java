package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.starter.webhook.Event.Kind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rewards side's webhook bodies. BHN documents none for Rewards; this is our contract in
 * its conventions, {@code docs/contracts/bhn-rewards.yaml}.
 */
final class BhnEvents {

  /** The message types we know. */
  static final Set<String> TYPES =
      Set.of("contactInfo", "tagInfo", "taskInfo", "noteInfo", "rewardInfo");

  private BhnEvents() {}

  static Event read(Map<String, Object> body) {
    String message = Event.text(body, "messageType");
    String what = Event.text(body, "eventType");
    return new Event(
        Side.REWARDS,
        message,
        kind(message, what),
        Event.text(body, "accountId"),
        null,
        Event.id(body, "contactId"),
        item(message, body),
        Event.id(body, "eventId"),
        Event.time(body, "eventTimestamp"),
        body);
  }

  private static Kind kind(String message, String what) {
    return switch (message) {
      case "contactInfo", "taskInfo", "noteInfo" ->
          what.equals("deleted") ? Kind.DELETED : Kind.CHANGED;
      case "tagInfo" -> Kind.CHANGED;
      case "rewardInfo" -> Kind.REWARD;
      default -> Kind.UNKNOWN;
    };
  }

  private static Event.@Nullable Item item(String message, Map<String, Object> body) {
    return switch (message) {
      case "taskInfo" -> new Event.Item(ItemKind.TASK, Event.id(body, "taskId"));
      case "noteInfo" -> new Event.Item(ItemKind.NOTE, Event.id(body, "noteId"));
      default -> null;
    };
  }
}

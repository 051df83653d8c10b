package io.lockstep.activities.simulation;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.door.ItemDoor;
import io.lockstep.core.door.Sighting;
import io.lockstep.core.item.ItemForms;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.OpenMarks;
import io.lockstep.sandbox.webhooks.Delivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What starter-api does with an item's webhook, without HTTP: reads it, asks the door. */
final class ItemDoorPlayer {

  private final ItemKind kind;
  private final FlowKey key;
  private final ItemForms forms;
  private final ItemDoor door;
  private final ItemLedger items;
  private final OpenMarks marks;

  ItemDoorPlayer(
      ItemKind kind,
      FlowKey key,
      ItemForms forms,
      ItemDoor door,
      ItemLedger items,
      OpenMarks marks) {
    this.kind = kind;
    this.key = key;
    this.forms = forms;
    this.door = door;
    this.items = items;
    this.marks = marks;
  }

  /** Whether that event tells of an item of this kind. */
  boolean isOfItems(Delivery delivery) {
    return delivery.type().toLowerCase(Locale.ROOT).startsWith(kind.word());
  }

  /** Whether that event is of one of these two contacts, or of an item of theirs. */
  static boolean isOf(LinkedContact contact, Delivery delivery) {
    Map<String, Object> body = json(delivery);
    return Stream.of("id", "contactId")
        .map(name -> String.valueOf(body.get(name)))
        .anyMatch(contact.ids()::containsValue);
  }

  /** The hint that a webhook becomes; empty for one that says nothing new. */
  Optional<Hint> hint(Delivery delivery) {
    Map<String, Object> body = json(delivery);
    Side side = delivery.side().equals("highlevel") ? Side.CONTACTS : Side.REWARDS;
    boolean deleted =
        String.valueOf(body.get("type")).endsWith("Delete")
            || "deleted".equals(body.get("eventType"));
    PersonView view = forms.of(side).event(body);
    var sighting = new Sighting(deleted, view, Set.of("task.completed"));
    PairRecord record =
        items
            .owner(key.connection(), kind, side, view.id())
            .map(owned -> items.load(key, owned.item()))
            .orElse(PairRecord.unknown());
    boolean open = marks.isOpen(kind.flow(), key);
    if (!door.decide(key, sighting, open, record).looks()) {
      return Optional.empty();
    }
    Object at = body.get(side == Side.CONTACTS ? "timestamp" : "eventTimestamp");
    Map<String, String> evidence = deleted ? Map.of() : door.digests(key, sighting);
    return Optional.of(
        new Hint(
            Hint.Source.WEBHOOK,
            side,
            view.id(),
            "event",
            Instant.parse(String.valueOf(at)),
            evidence,
            door.mayProve(sighting)));
  }

  @SuppressWarnings("unchecked") // a JSON object
  private static Map<String, Object> json(Delivery delivery) {
    try {
      return Hands.JSON.readValue(delivery.body(), Map.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

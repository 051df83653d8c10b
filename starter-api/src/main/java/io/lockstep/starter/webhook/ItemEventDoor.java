package io.lockstep.starter.webhook;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.door.Sighting;
import io.lockstep.core.door.Verdict;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.ItemLedger.Owned;
import io.lockstep.ledger.OpenMarks;
import io.lockstep.ledger.PairLedger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * As {@link EventDoor}, for events of tasks and notes. Which contact an item belongs to the event
 * itself says, at HighLevel by the contact's id, at BHN by the profile's; a task's event at
 * HighLevel has been seen to leave it out, and then the ledger is asked.
 */
@Component
final class ItemEventDoor {

  private static final Logger log = LoggerFactory.getLogger(ItemEventDoor.class);

  private final PairLedger pairs;
  private final ItemLedger items;
  private final OpenMarks marks;
  private final EchoPause pause;

  ItemEventDoor(PairLedger pairs, ItemLedger items, OpenMarks marks, EchoPause pause) {
    this.pairs = pairs;
    this.items = items;
    this.marks = marks;
    this.pause = pause;
  }

  /**
   * Weighs an event of an item; empty when nobody can say whose it is.
   *
   * @throws DataAccessException when only the ledger could say it, and it is away
   */
  Optional<Answer> weigh(ServedConnection served, ServedItems of, Event event) {
    return contact(served.connection().id(), of.kind(), event)
        .map(key -> key.isProfile() ? unlinked(key, event) : answer(of, key, event));
  }

  private Optional<FlowKey> contact(String connection, ItemKind kind, Event event) {
    String named = event.recordId();
    if (named == null) {
      String id = event.itemId();
      return id == null
          ? Optional.empty()
          : items.owner(connection, kind, event.side(), id).map(Owned::key);
    }
    if (event.side() == Side.CONTACTS) {
      return Optional.of(new FlowKey(connection, named));
    }
    Optional<Link> link = pairs.linkOfProfile(connection, named);
    return Optional.of(
        link.map(found -> new FlowKey(connection, found.contactId()))
            .orElseGet(() -> FlowKey.ofProfile(connection, named)));
  }

  /** The run that links the profile hints the flows of its items. */
  private static Answer unlinked(FlowKey profile, Event event) {
    return new Answer(
        Flow.CONTACT_UPSERT, profile, Verdict.NOT_LINKED, wish(event, event.recordId()));
  }

  private Answer answer(ServedItems of, FlowKey key, Event event) {
    Flow flow = of.kind().flow();
    String id = event.itemId();
    if (id == null) {
      return new Answer(flow, key, Verdict.NOT_LINKED, wish(event, null));
    }
    Sighting sighting = of.sighting(event, id);
    try {
      Verdict verdict = verdict(of, key, of.weighed(event, sighting));
      Hint hint =
          sighting.deleted()
              ? wish(event, id)
              : hint(event, id, of.door().digests(key, sighting), of.door().mayProve(sighting));
      return new Answer(flow, key, verdict, hint);
    } catch (DataAccessException | Digester.MissingKeyException unsure) {
      log.warn("hinting {} of {} unweighed: {}", flow, key.connection(), unsure.getMessage());
      return new Answer(flow, key, Verdict.LEDGER_UNSURE, wish(event, id));
    }
  }

  private Verdict verdict(ServedItems of, FlowKey key, Sighting sighting) {
    Verdict verdict = ask(of, key, sighting);
    boolean wait = verdict == Verdict.RUN_OPEN && mayBeAnEcho(of, key, sighting) && pause.take();
    return wait ? ask(of, key, sighting) : verdict;
  }

  private Verdict ask(ServedItems of, FlowKey key, Sighting sighting) {
    // The mark first, then the record: Door says why.
    if (marks.isOpen(of.kind().flow(), key)) {
      return Verdict.RUN_OPEN;
    }
    return sighting.deleted() && isBuried(of, key, sighting)
        ? Verdict.NOTHING_NEW
        : of.door().decide(key, sighting, false, record(of, key, sighting));
  }

  /** A write to that side's items is under way, or was recorded a moment ago. */
  private boolean mayBeAnEcho(ServedItems of, FlowKey key, Sighting sighting) {
    Side side = sighting.view().side();
    return items.load(key, of.kind()).values().stream()
            .flatMap(record -> record.intents().stream())
            .anyMatch(intent -> intent.target() == side)
        || !of.door().decide(key, sighting, false, record(of, key, sighting)).looks();
  }

  /** Its link has ended: the deletion is our own, or was decided before. */
  private boolean isBuried(ServedItems of, FlowKey key, Sighting sighting) {
    String id = sighting.view().id();
    return items
        .tombstones(key.connection(), of.kind(), sighting.view().side(), Set.of(id))
        .containsKey(id);
  }

  private PairRecord record(ServedItems of, FlowKey key, Sighting sighting) {
    return items
        .owner(key.connection(), of.kind(), sighting.view().side(), sighting.view().id())
        .filter(owned -> owned.key().equals(key))
        .map(owned -> items.load(key, owned.item()))
        .orElse(PairRecord.unknown());
  }

  private static Hint wish(Event event, @Nullable String entityId) {
    return hint(event, entityId, Map.of(), false);
  }

  private static Hint hint(
      Event event, @Nullable String entityId, Map<String, String> digests, boolean complete) {
    return new Hint(
        Hint.Source.WEBHOOK,
        event.side(),
        entityId,
        event.deliveryId(),
        event.time(),
        digests,
        complete);
  }
}

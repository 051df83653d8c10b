package io.lockstep.starter.webhook;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.door.Sighting;
import io.lockstep.core.door.Verdict;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.ledger.OpenMarks;
import io.lockstep.ledger.PairLedger;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The door of DESIGN section 2, asked with the ledger in hand. It answers "nothing new" on proof
 * alone; a ledger that is away or a key that is missing is no proof.
 */
@Component
final class EventDoor {

  private static final Logger log = LoggerFactory.getLogger(EventDoor.class);

  private final PairLedger pairs;
  private final OpenMarks marks;
  private final EchoPause pause;

  EventDoor(PairLedger pairs, OpenMarks marks, EchoPause pause) {
    this.pairs = pairs;
    this.marks = marks;
    this.pause = pause;
  }

  /**
   * Weighs an event that names a contact or a profile.
   *
   * @param crowded it will wait its turn, and be weighed then
   */
  Answer weigh(ServedConnection served, Event event, String recordId, boolean crowded) {
    Sighting sighting = served.sighting(event, recordId);
    FlowKey unlinked = unlinked(served, event.side(), recordId);
    try {
      FlowKey key = key(served, event.side(), recordId);
      if (crowded && !key.isProfile() && !sighting.deleted()) {
        return unweighed(served, key, sighting, event);
      }
      Verdict verdict = verdict(served, key, sighting);
      return answer(key, verdict, hint(served, key, sighting, event, verdict));
    } catch (DataAccessException | Digester.MissingKeyException unsure) {
      log.warn("hinting {} unweighed: {}", served.connection().id(), unsure.getMessage());
      return answer(unlinked, Verdict.LEDGER_UNSURE, wish(event, recordId));
    }
  }

  /** What it showed goes with it only where that alone may prove that it is an echo. */
  private Answer unweighed(ServedConnection served, FlowKey key, Sighting sighting, Event event) {
    String id = sighting.view().id();
    Hint hint =
        mayProve(served, key, sighting)
            ? hint(event, id, served.door().digests(key, sighting), true)
            : wish(event, id);
    return answer(key, Verdict.UNWEIGHED, hint);
  }

  private boolean mayProve(ServedConnection served, FlowKey key, Sighting sighting) {
    return pairs
        .linkOfContact(key.connection(), key.contactId())
        .filter(link -> served.door().mayProve(link, key, sighting))
        .isPresent();
  }

  private static Answer answer(FlowKey key, Verdict verdict, Hint hint) {
    return new Answer(Flow.CONTACT_UPSERT, key, verdict, hint);
  }

  private Verdict verdict(ServedConnection served, FlowKey key, Sighting sighting) {
    Verdict verdict = ask(served, key, sighting);
    boolean wait =
        verdict == Verdict.RUN_OPEN && mayBeAnEcho(served, key, sighting) && pause.take();
    return wait ? ask(served, key, sighting) : verdict;
  }

  private Verdict ask(ServedConnection served, FlowKey key, Sighting sighting) {
    // The mark first, then the record: Door says why.
    boolean runOpen = marks.isOpen(Flow.CONTACT_UPSERT, key);
    if (sighting.deleted() && !runOpen && isBuried(key, sighting)) {
      return Verdict.NOTHING_NEW;
    }
    if (key.isProfile()) {
      return Verdict.NOT_LINKED;
    }
    if (runOpen) {
      return Verdict.RUN_OPEN;
    }
    Verdict verdict = served.door().decide(key, sighting, false, pairs.load(key));
    boolean comesBack = !verdict.looks() && served.door().mayComeBack(sighting) && isFrozen(key);
    return comesBack ? Verdict.FROZEN : verdict;
  }

  private boolean isFrozen(FlowKey key) {
    return pairs.summary(key).filter(pair -> pair.state() == PairState.NOT_ELIGIBLE).isPresent();
  }

  /** A write to its record is under way, or was recorded a moment ago by a run that still ends. */
  private boolean mayBeAnEcho(ServedConnection served, FlowKey key, Sighting sighting) {
    PairRecord record = pairs.load(key);
    Side side = sighting.view().side();
    return record.intents().stream().anyMatch(intent -> intent.target() == side)
        || !served.door().decide(key, sighting, false, record).looks();
  }

  /** Its link has ended: the deletion is our own, or was decided before. */
  private boolean isBuried(FlowKey key, Sighting sighting) {
    return pairs
        .tombstone(key.connection(), sighting.view().side(), sighting.view().id())
        .isPresent();
  }

  private FlowKey key(ServedConnection served, Side side, String recordId) {
    if (side == Side.CONTACTS) {
      return new FlowKey(served.connection().id(), recordId);
    }
    return pairs
        .linkOfProfile(served.connection().id(), recordId)
        .map(Link::contactId)
        .map(contactId -> new FlowKey(served.connection().id(), contactId))
        .orElseGet(() -> unlinked(served, side, recordId));
  }

  // A run under a profile's key that finds it linked hands on to the contact's.
  private static FlowKey unlinked(ServedConnection served, Side side, String recordId) {
    return side == Side.CONTACTS
        ? new FlowKey(served.connection().id(), recordId)
        : FlowKey.ofProfile(served.connection().id(), recordId);
  }

  // Digests are scoped to the pair, so those of a profile nobody linked could never be compared.
  private Hint hint(
      ServedConnection served, FlowKey key, Sighting sighting, Event event, Verdict verdict) {
    String id = sighting.view().id();
    return key.isProfile() || sighting.deleted()
        ? wish(event, id)
        : hint(
            event,
            id,
            served.door().digests(key, sighting),
            verdict.looks() && mayProve(served, key, sighting));
  }

  private static Hint wish(Event event, String recordId) {
    return hint(event, recordId, Map.of(), false);
  }

  private static Hint hint(
      Event event, String recordId, Map<String, String> digests, boolean complete) {
    return new Hint(
        Hint.Source.WEBHOOK,
        event.side(),
        recordId,
        event.deliveryId(),
        event.time(),
        digests,
        complete);
  }
}

package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.starter.engine.EngineDownException;
import io.lockstep.starter.engine.Flows;
import io.lockstep.workflows.reconcile.Passes;
import io.lockstep.workflows.reconcile.ReconcileInput;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes in one webhook: who signed it, whose it is, whether it says anything new, and if so into
 * which run it goes. Law L6: an {@link Outcome} other than {@link Outcome#LATER} may be answered
 * with 2xx, because Temporal has recorded the event or the ledger shows that nothing is lost.
 */
@Component
final class Intake {

  private static final Logger log = LoggerFactory.getLogger(Intake.class);
  private static final int REPORTED_FRAMES = 6;

  // Searches read an index that is behind; what a pass misses all the same the next one finds.
  private static final Duration UNTIL_LISTS_SHOW_IT = Duration.ofSeconds(10);

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final KnownConnections known;
  private final Connections ledger;
  private final EventDoor door;
  private final ItemEventDoor itemDoor;
  private final AppEvents appEvents;
  private final Flows flows;
  private final SeenEvents seen;
  private final WebhookProperties properties;
  private final JsonMapper json;
  private final MeterRegistry meters;
  private final Set<String> reported = ConcurrentHashMap.newKeySet(); // bounded by our code

  Intake(
      KnownConnections known,
      Connections ledger,
      EventDoor door,
      ItemEventDoor itemDoor,
      AppEvents appEvents,
      Flows flows,
      SeenEvents seen,
      WebhookProperties properties,
      JsonMapper json,
      MeterRegistry meters) {
    this.known = known;
    this.ledger = ledger;
    this.door = door;
    this.itemDoor = itemDoor;
    this.appEvents = appEvents;
    this.flows = flows;
    this.seen = seen;
    this.properties = properties;
    this.json = json;
    this.meters = meters;
  }

  /**
   * Takes in one webhook of that side.
   *
   * @param read how this sender's body becomes an event
   * @throws RefusedException when it is not signed by a connection of ours, or is not JSON
   */
  Outcome take(
      Side side, byte[] body, SignedBy signedBy, Function<Map<String, Object>, Event> read) {
    Outcome outcome;
    try {
      outcome = weigh(side, signedBy, () -> read.apply(parse(body)));
    } catch (RefusedException refused) {
      throw refused;
    } catch (EngineDownException | DataAccessException away) {
      log.warn("a {} webhook could not be recorded: {}", side.word(), away.getMessage());
      outcome = Outcome.LATER;
    } catch (RuntimeException bug) {
      report(side, bug);
      outcome = Outcome.LATER;
    }
    count(side, outcome.tag());
    return outcome;
  }

  /** Counts a webhook that was refused before it was weighed. */
  void count(Side side, String outcome) {
    meters.counter("lockstep.webhooks", "side", side.word(), "outcome", outcome).increment();
  }

  private Outcome weigh(Side side, SignedBy signedBy, Supplier<Event> event) {
    if (signedBy.anyOf(known.recent().keys(side))) {
      return route(event.get(), signedBy);
    }
    Owners now = known.fresh();
    if (signedBy.anyOf(now.keys(side))) {
      return route(event.get(), signedBy);
    }
    // The key may be sealed away with the connection that is left out.
    if (!now.leftOut().isEmpty() && now.leaveOut(side, event.get().owner())) {
      return Outcome.LATER;
    }
    throw RefusedException.unsigned(
        "No signature of a known connection covers this body; check its webhook keys.");
  }

  private Outcome route(Event event, SignedBy signedBy) {
    if (event.kind() == Event.Kind.UNKNOWN) {
      return Outcome.UNKNOWN_TYPE;
    }
    if (!properties.isOurs(event.app())) {
      return Outcome.UNKNOWN_APP;
    }
    if (event.kind() == Event.Kind.APP) {
      return ofApp(event, signedBy);
    }
    Optional<ServedConnection> owner = owner(event, signedBy);
    if (owner.isEmpty()) {
      return known.recent().leaveOut(event.side(), event.owner())
          ? Outcome.LATER
          : Outcome.UNKNOWN_OWNER;
    }
    if (!isServed(owner.get(), event)) {
      return Outcome.NOT_SYNCED;
    }
    Outcome outcome = served(owner.get(), event);
    seen.note(owner.get().connection().id(), event);
    return outcome;
  }

  private Outcome served(ServedConnection owner, Event event) {
    return owner.connection().paused() && markedWhilePaused(owner)
        ? Outcome.PAUSED
        : record(owner, event);
  }

  /** Those may be meant whose keys signed it, as the ledger has them now. */
  private Outcome ofApp(Event event, SignedBy signedBy) {
    if (!appEvents.isOurs(event)) {
      return Outcome.UNKNOWN_APP;
    }
    Owners now = known.fresh();
    if (now.leaveOut(event.side(), event.owner())) {
      return Outcome.LATER;
    }
    List<Connection> signers =
        now.served().stream()
            .filter(one -> signedBy.anyOf(one.keys(event.side())))
            .map(ServedConnection::connection)
            .toList();
    appEvents.take(event, signers);
    return Outcome.APP_EVENT;
  }

  private static boolean isServed(ServedConnection owner, Event event) {
    return event.kind() != Event.Kind.REWARD
        && (event.item() == null || owner.items().containsKey(event.item().kind()));
  }

  private Outcome record(ServedConnection owner, Event event) {
    Optional<Answer> weighed = weigh(owner, event);
    if (weighed.isEmpty()) { // nobody to look at: look at all
      flows.sweep(owner.connection().id(), passOfStrays(event), UNTIL_LISTS_SHOW_IT);
      return Outcome.RECORDED;
    }
    Answer answer = weighed.get();
    meters
        .counter(
            "lockstep.door",
            "connection",
            owner.connection().id(),
            "verdict",
            answer.verdict().name().toLowerCase(Locale.ROOT))
        .increment();
    if (!answer.verdict().looks()) {
      return Outcome.NOTHING_NEW;
    }
    flows.look(answer.flow(), answer.key(), answer.hint());
    return Outcome.RECORDED;
  }

  private Optional<Answer> weigh(ServedConnection owner, Event event) {
    Event.Item item = event.item();
    if (item != null) {
      return itemDoor.weigh(owner, owner.items(item.kind()), event);
    }
    boolean crowded = flows.isCrowded(owner.connection().id(), event.side());
    return Optional.ofNullable(event.recordId()).map(id -> door.weigh(owner, event, id, crowded));
  }

  private static String passOfStrays(Event event) {
    return event.item() == null ? ReconcileInput.CONTACTS : Passes.ofStrays(event.item().kind());
  }

  /**
   * Marks the connection and asks once more whether it is paused: a resume between the two would
   * have swept before this news was marked. A ledger that is away leaves the event to the run,
   * which asks for itself.
   */
  private boolean markedWhilePaused(ServedConnection owner) {
    String id = owner.connection().id();
    try {
      ledger.markForSweep(id);
      return ledger.byId(id).map(Connection::paused).orElse(false);
    } catch (DataAccessException away) {
      return false;
    }
  }

  /**
   * The owner, if it signed the event; what is known of both may be old, so a no is asked twice.
   */
  private Optional<ServedConnection> owner(Event event, SignedBy signedBy) {
    Optional<ServedConnection> owner =
        known
            .recent()
            .of(event.side(), event.owner())
            .filter(one -> signedBy.anyOf(one.keys(event.side())));
    if (owner.isPresent()) {
      return owner;
    }
    owner = known.fresh().of(event.side(), event.owner());
    if (owner.isPresent() && !signedBy.anyOf(owner.get().keys(event.side()))) {
      throw RefusedException.unsigned(
          "The signature is another connection's; check the webhook keys of this one.");
    }
    return owner;
  }

  // Once for each place it comes from, and without its message, which may quote the body.
  private void report(Side side, RuntimeException bug) {
    String where =
        Arrays.stream(bug.getStackTrace())
            .limit(REPORTED_FRAMES)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < "));
    if (reported.add(bug.getClass().getName() + where)) {
      log.error(
          "a {} webhook met a bug of ours and its sender is asked to repeat it: {} at {}; please"
              + " report this line, it is not logged again",
          side.word(),
          bug.getClass().getName(),
          where);
    }
  }

  private Map<String, Object> parse(byte[] body) {
    @Nullable Map<String, Object> object;
    try {
      object = json.readValue(body, OBJECT);
    } catch (JacksonException broken) { // not passed on: its message quotes the body
      object = null;
    }
    if (object == null) { // "null" is JSON, and no object
      throw RefusedException.broken("The body is not a JSON object.");
    }
    return object;
  }
}

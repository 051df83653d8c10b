package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.starter.engine.EngineDownException;
import io.lockstep.starter.engine.Flows;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final KnownConnections known;
  private final Connections ledger;
  private final EventDoor door;
  private final Flows flows;
  private final WebhookProperties properties;
  private final JsonMapper json;
  private final MeterRegistry meters;

  Intake(
      KnownConnections known,
      Connections ledger,
      EventDoor door,
      Flows flows,
      WebhookProperties properties,
      JsonMapper json,
      MeterRegistry meters) {
    this.known = known;
    this.ledger = ledger;
    this.door = door;
    this.flows = flows;
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
      requireSignature(signedBy, side);
      Event event = read.apply(parse(body));
      outcome = route(event, signedBy);
    } catch (EngineDownException | DataAccessException away) {
      log.warn("a {} webhook could not be recorded: {}", side.word(), away.getMessage());
      outcome = Outcome.LATER;
    }
    count(side, outcome.tag());
    return outcome;
  }

  /** Counts a webhook that was refused before it was weighed. */
  void count(Side side, String outcome) {
    meters.counter("lockstep.webhooks", "side", side.word(), "outcome", outcome).increment();
  }

  private Outcome route(Event event, SignedBy signedBy) {
    Optional<ServedConnection> owner = owner(event, signedBy);
    if (event.kind() == Event.Kind.UNKNOWN) {
      return Outcome.UNKNOWN_TYPE;
    }
    if (!properties.isOurs(event.app())) {
      return Outcome.UNKNOWN_APP;
    }
    if (event.kind() == Event.Kind.APP) {
      return Outcome.APP_EVENT;
    }
    if (owner.isEmpty()) {
      return Outcome.UNKNOWN_OWNER;
    }
    if (event.kind() == Event.Kind.ITEM) {
      return Outcome.NOT_SYNCED;
    }
    if (owner.get().connection().paused() && markedWhilePaused(owner.get())) {
      return Outcome.PAUSED;
    }
    return record(owner.get(), event);
  }

  private Outcome record(ServedConnection owner, Event event) {
    if (event.recordId() == null) { // nobody to look at: look at all
      flows.sweep(owner.connection().id());
      return Outcome.RECORDED;
    }
    EventDoor.Answer answer = door.weigh(owner, event, event.recordId());
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
    flows.look(answer.key(), answer.hint());
    return Outcome.RECORDED;
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

  private Optional<ServedConnection> owner(Event event, SignedBy signedBy) {
    Optional<ServedConnection> owner =
        KnownConnections.of(known.recent(), event.side(), event.owner());
    if (owner.isEmpty()) {
      owner = KnownConnections.of(known.fresh(), event.side(), event.owner());
    }
    if (owner.isPresent() && !signedBy.anyOf(keys(owner.get(), event.side()))) {
      throw RefusedException.unsigned(
          "The signature is another connection's; check the webhook keys of this one.");
    }
    return owner;
  }

  private void requireSignature(SignedBy signedBy, Side side) {
    if (!signedBy.anyOf(keys(known.recent(), side)) && !signedBy.anyOf(keys(known.fresh(), side))) {
      throw RefusedException.unsigned(
          "No signature of a known connection covers this body; check its webhook keys.");
    }
  }

  private static Collection<String> keys(List<ServedConnection> all, Side side) {
    return all.stream().flatMap(one -> keys(one, side).stream()).distinct().toList();
  }

  private static List<String> keys(ServedConnection one, Side side) {
    return KnownConnections.keys(one.connection(), side);
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

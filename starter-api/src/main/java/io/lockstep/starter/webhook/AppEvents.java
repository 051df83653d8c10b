package io.lockstep.starter.webhook;

import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.Grants;
import io.lockstep.ledger.PairLedger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What HighLevel says of the app itself. Thrown out, a connection pauses, alone: every call would
 * be refused. Let in again, nothing goes on by itself: a person connects and resumes.
 */
@Component
final class AppEvents {

  private static final Logger log = LoggerFactory.getLogger(AppEvents.class);

  private final Connections connections;
  private final Grants grants;
  private final PairLedger ledger;
  private final Clock clock;

  AppEvents(Connections connections, Grants grants, PairLedger ledger, Clock clock) {
    this.connections = connections;
    this.grants = grants;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Heeds the event of one location, or of an agency, which stands for all its locations that were
   * let in by it.
   *
   * @param signers the connections whose keys signed it
   */
  void take(Event event, List<Connection> signers) {
    List<Connection> meant = signers.stream().filter(one -> isMeant(event, one)).toList();
    switch (event.type()) {
      case "UNINSTALL" -> meant.stream().filter(one -> isNews(event, one)).forEach(this::thrownOut);
      case "INSTALL" -> meant.forEach(this::letIn);
      default -> {} // an update of the app changes nothing here
    }
  }

  private boolean isMeant(Event event, Connection connection) {
    String location = connection.highLevel().locationId();
    if (!event.owner().isEmpty()) {
      return event.owner().equals(location);
    }
    String company = Event.text(event.body(), "companyId");
    return !company.isEmpty()
        && grants.of(location).map(Grant::companyId).filter(company::equals).isPresent();
  }

  /** An event that is older than the present grant speaks of a former one. */
  private boolean isNews(Event event, Connection connection) {
    Instant said = event.time();
    return said == null
        || grants
            .of(connection.highLevel().locationId())
            .filter(grant -> grant.obtainedAt().isAfter(said))
            .isEmpty();
  }

  private void thrownOut(Connection connection) {
    journal(connection, Act.UNINSTALLED);
    grants.forget(connection.highLevel().locationId());
    String reason =
        "HighLevel says that the app was uninstalled; connect it again at %s, then resume"
            .formatted(start(connection));
    connections.pause(connection.id(), true, reason);
    log.error("connection {} is paused: {}", connection.id(), reason);
  }

  private void letIn(Connection connection) {
    journal(connection, Act.INSTALLED);
    log.info(
        "connection {}: HighLevel says that the app was installed; one without a token is connected"
            + " at {}",
        connection.id(),
        start(connection));
  }

  private static String start(Connection connection) {
    return "/oauth/highlevel/start?connection=" + connection.id();
  }

  private void journal(Connection connection, Act act) {
    ledger.record(
        connection.id(),
        new JournalEntry(
            clock.instant(), JournalEntry.CONNECTION, act, null, List.of(), "highlevel"));
  }
}

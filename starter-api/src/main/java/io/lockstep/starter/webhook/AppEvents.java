package io.lockstep.starter.webhook;

import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.Grants;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.Sealer;
import io.lockstep.starter.oauth.HighLevelAppProperties;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What HighLevel says of the app itself. Thrown out, a connection with a grant pauses, alone: every
 * call would be refused. Let in again, nothing goes on by itself: a person connects and resumes.
 *
 * <p>Such a word may be repeated long after, and by anybody who once saw it. So it deletes nothing,
 * it is heeded only where its date shows that it speaks of the present grant, and a fixed token is
 * none of its business. Where the app was thrown out all the same, the next call is refused, and
 * that pauses the connection too.
 */
@Component
final class AppEvents {

  private static final Logger log = LoggerFactory.getLogger(AppEvents.class);

  private final Connections connections;
  private final Grants grants;
  private final PairLedger ledger;
  private final HighLevelAppProperties app;
  private final Clock clock;

  AppEvents(
      Connections connections,
      Grants grants,
      PairLedger ledger,
      HighLevelAppProperties app,
      Clock clock) {
    this.connections = connections;
    this.grants = grants;
    this.ledger = ledger;
    this.app = app;
    this.clock = clock;
  }

  /** Whether it speaks of our app: HighLevel signs the events of all apps with one key. */
  boolean isOurs(Event event) {
    return !app.appId().isEmpty() && app.appId().equals(event.app());
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
      case "UNINSTALL" -> meant.forEach(one -> uninstalled(event.time(), one));
      case "INSTALL" -> meant.forEach(one -> letIn(event.time(), one));
      default -> {} // an update of the app changes nothing here
    }
  }

  private boolean isMeant(Event event, Connection connection) {
    if (!event.owner().isEmpty()) {
      return event.owner().equals(connection.highLevel().locationId());
    }
    String company = Event.text(event.body(), "companyId");
    return !company.isEmpty()
        && grant(connection)
            .filter(grant -> grant.isByAgency() && grant.companyId().equals(company))
            .isPresent();
  }

  /** The grant; empty also where it does not open here: the worker's next call finds out. */
  private Optional<Grant> grant(Connection connection) {
    try {
      return grants.of(connection.highLevel().locationId());
    } catch (Sealer.CannotOpenException locked) {
      log.warn("the grant of connection {}: {}", connection.id(), locked.getMessage());
      return Optional.empty();
    }
  }

  private void uninstalled(@Nullable Instant said, Connection connection) {
    journal(said, connection, Act.UNINSTALLED);
    Optional<Grant> over =
        connection.highLevel().isByGrant()
            ? grant(connection).filter(grant -> isNews(said, grant))
            : Optional.empty();
    Instant now = clock.instant();
    if (over.isEmpty() || !grants.refused(over.get().resourceId(), over.get().version(), now)) {
      log.info(
          "connection {}: HighLevel says that the app was uninstalled; it is not paused for that,"
              + " as it has a fixed token or the word is older than its grant or has no date",
          connection.id());
      return;
    }
    String reason =
        "HighLevel says that the app was uninstalled; connect it again at %s, then resume"
            .formatted(connection.connectPath());
    connections.pause(connection.id(), true, reason);
    log.error("connection {} is paused: {}", connection.id(), reason);
  }

  /** A word that is older than the present grant speaks of a former one; one is heeded once. */
  private static boolean isNews(@Nullable Instant said, Grant grant) {
    Instant refused = grant.refusedAt();
    return said != null
        && !grant.obtainedAt().isAfter(said)
        && (refused == null || refused.isBefore(said));
  }

  private void letIn(@Nullable Instant said, Connection connection) {
    journal(said, connection, Act.INSTALLED);
    log.info(
        "connection {}: HighLevel says that the app was installed; one without a token is connected"
            + " at {}",
        connection.id(),
        connection.connectPath());
  }

  /** Under the time the word names, so that a word that is repeated is one entry. */
  private void journal(@Nullable Instant said, Connection connection, Act act) {
    Instant at = said == null ? clock.instant().truncatedTo(ChronoUnit.HOURS) : said;
    ledger.record(connection.id(), JournalEntry.ofConnection(at, act, "highlevel"));
  }
}

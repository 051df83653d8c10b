package io.lockstep.starter.webhook;

import io.lockstep.core.Side;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The connections, kept in memory so that an event can be recorded while the ledger is away.
 *
 * <p>What is kept may be a few seconds old. That is good enough to accept an event and never good
 * enough to turn one down: before the door calls an owner unknown, a signature wrong or a
 * connection paused, it asks for a {@link #fresh()} list.
 */
@Component
final class KnownConnections {

  private static final Logger log = LoggerFactory.getLogger(KnownConnections.class);
  private static final Duration KEPT = Duration.ofSeconds(10);

  private final Connections ledger;
  private final ServedConnections served;
  private final Clock clock;

  private volatile @Nullable Kept kept;

  private record Kept(List<ServedConnection> list, Instant readAt) {}

  KnownConnections(Connections ledger, ServedConnections served, Clock clock) {
    this.ledger = ledger;
    this.served = served;
    this.clock = clock;
  }

  /**
   * All connections, at most {@link #KEPT} old unless the ledger is away.
   *
   * @throws DataAccessException when the ledger is away and never answered
   */
  List<ServedConnection> recent() {
    Kept now = kept;
    if (now != null && Duration.between(now.readAt(), clock.instant()).compareTo(KEPT) < 0) {
      return now.list();
    }
    return fresh();
  }

  /**
   * All connections as the ledger has them now; as last known while it is away.
   *
   * @throws DataAccessException when the ledger is away and never answered
   */
  List<ServedConnection> fresh() {
    Kept before = kept;
    try {
      List<ServedConnection> list = ledger.all().stream().map(served::of).toList();
      kept = new Kept(list, clock.instant());
      return list;
    } catch (DataAccessException away) {
      if (before == null) {
        throw away;
      }
      log.warn("the ledger is away; using the connections read at {}", before.readAt());
      kept = new Kept(before.list(), clock.instant()); // ask again after a while, not at each event
      return before.list();
    }
  }

  /** The connection of that location or account among these. */
  static Optional<ServedConnection> of(List<ServedConnection> list, Side side, String owner) {
    return list.stream().filter(one -> owner.equals(owner(one.connection(), side))).findFirst();
  }

  /** What may have signed an event of that side: public keys, or the shared secret. */
  static List<String> keys(Connection connection, Side side) {
    return side == Side.CONTACTS
        ? connection.highLevel().webhookPublicKeys()
        : List.of(connection.bhn().webhookSecret());
  }

  private static String owner(Connection connection, Side side) {
    return side == Side.CONTACTS
        ? connection.highLevel().locationId()
        : connection.bhn().accountId();
  }
}

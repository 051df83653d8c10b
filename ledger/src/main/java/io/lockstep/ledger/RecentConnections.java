package io.lockstep.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections for who asks all the time: an answer by id is good for a second, so that not every
 * look reads the row and opens its secrets. Only that a connection runs is believed; that one is
 * paused is asked anew each time, since a resume sweeps once and for what was marked before it.
 */
public final class RecentConnections implements Connections {

  private static final Duration BELIEVED_FOR = Duration.ofSeconds(1);

  private final Connections ledger;
  private final InstantSource clock;
  private final Map<String, Read> running = new ConcurrentHashMap<>();

  private record Read(Connection connection, Instant at) {}

  public RecentConnections(Connections ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public Optional<Connection> byId(String id) {
    Instant now = clock.instant();
    Read before = running.get(id);
    if (before != null && now.isBefore(before.at().plus(BELIEVED_FOR))) {
      return Optional.of(before.connection());
    }
    Optional<Connection> read = ledger.byId(id);
    read.filter(connection -> !connection.paused())
        .ifPresentOrElse(
            connection -> running.put(id, new Read(connection, now)), () -> running.remove(id));
    return read;
  }

  @Override
  public void register(Connection connection) {
    ledger.register(connection);
    running.remove(connection.id());
  }

  @Override
  public void pause(String id, boolean paused, String reason) {
    ledger.pause(id, paused, reason);
    running.remove(id);
  }

  @Override
  public void giveUp(String id, String reason, Instant at) {
    ledger.giveUp(id, reason, at);
    running.remove(id);
  }

  @Override
  public void approveFirstLink(String id) {
    ledger.approveFirstLink(id);
    running.remove(id);
  }

  @Override
  public Optional<Connection> byLocation(String locationId) {
    return ledger.byLocation(locationId);
  }

  @Override
  public Optional<Connection> byAccount(String accountId) {
    return ledger.byAccount(accountId);
  }

  @Override
  public Listing list() {
    return ledger.list();
  }

  @Override
  public int count() {
    return ledger.count();
  }

  @Override
  public void markForSweep(String id) {
    ledger.markForSweep(id);
  }

  @Override
  public boolean takeSweepMark(String id) {
    return ledger.takeSweepMark(id);
  }

  @Override
  public Optional<SecretAges> secretAges(String id) {
    return ledger.secretAges(id);
  }

  @Override
  public void saveCustomFieldIds(String id, Map<String, String> idsByKey) {
    ledger.saveCustomFieldIds(id, idsByKey);
  }
}

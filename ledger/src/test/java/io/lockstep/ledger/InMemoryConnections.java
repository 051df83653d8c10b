package io.lockstep.ledger;

import io.lockstep.core.pair.JournalEntry;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The twin of the connections table; secrets lie open, it never leaves the JVM. */
public final class InMemoryConnections implements Connections {

  private final InstantSource clock;
  private final TreeMap<String, Connection> connections = new TreeMap<>();
  private final Map<String, SecretAges> ages = new HashMap<>();
  private final Set<String> locked = new HashSet<>();
  private final Set<String> approved = new HashSet<>();
  private final Set<String> toSweep = new HashSet<>();
  private final Map<String, Map<String, String>> customFieldIds = new HashMap<>();
  private final Map<String, List<JournalEntry>> journal = new HashMap<>();

  public InMemoryConnections() {
    this(InstantSource.system());
  }

  public InMemoryConnections(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void register(Connection connection) {
    boolean taken =
        connections.values().stream()
            .filter(other -> !other.id().equals(connection.id()))
            .anyMatch(
                other ->
                    other.highLevel().locationId().equals(connection.highLevel().locationId())
                        || other.bhn().accountId().equals(connection.bhn().accountId()));
    if (taken) {
      throw new ConnectionTakenException(connection.id());
    }
    locked.remove(connection.id());
    Connection known = connections.get(connection.id());
    ages.put(connection.id(), ages(connection, known, ages.get(connection.id())));
    connections.put(
        connection.id(),
        known == null ? connection : paused(connection, known.paused(), known.pausedReason()));
    if (approved.contains(connection.id())) {
      approveFirstLink(connection.id());
    }
  }

  @Override
  public synchronized void approveFirstLink(String id) {
    approved.add(id);
    connections.computeIfPresent(
        id,
        (name, of) ->
            new Connection(
                of.id(),
                of.region(),
                of.highLevel(),
                of.bhn(),
                of.profileYaml(),
                true,
                of.paused(),
                of.pausedReason()));
  }

  private SecretAges ages(Connection now, @Nullable Connection before, @Nullable SecretAges known) {
    Instant at = clock.instant();
    if (before == null || known == null) {
      return new SecretAges(at, at, at, at);
    }
    var highLevel = before.highLevel();
    var bhn = before.bhn();
    return new SecretAges(
        highLevel.token().equals(now.highLevel().token()) ? known.highLevelToken() : at,
        bhn.clientSecret().equals(now.bhn().clientSecret()) ? known.clientSecret() : at,
        bhn.webhookSecret().equals(now.bhn().webhookSecret()) ? known.webhookSecret() : at,
        highLevel.webhookPublicKeys().equals(now.highLevel().webhookPublicKeys())
            ? known.webhookKeys()
            : at);
  }

  @Override
  public synchronized Optional<SecretAges> secretAges(String id) {
    return Optional.ofNullable(ages.get(id));
  }

  /** From now on its secrets do not open, until it is registered anew. */
  public synchronized void loseTheKeyOf(String id) {
    locked.add(id);
  }

  @Override
  public synchronized Optional<Connection> byId(String id) {
    if (locked.contains(id)) {
      throw new Sealer.CannotOpenException(
          "lost", "connection/" + id, new GeneralSecurityException("no key"));
    }
    return Optional.ofNullable(connections.get(id));
  }

  @Override
  public Optional<Connection> byLocation(String locationId) {
    return first(connection -> connection.highLevel().locationId().equals(locationId));
  }

  @Override
  public Optional<Connection> byAccount(String accountId) {
    return first(connection -> connection.bhn().accountId().equals(accountId));
  }

  @Override
  public synchronized Listing list() {
    return new Listing(
        connections.values().stream().filter(each -> !locked.contains(each.id())).toList(),
        customFieldIds,
        connections.values().stream()
            .filter(each -> locked.contains(each.id()))
            .map(InMemoryConnections::unreadable)
            .toList());
  }

  @Override
  public synchronized int count() {
    return connections.size();
  }

  private static Unreadable unreadable(Connection locked) {
    return new Unreadable(
        locked.id(),
        locked.highLevel().locationId(),
        locked.bhn().accountId(),
        "its key lost is missing");
  }

  @Override
  public synchronized void pause(String id, boolean paused, String reason) {
    connections.computeIfPresent(id, (name, connection) -> paused(connection, paused, reason));
  }

  @Override
  public synchronized void giveUp(String id, String reason, Instant at) {
    Connection known = connections.get(id);
    if (known != null && !known.paused()) {
      journal
          .computeIfAbsent(id, none -> new ArrayList<>())
          .add(JournalEntry.ofConnection(at, JournalEntry.Act.PAUSED, "lockstep"));
    }
    pause(id, true, reason);
  }

  /** What it wrote of that connection, oldest first. */
  public synchronized List<JournalEntry> journal(String id) {
    return List.copyOf(journal.getOrDefault(id, List.of()));
  }

  @Override
  public synchronized void markForSweep(String id) {
    if (connections.containsKey(id)) {
      toSweep.add(id);
    }
  }

  @Override
  public synchronized boolean takeSweepMark(String id) {
    return toSweep.remove(id);
  }

  @Override
  public synchronized void saveCustomFieldIds(String id, Map<String, String> idsByKey) {
    if (connections.containsKey(id)) {
      customFieldIds.put(id, Map.copyOf(idsByKey));
    }
  }

  private Optional<Connection> first(Predicate<Connection> test) {
    return all().stream().filter(test).findFirst();
  }

  private static Connection paused(Connection of, boolean paused, String reason) {
    return new Connection(
        of.id(),
        of.region(),
        of.highLevel(),
        of.bhn(),
        of.profileYaml(),
        of.firstLinkAuto(),
        paused,
        paused ? reason : "");
  }
}

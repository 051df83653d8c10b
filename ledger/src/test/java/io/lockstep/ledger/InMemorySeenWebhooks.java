package io.lockstep.ledger;

import io.lockstep.core.Side;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The twin of the events that came. */
public final class InMemorySeenWebhooks implements SeenWebhooks {

  private record Key(String connection, Side side, String type) {}

  private final Map<Key, Instant> latest = new ConcurrentHashMap<>();

  @Override
  public void seen(String connection, Side side, String type, Instant at) {
    latest.merge(
        new Key(connection, side, type), at, (known, now) -> now.isAfter(known) ? now : known);
  }

  @Override
  public Map<String, Instant> of(String connection, Side side) {
    return latest.entrySet().stream()
        .filter(one -> one.getKey().connection().equals(connection) && one.getKey().side() == side)
        .collect(Collectors.toMap(one -> one.getKey().type(), Map.Entry::getValue));
  }
}

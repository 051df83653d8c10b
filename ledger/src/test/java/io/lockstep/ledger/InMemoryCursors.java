package io.lockstep.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The twin of the cursors. */
public final class InMemoryCursors implements Cursors {

  private record Key(String connection, String what) {}

  private final Map<Key, String> positions = new ConcurrentHashMap<>();

  @Override
  public Optional<String> read(String connection, String what) {
    return Optional.ofNullable(positions.get(new Key(connection, what)));
  }

  @Override
  public void save(String connection, String what, String position) {
    positions.put(new Key(connection, what), position);
  }
}

package io.lockstep.ledger;

import io.lockstep.core.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The twin of the breaker rows. */
public final class InMemoryBreakers implements Breakers {

  private record Key(String connection, Side side) {}

  private final Map<Key, Pause> pauses = new ConcurrentHashMap<>();

  @Override
  public Duration wait(String connection, Side side, Instant now) {
    return pause(connection, side).left(now);
  }

  @Override
  public void failed(String connection, Side side, Duration atLeast, Instant now) {
    pauses.compute(
        new Key(connection, side),
        (key, pause) -> (pause == null ? Pause.NONE : pause).failed(atLeast, now));
  }

  @Override
  public void succeeded(String connection, Side side) {
    pauses.computeIfPresent(new Key(connection, side), (key, pause) -> pause.succeeded());
  }

  @Override
  public int failures(String connection, Side side) {
    return pause(connection, side).failures();
  }

  private Pause pause(String connection, Side side) {
    return pauses.getOrDefault(new Key(connection, side), Pause.NONE);
  }
}

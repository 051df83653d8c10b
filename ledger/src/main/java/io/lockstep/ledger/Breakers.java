package io.lockstep.ledger;

import io.lockstep.core.Side;
import java.time.Duration;
import java.time.Instant;

/**
 * One row per connection and side: provider down, 429 pause and {@code Retry-After} are one rule in
 * all processes.
 */
public interface Breakers {

  /** How long calls must wait; zero: go. */
  Duration wait(String connection, Side side, Instant now);

  /** A call failed in a way that speaks of the provider; the pause grows with each failure. */
  void failed(String connection, Side side, Duration atLeast, Instant now);

  /** A call succeeded: the row is clear. */
  void succeeded(String connection, Side side);

  /** The failures in a row, for health. */
  int failures(String connection, Side side);
}

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

  /**
   * A call failed in a way that speaks of the provider. The pause doubles with each failure in a
   * row, from half a second to two minutes; calls already under way when a pause began do not make
   * it longer.
   *
   * @param atLeast what the provider asked for ({@code Retry-After}), whatever its length; zero
   *     when it asked for nothing
   */
  void failed(String connection, Side side, Duration atLeast, Instant now);

  /**
   * A call succeeded: failures in a row are zero and our own guess is over. A pause the provider
   * asked for stands; the call that succeeded may have left before it.
   */
  void succeeded(String connection, Side side);

  /** The failures in a row, for health. */
  int failures(String connection, Side side);
}

package io.lockstep.sandbox;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still while a call is under way: all of the call happens at the one time it
 * is written down with.
 */
final class Moment implements InstantSource {

  private final InstantSource source;
  private @Nullable Instant now;

  Moment(InstantSource source) {
    this.source = source;
  }

  /** Stands still at the time it is, which it answers. */
  Instant begin() {
    Instant begun = source.instant();
    now = begun;
    return begun;
  }

  /** Goes on. */
  void end() {
    now = null;
  }

  @Override
  public Instant instant() {
    return now == null ? source.instant() : now;
  }
}

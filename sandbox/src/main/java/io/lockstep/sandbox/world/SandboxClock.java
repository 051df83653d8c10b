package io.lockstep.sandbox.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The sandbox's time: the clock it was given, moved by what the control API said. */
public final class SandboxClock implements InstantSource {

  private final InstantSource source;
  private Duration offset = Duration.ZERO;

  public SandboxClock(InstantSource source) {
    this.source = source;
  }

  /** Now, in whole milliseconds: neither provider shows more. */
  @Override
  public Instant instant() {
    return source.instant().plus(offset).truncatedTo(ChronoUnit.MILLIS);
  }

  /** Moves the sandbox forward, or back with a negative duration. */
  public void advance(Duration by) {
    offset = offset.plus(by);
  }

  /** Makes that instant now; time goes on from there. */
  public void set(Instant now) {
    offset = Duration.between(source.instant(), now);
  }

  public Duration offset() {
    return offset;
  }
}

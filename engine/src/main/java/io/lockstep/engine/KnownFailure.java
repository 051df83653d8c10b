package io.lockstep.engine;

import java.time.Duration;
import java.util.Optional;

/**
 * A failure the process has a name and a sentence for.
 *
 * @param type the kind, such as {@code RATE_LIMITED}; what an operator searches for
 * @param sentence for a person, says what to do; no body, token or value
 * @param retryable whether the engine may repeat the call
 * @param retryIn earliest useful repeat; zero: the engine's own interval
 * @param expected part of normal work (a short wait for a turn): no error metric, no warning
 */
public record KnownFailure(
    String type, String sentence, boolean retryable, Duration retryIn, boolean expected) {

  /** Tells which exceptions of the process are known. */
  @FunctionalInterface
  public interface Names {

    /** Empty: unknown, and so nothing of its text may be shown. */
    Optional<KnownFailure> of(Throwable thrown);
  }
}

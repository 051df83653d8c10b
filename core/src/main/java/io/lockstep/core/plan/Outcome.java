package io.lockstep.core.plan;

import java.time.Duration;
import java.util.List;

/**
 * What an apply came to, and so what the flow does next.
 *
 * @param waiting filled for {@link Next#PARK} alone
 * @param retryIn filled for {@link Next#LATER}: the earliest useful look; for {@link Next#STALE} it
 *     is more than zero where earlier attempts failed, and then the flow sleeps before it looks
 */
public record Outcome(Next next, List<Waiting> waiting, Duration retryIn, String reason) {

  /** What the flow does next. */
  public enum Next {
    /** Written, or found written; base and link have moved. */
    DONE,
    /** The plan no longer fits what is there; nothing was written. Look again. */
    STALE,
    /** A provider refused, or a brake holds; the rest of the plan goes on. */
    PARK,
    /** No turn or no provider for longer than an activity may wait; sleep, then look again. */
    LATER
  }

  public Outcome {
    waiting = List.copyOf(waiting);
  }

  /** Written. */
  public static Outcome done() {
    return new Outcome(Next.DONE, List.of(), Duration.ZERO, "");
  }

  /** Not written: something moved since the look. */
  public static Outcome stale(String reason) {
    return new Outcome(Next.STALE, List.of(), Duration.ZERO, reason);
  }

  /** Not written: something moved while earlier attempts failed. The flow sleeps, then looks. */
  public static Outcome staleAfterFailures(String reason) {
    return new Outcome(Next.STALE, List.of(), Duration.ofMinutes(1), reason);
  }

  /** Not written: a person decides. */
  public static Outcome park(List<Waiting> waiting, String reason) {
    return new Outcome(Next.PARK, waiting, Duration.ZERO, reason);
  }

  /** Not written: come back after this long. */
  public static Outcome later(Duration retryIn, String reason) {
    return new Outcome(Next.LATER, List.of(), retryIn, reason);
  }
}

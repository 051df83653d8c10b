package io.lockstep.core.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a look answers: what to do, not what it saw. At most {@value #MOST_OPS} operations and 256
 * KiB.
 *
 * @param lookedAt when the first of its reads began; UTC
 * @param waiting what waits for a person; the ledger lists the same
 * @param again look again after this long even without news; zero: no need
 * @param more the plan was cut; look again as soon as it is applied
 * @param summary one sentence for Temporal's UI; names no value
 */
public record Plan(
    Verdict verdict,
    Instant lookedAt,
    List<Op> ops,
    List<Waiting> waiting,
    Duration again,
    boolean more,
    String summary) {

  /** The most operations one plan may hold. */
  public static final int MOST_OPS = 50;

  /** What the look came to. */
  public enum Verdict {
    /** Both sides were read; do what {@code ops} says. */
    PLANNED,
    /** Nothing could be read now (no budget, breaker open, another attempt in flight). */
    NOT_NOW,
    /** The connection is paused; resume sweeps. */
    PAUSED,
    /** Out of scope, or nothing to link by; the ledger says why, nobody waits. */
    NOT_ELIGIBLE,
    /** Another run does the work: it was hinted. */
    HANDED_ON
  }

  public Plan {
    ops = List.copyOf(ops);
    waiting = List.copyOf(waiting);
  }
}

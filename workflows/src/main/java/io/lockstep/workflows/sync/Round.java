package io.lockstep.workflows.sync;

import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.workflows.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one look and its writes came to, and so what the flow does next. */
final class Round {

  /** What the flow does next. */
  enum Then {
    /** Look at once. */
    LOOK,
    /** Something failed or had no turn: sleep in phase Retrying, then look. */
    SLEEP,
    /** A read is not believed yet: look after {@link Plan#again}, or at the first news. */
    LOOK_LATER,
    /** Nothing left to do; whatever waits, waits for a person. */
    SETTLE
  }

  private final @Nullable Plan plan;
  private final List<Waiting> waiting = new ArrayList<>();
  private int written;
  private boolean failed;
  private boolean stale;
  private Duration told = Duration.ZERO;

  private Round(@Nullable Plan plan) {
    this.plan = plan;
  }

  /** A round whose look gave a plan; its writes follow by {@link #add}. */
  static Round of(Plan plan) {
    Round round = new Round(plan);
    switch (plan.verdict()) {
      case NOT_NOW -> round.wait(plan.again());
      case PLANNED -> round.waiting.addAll(plan.waiting());
      case PAUSED, NOT_ELIGIBLE, HANDED_ON -> {} // the ledger lists what waits; no run does
    }
    return round;
  }

  /** A round whose look did not succeed within the engine's retries. */
  static Round withoutLook() {
    Round round = new Round(null);
    round.failed = true;
    return round;
  }

  void add(Outcome outcome) {
    switch (outcome.next()) {
      case DONE -> written++;
      case PARK -> waiting.addAll(outcome.waiting());
      case LATER -> wait(outcome.retryIn());
      case STALE -> {
        stale = true;
        failed |= !outcome.retryIn().isZero();
      }
    }
  }

  /** A write that did not succeed within the engine's retries. */
  void addFailure() {
    failed = true;
  }

  /** Whether the rest of the plan no longer fits. */
  boolean isStale() {
    return stale;
  }

  /** Whether everything so far went as planned: the plan's end may clear the open mark. */
  boolean isClean() {
    return plan != null
        && plan.again().isZero()
        && !plan.more()
        && waiting.isEmpty()
        && !failed
        && !stale
        && told.isZero();
  }

  /** Whether somebody's fault ended it, so that the next sleep is longer. */
  boolean isFailure() {
    return failed;
  }

  /** Whether nothing of the plan fitted; twice in a row is a fight, not a coincidence. */
  boolean isWasted() {
    return stale && written == 0;
  }

  /** What waits for a person after it. */
  List<Waiting> waiting() {
    return waiting.stream().distinct().toList();
  }

  int written() {
    return written;
  }

  /**
   * The next step.
   *
   * @param wastedBefore whether the round before {@link #isWasted wasted} its look too
   */
  Then then(boolean wastedBefore) {
    if (plan == null || failed || !told.isZero() || (isWasted() && wastedBefore)) {
      return Then.SLEEP;
    }
    if (stale) {
      return Then.LOOK;
    }
    if (plan.verdict() == Plan.Verdict.PLANNED && plan.more()) {
      return plan.ops().isEmpty() ? Then.SLEEP : Then.LOOK; // "more" after nothing would spin
    }
    return again().isZero() ? Then.SETTLE : Then.LOOK_LATER;
  }

  /** How long until the next look when no news comes; the named wait beats our own patience. */
  Duration sleep(int failuresInARow) {
    return failed || told.isZero() ? Patience.after(Math.max(1, failuresInARow)) : told;
  }

  /** The plan's own wish to look again. */
  Duration again() {
    return plan == null || plan.verdict() != Plan.Verdict.PLANNED ? Duration.ZERO : plan.again();
  }

  // An answer that names no time is no promise: it counts as a failure and the sleep grows.
  private void wait(Duration retryIn) {
    if (retryIn.isZero()) {
      failed = true;
    } else if (retryIn.compareTo(told) > 0) {
      told = Patience.told(retryIn);
    }
  }
}

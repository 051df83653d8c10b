package io.lockstep.workflows.sync;

import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.workflows.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
  private final Set<String> parked = new LinkedHashSet<>();
  private final Set<String> fields = new HashSet<>();
  private int written;
  private boolean failed;
  private boolean stale;
  private boolean overtaken;
  private String why = "No turn at a provider yet.";
  private Duration told = Duration.ZERO;

  private Round(@Nullable Plan plan) {
    this.plan = plan;
  }

  /** A round whose look gave a plan; its writes follow by {@link #add}. */
  static Round of(Plan plan) {
    Round round = new Round(plan);
    switch (plan.verdict()) {
      case NOT_NOW -> round.comeBackIn(plan.again());
      case PLANNED -> round.waiting.addAll(plan.waiting());
      case PAUSED, NOT_ELIGIBLE, HANDED_ON -> {} // the ledger lists what waits; no run does
    }
    return round;
  }

  /** A round whose look is still to come. */
  static Round withoutLook() {
    return new Round(null);
  }

  void add(Op op, Outcome outcome) {
    switch (outcome.next()) {
      case DONE -> {
        written++;
        op.writes().forEach(write -> fields.add(op.qualified(write.field())));
      }
      case PARK -> {
        waiting.addAll(outcome.waiting());
        outcome.waiting().forEach(one -> parked.add(one.opId() + " " + one.field()));
      }
      case LATER -> comeBackIn(outcome.retryIn());
      case STALE -> {
        stale = true;
        why = "The plan did not fit any more: " + outcome.reason() + ".";
        if (!outcome.retryIn().isZero()) {
          addFailure(outcome.reason());
        }
      }
    }
  }

  /** A call that did not succeed within the engine's retries; a sentence says why. */
  Round addFailure(String reason) {
    failed = true;
    why = "It did not succeed: " + reason + ".";
    return this;
  }

  /** A call that no worker took, or that never had a turn: nobody's failure. */
  Round addNoTurn() {
    comeBackIn(Patience.after(1));
    return this;
  }

  /** The rest is left to the next look: live news came. */
  Round addOvertaken() {
    overtaken = true;
    return this;
  }

  /** Whether the rest of the plan is left: it no longer fits, or live news goes first. */
  boolean isBrokenOff() {
    return stale || overtaken;
  }

  /** Whether everything so far went as planned: the plan's end may clear the open mark. */
  boolean isClean() {
    return plan != null
        && plan.again().isZero()
        && !plan.more()
        && waiting.isEmpty()
        && !failed
        && !isBrokenOff()
        && told.isZero();
  }

  /** Whether somebody's fault ended it, so that the next sleep is longer. */
  boolean isFailure() {
    return failed;
  }

  /** Whether all that is missing is a turn at a provider, at a time somebody named. */
  boolean isOnlyEarly() {
    return !failed && !stale && !told.isZero();
  }

  /** Why it sleeps, for people. */
  String why() {
    return why;
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

  /** Whether a write of this field is done. */
  boolean wrote(@Nullable String field) {
    return field != null && fields.contains(field);
  }

  /** What its writes parked: names that stay the same however often it is tried. */
  Set<String> parked() {
    return parked;
  }

  /** Whether its look, if there was one, had no chance to answer anything. */
  boolean sawNothing() {
    return plan == null || plan.verdict() == Plan.Verdict.NOT_NOW;
  }

  /**
   * The next step. A cut plan goes on at once only after progress, so that there is no circle
   * without a pause: a write, or a refusal that is the first of its kind and so changes the next
   * plan.
   *
   * @param wastedBefore whether the round before {@link #isWasted wasted} its look too
   * @param parkedAnew whether something of {@link #parked} was never parked in this run before
   */
  Then then(boolean wastedBefore, boolean parkedAnew) {
    if (overtaken) {
      return Then.LOOK;
    }
    if (plan == null || failed || !told.isZero() || (isWasted() && wastedBefore)) {
      return Then.SLEEP;
    }
    if (stale || (isCut() && (written > 0 || parkedAnew))) {
      return Then.LOOK;
    }
    if (!again().isZero()) {
      return Then.LOOK_LATER;
    }
    return isCut() && waiting.isEmpty() ? Then.SLEEP : Then.SETTLE;
  }

  /** How long until the next look when no news comes; the named wait beats our own patience. */
  Duration sleep(int failuresInARow) {
    return failed || told.isZero() ? Patience.after(Math.max(1, failuresInARow)) : told;
  }

  /** The plan's own wish to look again. */
  Duration again() {
    return plan == null || plan.verdict() != Plan.Verdict.PLANNED ? Duration.ZERO : plan.again();
  }

  private boolean isCut() {
    return plan != null && plan.verdict() == Plan.Verdict.PLANNED && plan.more();
  }

  // An answer that names no time is no promise: it counts as a failure and the sleep grows.
  private void comeBackIn(Duration retryIn) {
    if (retryIn.isZero()) {
      addFailure("no time was named to come back at");
    } else if (retryIn.compareTo(told) > 0) {
      told = Patience.told(retryIn);
    }
  }
}

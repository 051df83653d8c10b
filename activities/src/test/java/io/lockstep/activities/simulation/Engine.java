package io.lockstep.activities.simulation;

import io.lockstep.activities.NotNowException;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.LookRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The engine's part in an activity: what a call that may not be made now becomes, when a failed
 * attempt is repeated, and now and then two attempts at once.
 */
final class Engine {

  /** An apply, real or wrong. */
  interface Apply {
    Outcome apply(ApplyRequest request, Attempt attempt);
  }

  private static final Duration TAKES_OVER = Duration.ofSeconds(30);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofSeconds(10);

  private final Timeline time;
  private final Story story;
  private final Tally tally;
  private final List<String> broken;
  private boolean twiceAtOnce;

  /**
   * An engine.
   *
   * @param broken where failures go that are bugs of Lockstep's
   */
  Engine(Timeline time, Story story, Tally tally, List<String> broken) {
    this.time = time;
    this.story = story;
    this.tally = tally;
    this.broken = broken;
  }

  /** Whether the next apply runs a second time in the middle of itself. */
  void twiceAtOnce(boolean next) {
    twiceAtOnce = next;
  }

  /** A look, answered as its activity would. */
  Plan look(LookRequest request, Supplier<Plan> look) {
    try {
      return look.get();
    } catch (NotNowException notNow) {
      if (!request.brief() && isShort(notNow)) {
        throw notNow;
      }
      return new Plan(
          Plan.Verdict.NOT_NOW,
          time.instant(),
          List.of(),
          List.of(),
          notNow.in(),
          false,
          "no turn");
    }
  }

  /** An apply, answered as its activity would. */
  Outcome apply(ApplyRequest request, int attempt, String run, Apply apply) {
    if (twiceAtOnce) {
      twiceAtOnce = false;
      tally.count("applies run twice at once", 1);
      boolean anothers = attempt % 2 == 0;
      Attempt twin = new Attempt(attempt + 1, anothers ? run : run + "-twin");
      time.in(Duration.ofMillis(20), () -> applyQuietly(request, twin, apply));
    }
    try {
      Outcome outcome = apply.apply(request, new Attempt(attempt, run));
      story.tell(request.op().summary() + " -> " + outcome.next() + " " + outcome.reason());
      return outcome;
    } catch (NotNowException notNow) {
      if (isShort(notNow)) {
        throw notNow;
      }
      return Outcome.later(notNow.in(), "no turn");
    }
  }

  private void applyQuietly(ApplyRequest request, Attempt twin, Apply apply) {
    try {
      apply.apply(request, twin);
    } catch (RuntimeException failure) {
      retry(failure, twin.number()); // a twin of an attempt; nobody hears of its outcome
    }
  }

  private static boolean isShort(NotNowException notNow) {
    return notNow.in().compareTo(SHORT) <= 0;
  }

  /**
   * When a failed attempt is repeated, by the engine's own rule and with the failures the
   * interceptor would make of these; empty when it is not.
   */
  Optional<Duration> retry(RuntimeException failure, int attempt) {
    story.tell("failed: " + failure.getMessage());
    if (failure instanceof NotNowException notNow) {
      return Optional.of(notNow.in());
    }
    if (failure instanceof Crash) {
      return Optional.of(TAKES_OVER);
    }
    if (failure instanceof ProviderException provider) {
      return retry(provider.error(), attempt);
    }
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    broken.add("bug: " + text.toString().lines().limit(12).toList());
    return Optional.empty();
  }

  private Optional<Duration> retry(ProviderError error, int attempt) {
    Duration doubled = Duration.ofSeconds(1L << Math.min(attempt - 1, 5));
    Duration backoff = doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
    return switch (error.kind()) {
      case TRANSIENT, RATE_LIMITED, CONFLICT, GONE, ALREADY_DONE ->
          Optional.of(error.retryIn().compareTo(backoff) > 0 ? error.retryIn() : backoff);
      case AUTH, REFUSED -> Optional.empty();
      case BUG -> {
        broken.add("bug: " + error.sentence());
        yield Optional.empty();
      }
    };
  }
}

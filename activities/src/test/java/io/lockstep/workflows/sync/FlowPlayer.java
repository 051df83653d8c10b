package io.lockstep.workflows.sync;

import io.lockstep.activities.NotNowException;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.workflows.Calls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run of {@link SyncLoop} in virtual time. What it takes, gives back and does next is the
 * loop's own {@link Course}; played by hand are only the engine's part, its queues, short retries
 * and timers.
 */
public final class FlowPlayer {

  private static final Duration BETWEEN_STEPS = Duration.ofMillis(20);

  /** What a run asks of the world. */
  public interface Stage {

    Instant now();

    void in(Duration wait, Runnable what);

    Plan look(LookRequest request, int attempt, String run);

    Outcome apply(ApplyRequest request, int attempt, String run);

    boolean news(FlowKey key, List<Hint> hints);

    /** When the engine tries again; empty when it does not. */
    Optional<Duration> retry(RuntimeException failure, int attempt);

    void ended(FlowPlayer player);
  }

  private enum State {
    BUSY,
    SLEEPING,
    PARKED,
    ENDED
  }

  private final Stage stage;
  private final FlowKey key;
  private final String run;
  private final Course course;
  private final Mailbox mailbox;
  private State state = State.BUSY;
  private int sleeps;

  /** Starts a run with the first hint or decision; the next one goes to {@link #changed}. */
  public FlowPlayer(Stage stage, FlowKey key, String run) {
    this.stage = stage;
    this.key = key;
    this.run = run;
    this.course = new Course(SyncInput.first(key));
    this.mailbox = course.mailbox();
    stage.in(BETWEEN_STEPS, this::look);
  }

  public FlowKey key() {
    return key;
  }

  /** What waits for a person in this run. */
  public List<Waiting> waiting() {
    return course.waiting();
  }

  /** Whether nothing will happen here until a signal comes. */
  public boolean isIdle() {
    return state == State.PARKED || state == State.ENDED;
  }

  public void changed(Hint hint) {
    mailbox.add(hint);
    wake();
  }

  public void decided(Decision decision) {
    mailbox.add(decision);
    wake();
  }

  private void wake() {
    if (state == State.SLEEPING || state == State.PARKED) {
      state = State.BUSY;
      sleeps++;
      stage.in(BETWEEN_STEPS, this::look);
    }
  }

  private void look() {
    if (state == State.ENDED) {
      return;
    }
    Mailbox.Batch news = course.take();
    Optional<Plan> plan = course.mayBeBrief() ? briefLook(news) : Optional.empty();
    if (plan.isPresent()) {
      apply(plan.get());
    } else {
      stage.in(BETWEEN_STEPS, this::ordinaryLook);
    }
  }

  private Optional<Plan> briefLook(Mailbox.Batch news) {
    try {
      Plan plan = stage.look(request(news, true), 1, run);
      boolean noTurn = plan.verdict() == Plan.Verdict.NOT_NOW;
      return noTurn && plan.again().isZero() ? Optional.empty() : Optional.of(plan);
    } catch (RuntimeException failure) {
      stage.retry(failure, 1); // the stage hears of it; the ordinary look follows anyway
      return Optional.empty();
    }
  }

  private void ordinaryLook() {
    if (state == State.ENDED) {
      return;
    }
    look(course.takeAgain(), 1, stage.now().plus(Calls.WHOLE_CALL));
  }

  private void look(Mailbox.Batch news, int attempt, Instant deadline) {
    if (state == State.ENDED) {
      return;
    }
    if (course.isOvertaken()) {
      finish(Round.withoutLook().addOvertaken());
      return;
    }
    try {
      apply(stage.look(request(news, false), attempt, run));
    } catch (RuntimeException failure) {
      Optional<Duration> retry = retry(failure, attempt, deadline);
      if (retry.isPresent()) {
        stage.in(retry.get(), () -> look(news, attempt + 1, deadline));
      } else {
        finish(failed(failure, Round.withoutLook()));
      }
    }
  }

  private LookRequest request(Mailbox.Batch news, boolean brief) {
    return new LookRequest(key, news.hints(), news.decisions(), course.lane(), brief);
  }

  private void apply(Plan plan) {
    Round round = Round.of(plan);
    applyFrom(0, plan, round);
  }

  private void applyFrom(int index, Plan plan, Round round) {
    if (index == plan.ops().size() || round.isBrokenOff()) {
      finish(round);
    } else if (course.isOvertaken()) {
      finish(round.addOvertaken());
    } else {
      boolean end = index == plan.ops().size() - 1 && !plan.more();
      boolean last = end && round.isClean();
      Op op = plan.ops().get(index);
      var request = new ApplyRequest(key, op, plan.lookedAt(), course.lane(), end, last);
      Instant deadline = stage.now().plus(Calls.WHOLE_CALL);
      stage.in(BETWEEN_STEPS, () -> apply(request, 1, deadline, index, plan, round));
    }
  }

  private void apply(
      ApplyRequest request, int attempt, Instant deadline, int index, Plan plan, Round round) {
    if (state == State.ENDED) {
      return;
    }
    try {
      round.add(request.op(), stage.apply(request, attempt, run));
    } catch (RuntimeException failure) {
      Optional<Duration> retry = retry(failure, attempt, deadline);
      if (retry.isPresent()) {
        stage.in(retry.get(), () -> apply(request, attempt + 1, deadline, index, plan, round));
        return;
      }
      failed(failure, round);
    }
    applyFrom(index + 1, plan, round);
  }

  private static Round failed(RuntimeException failure, Round round) {
    return failure instanceof NotNowException
        ? round.addNoTurn()
        : round.addFailure(failure.getClass().getSimpleName());
  }

  private Optional<Duration> retry(RuntimeException failure, int attempt, Instant deadline) {
    return stage.retry(failure, attempt).filter(wait -> stage.now().plus(wait).isBefore(deadline));
  }

  private void finish(Round round) {
    if (state == State.ENDED) {
      return;
    }
    switch (course.end(round)) {
      case LOOK -> stage.in(BETWEEN_STEPS, this::look);
      case SLEEP -> sleep(course.sleep(round));
      case LOOK_LATER -> sleep(round.again());
      case SETTLE -> settle();
    }
  }

  private void sleep(Duration length) {
    if (mailbox.isFresh()) {
      stage.in(BETWEEN_STEPS, this::look);
      return;
    }
    state = State.SLEEPING;
    int mine = ++sleeps;
    stage.in(
        length,
        () -> {
          if (state == State.SLEEPING && mine == sleeps) {
            state = State.BUSY;
            look();
          }
        });
  }

  private void settle() {
    if (!mailbox.isEmpty() && mailboxSaysMoreThanTheBase()) {
      stage.in(BETWEEN_STEPS, this::look);
    } else if (course.waiting().isEmpty()) {
      state = State.ENDED;
      stage.ended(this);
    } else {
      state = State.PARKED;
    }
  }

  private boolean mailboxSaysMoreThanTheBase() {
    Mailbox.Batch news = mailbox.take();
    boolean more;
    try {
      more = news.needsALook() || stage.news(key, news.hints());
    } catch (RuntimeException failure) {
      stage.retry(failure, 1);
      more = true;
    }
    if (more) {
      mailbox.putBack(news);
    }
    return more;
  }
}

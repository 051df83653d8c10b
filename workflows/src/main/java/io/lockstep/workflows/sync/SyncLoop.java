package io.lockstep.workflows.sync;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Plan;
import io.lockstep.workflows.Calls;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The one loop of every sync flow: look, apply, settle. Signals only say "look again", so ten of
 * them cost one look. A flow is a subclass that names its activities and its workflow type.
 */
public abstract class SyncLoop implements SyncFlow {

  private final FlowKey key;
  private final Class<? extends SyncActivities> activities;
  private final Course course;
  private final Mailbox mailbox;
  private final Display display;

  private int looks;
  private int writes;
  private int failures;
  private String lastPlan = "";

  /**
   * Fills the state before any signal can arrive; call it from a {@code @WorkflowInit} constructor.
   */
  protected SyncLoop(SyncInput input, Class<? extends SyncActivities> activities) {
    this.key = input.key();
    this.activities = activities;
    this.course = new Course(input);
    this.mailbox = course.mailbox();
    this.display =
        new Display(input.waiting().isEmpty() ? Phase.SYNCING : Display.phaseOf(input.waiting()));
  }

  /** Runs until both sides agree; parks and long runs continue as new. */
  protected final void untilSettled() {
    if (!course.waiting().isEmpty()) {
      display.waiting(course.waiting());
      Workflow.await(() -> !mailbox.isEmpty()); // for weeks if need be: this is the whole history
    }
    while (!isOver(lookAndApply())) {
      continueAsNewIfLong();
    }
    if (!course.waiting().isEmpty()) {
      Workflow.continueAsNew(new SyncInput(key, course.waiting(), List.of(), List.of(), 0));
    }
  }

  private Round lookAndApply() {
    Round round = look();
    writes += round.written();
    return round;
  }

  private boolean isOver(Round round) {
    return switch (course.end(round)) {
      case LOOK -> false;
      case SLEEP -> {
        sleep(round);
        yield false;
      }
      case LOOK_LATER -> {
        lookLater(round);
        yield false;
      }
      case SETTLE -> isSettled();
    };
  }

  private Round look() {
    display.looking();
    looks++;
    Mailbox.Batch news = course.take();
    Optional<Plan> brief = course.mayBeBrief() ? briefLook(news) : Optional.empty();
    return brief.isPresent() ? apply(brief.get()) : ordinaryLook(course.takeAgain());
  }

  /**
   * The cheap way: three state transitions of the engine in place of seven. One that was promised a
   * turn is an answer too: the flow waits for it.
   */
  private Optional<Plan> briefLook(Mailbox.Batch news) {
    try {
      Plan plan =
          Workflow.newLocalActivityStub(activities, Calls.brief("look")).look(request(news, true));
      boolean noTurn = plan.verdict() == Plan.Verdict.NOT_NOW;
      boolean promised = noTurn && !plan.again().isZero() && ShortWaits.areTheFlows();
      return noTurn && !promised ? Optional.empty() : Optional.of(plan);
    } catch (ActivityFailure failure) {
      Calls.passCancellationOn(failure);
      return Optional.empty(); // the ordinary look that follows shows why
    }
  }

  private Round ordinaryLook(Mailbox.Batch news) {
    var calls = Workflow.newActivityStub(activities, Calls.look(course.lane(), key.connection()));
    Optional<Plan> plan;
    try {
      plan =
          Overtaking.look(
              course::isOvertaken, () -> Async.function(calls::look, request(news, false)));
    } catch (ActivityFailure failure) {
      return failed(failure, Round.withoutLook());
    }
    return plan.map(this::apply).orElseGet(() -> Round.withoutLook().addOvertaken());
  }

  private static Round failed(ActivityFailure failure, Round round) {
    Calls.passCancellationOn(failure);
    return Calls.hadNoTurn(failure) ? round.addNoTurn() : round.addFailure(Calls.reason(failure));
  }

  private LookRequest request(Mailbox.Batch news, boolean brief) {
    return new LookRequest(key, news.hints(), news.decisions(), course.lane(), brief);
  }

  private Round apply(Plan plan) {
    lastPlan = plan.summary();
    Round round = Round.of(plan);
    int left = plan.ops().size();
    for (Op op : plan.ops()) {
      left--;
      if (course.isOvertaken() && Overtaking.isAllowed()) {
        round.addOvertaken();
        break;
      }
      apply(op, plan, left == 0 && !plan.more(), round);
      if (round.isBrokenOff()) {
        break;
      }
    }
    return round;
  }

  // A refused or failed write does not hold the others up: they are about other fields.
  private void apply(Op op, Plan plan, boolean end, Round round) {
    String summary = summary(op);
    display.writing(summary);
    Lane lane = course.lane();
    String connection = key.connection();
    var calls =
        Workflow.newActivityStub(
            activities,
            op.copiesFiles()
                ? Calls.file(lane, connection, summary)
                : Calls.write(lane, connection, summary));
    boolean last = end && round.isClean();
    var request =
        new ApplyRequest(key, op, plan.lookedAt(), lane, end, last, course.failuresInARow());
    try {
      round.add(op, calls.apply(request));
    } catch (ActivityFailure failure) {
      failed(failure, round);
    }
  }

  private static String summary(Op op) {
    String unnamed =
        op.writes().stream()
            .map(FieldWrite::field)
            .filter(field -> !op.summary().contains(field))
            .collect(Collectors.joining(", "));
    return unnamed.isEmpty() ? op.summary() : op.summary() + ": " + unnamed;
  }

  private void sleep(Round round) {
    if (round.isFailure() || round.isWasted()) {
      failures++;
    }
    Duration sleep = course.sleep(round);
    if (ShortWaits.isOne(round, sleep) && ShortWaits.areTheFlows()) {
      display.waitingItsTurn(sleep);
    } else {
      display.retrying(round.why(), sleep);
    }
    Waits.atMost(sleep, "sleep before the next look", mailbox::isFresh);
  }

  private void lookLater(Round round) {
    display.lookingLater(round.again());
    Waits.atMost(round.again(), "let a read settle", mailbox::isFresh);
  }

  /**
   * Whether nobody has anything new to say. A signal that arrives in the very task that completes
   * the run makes the server refuse that task; it is run again, and the signal is met here.
   */
  private boolean isSettled() {
    if (course.waiting().isEmpty()) {
      display.settled(lastPlan);
    } else {
      display.waiting(course.waiting());
    }
    do {
      if (!mailbox.isEmpty() && mailboxSaysMoreThanTheBase()) {
        return false;
      }
      Workflow.await(() -> !mailbox.isEmpty() || Workflow.isEveryHandlerFinished());
    } while (!mailbox.isEmpty());
    return true;
  }

  /** Drops hints that say nothing beyond the base, without a call to any provider. */
  private boolean mailboxSaysMoreThanTheBase() {
    Mailbox.Batch news = mailbox.take();
    boolean more = news.needsALook() || news(news.hints());
    if (more) {
      mailbox.putBack(news);
    }
    return more;
  }

  private boolean news(List<Hint> hints) {
    try {
      return Workflow.newLocalActivityStub(activities, Calls.ledger("anything new?"))
          .news(key, hints);
    } catch (ActivityFailure failure) {
      Calls.passCancellationOn(failure);
      return true; // in doubt, look
    }
  }

  private void continueAsNewIfLong() {
    if (!Workflow.getInfo().isContinueAsNewSuggested()) {
      return;
    }
    // An update is answered in the run that accepted it, so one that waits for a look gets it here.
    Workflow.await(() -> Workflow.isEveryHandlerFinished() || !mailbox.isEmpty());
    if (Workflow.isEveryHandlerFinished()) {
      Workflow.continueAsNew(course.carriedOn(key));
    }
  }

  @Override
  public void changed(Hint hint) {
    // Sent by hand it may lack its argument; it still means "look again".
    mailbox.add(hint == null ? Hint.from(Hint.Source.PERSON) : hint);
  }

  @Override
  public void retry() {
    mailbox.add(Decision.retry());
  }

  @Override
  public void skip(String opId) {
    mailbox.add(Decision.skip(opId));
  }

  @Override
  public void edit(String opId, String editId) {
    mailbox.add(Decision.edit(opId, editId));
  }

  @Override
  public void resolve(String field, Side side) {
    mailbox.add(Decision.resolve(field, side));
  }

  @Override
  public SyncStatus syncNow() {
    int mine = mailbox.add(Hint.from(Hint.Source.PERSON));
    Workflow.await(
        () -> course.answered() >= mine); // a look in progress may have read before this came
    return status();
  }

  @Override
  public SyncStatus status() {
    return new SyncStatus(display.phase(), lastPlan, course.waiting(), looks, writes, failures);
  }
}

package io.lockstep.workflows.queue;

import io.lockstep.core.Lane;
import io.lockstep.workflows.Calls;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.List;

/**
 * Serves both lanes side by side, so that a live change never stands behind a backfill: an activity
 * waits for room and starts the runs, the workflow remembers who waits.
 */
public final class ConnectionQueueWorkflowImpl implements ConnectionQueueWorkflow {

  /** Enough that the engine's share is small, and few enough to start again after a crash. */
  private static final int AT_ONCE = 20;

  private final String connection;
  private final WaitingLine line;

  private int letIn;
  private int inHand;
  private boolean closing;

  @WorkflowInit // runs before any signal, so none is lost
  public ConnectionQueueWorkflowImpl(QueueInput input) {
    connection = input.connection();
    line = new WaitingLine(input.waiting(), input.overflowed());
  }

  @Override
  public void run(QueueInput input) {
    Promise<Void> live = Async.procedure(this::serve, Lane.LIVE);
    Promise<Void> bulk = Async.procedure(this::serve, Lane.BULK);
    Workflow.await(() -> isIdle() || Workflow.getInfo().isContinueAsNewSuggested());
    closing = true;
    Promise.allOf(live, bulk).get();
    boolean full = line.takeOverflow();
    if (line.isEmpty() && full) {
      full = !passesStarted();
    }
    if (!line.isEmpty() || full) { // who came while the passes were started waits too
      boolean again = full || line.takeOverflow();
      Workflow.continueAsNew(new QueueInput(connection, line.carriedOn(), again));
    }
  }

  private boolean passesStarted() {
    try {
      calls(Lane.BULK, "start the passes").lookAtAll(connection);
      return true;
    } catch (ActivityFailure failure) {
      Calls.passCancellationOn(failure);
      return false;
    }
  }

  private void serve(Lane lane) {
    while (true) {
      Workflow.await(() -> closing || line.size(lane) > 0);
      if (closing) {
        return;
      }
      letIn(lane);
    }
  }

  private void letIn(Lane lane) {
    List<Queued> next = line.take(lane, AT_ONCE);
    inHand += next.size();
    display();
    try {
      int started = calls(lane, summary(next)).letIn(connection, lane, next, line.size(lane) > 0);
      line.putBack(lane, next.subList(started, next.size()));
      letIn += started;
    } catch (ActivityFailure failure) {
      Calls.passCancellationOn(failure);
      next.forEach(line::add); // behind the others: whatever is wrong with these must not stop them
    }
    inHand -= next.size();
  }

  private static String summary(List<Queued> next) {
    return "let in " + next.size();
  }

  private QueueActivities calls(Lane lane, String summary) {
    return Workflow.newActivityStub(QueueActivities.class, Calls.queue(lane, connection, summary));
  }

  private boolean isIdle() {
    return line.isEmpty() && inHand == 0;
  }

  private void display() {
    Workflow.setCurrentDetails(
        "%d contacts wait because of live changes, %d because of a pass; %d are being let in."
            .formatted(line.size(Lane.LIVE), line.size(Lane.BULK), inHand));
  }

  @Override
  public void admit(List<Queued> newcomers) {
    newcomers.forEach(line::add);
  }

  @Override
  public QueueStatus status() {
    return new QueueStatus(line.size(Lane.LIVE), line.size(Lane.BULK), letIn, line.overflowed());
  }
}

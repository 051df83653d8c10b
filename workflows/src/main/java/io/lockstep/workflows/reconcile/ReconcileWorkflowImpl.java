package io.lockstep.workflows.reconcile;

import io.lockstep.workflows.Calls;
import io.lockstep.workflows.Patience;
import io.lockstep.workflows.reconcile.ReconcileActivities.Page;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pages to the end. A page is small enough to be repeated whole, so it needs no heartbeat. A page
 * that cannot be read for hours, or is refused, ends the pass with what it has: while one runs its
 * Schedule starts no other.
 */
public final class ReconcileWorkflowImpl implements ReconcileWorkflow {

  /** In a row; their sleeps alone take two hours. */
  private static final int MOST_FAILURES = 12;

  private @Nullable String cursor;
  private ReconcileReport sofar;
  private boolean again;

  @WorkflowInit // runs before any query or signal, so no report is null
  public ReconcileWorkflowImpl(ReconcileInput input) {
    cursor = input.cursor();
    sofar = input.sofar() == null ? ReconcileReport.none() : input.sofar();
    again = input.again() != null && input.again();
  }

  @Override
  public ReconcileReport run(ReconcileInput input) {
    passOver(input);
    if (again) {
      Workflow.continueAsNew(ReconcileInput.full(input.connection(), input.what()));
    }
    return sofar;
  }

  private void passOver(ReconcileInput input) {
    do {
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(
            new ReconcileInput(input.connection(), input.what(), cursor, sofar, again));
      }
      Workflow.setCurrentDetails(
          "%d records read, %d handed to a flow.".formatted(sofar.read(), sofar.hinted()));
      Optional<Page> page = page(input);
      if (page.isEmpty()) {
        return; // the details say that this is not all
      }
      sofar = sofar.plus(page.get().found());
      cursor = page.get().next();
      pace(page.get().pause());
    } while (cursor != null);
  }

  private void pace(@Nullable Duration pause) {
    if (cursor != null && pause != null && !pause.isZero()) {
      Workflow.sleep(pause);
    }
  }

  /** Empty when the pass has to end here. */
  private Optional<Page> page(ReconcileInput input) {
    var calls =
        Workflow.newActivityStub(
            ReconcileActivities.class,
            Calls.page(input.connection(), "one page of " + input.what()));
    int failures = 0;
    while (true) {
      try {
        return Optional.of(calls.page(input.connection(), input.what(), cursor));
      } catch (ActivityFailure failure) {
        Calls.passCancellationOn(failure);
        failures += Calls.hadNoTurn(failure) ? 0 : 1;
        if (Calls.isFinal(failure) || failures == MOST_FAILURES) {
          Workflow.setCurrentDetails(notFinished(Calls.reason(failure)));
          return Optional.empty();
        }
        Workflow.setCurrentDetails(
            "A page could not be read; goes on from there after a pause. " + Calls.reason(failure));
        Workflow.sleep(Patience.after(Math.max(1, failures)));
      }
    }
  }

  private String notFinished(String reason) {
    return "Not finished: %d records read, %d handed to a flow, then a page could not be read: %s."
        .formatted(sofar.read(), sofar.hinted(), reason);
  }

  @Override
  public void again() {
    again = true;
  }

  @Override
  public ReconcileReport report() {
    return sofar;
  }
}

package io.lockstep.workflows.reconcile;

import io.lockstep.core.Lane;
import io.lockstep.workflows.Calls;
import io.lockstep.workflows.Patience;
import io.lockstep.workflows.reconcile.ReconcileActivities.Page;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages to the end. A page is small enough to be repeated whole, so it needs no heartbeat. */
public final class ReconcileWorkflowImpl implements ReconcileWorkflow {

  private @Nullable String cursor;
  private ReconcileReport sofar;

  @WorkflowInit // runs before any query, so no report is null
  public ReconcileWorkflowImpl(ReconcileInput input) {
    cursor = input.cursor();
    sofar = input.sofar() == null ? ReconcileReport.none() : input.sofar();
  }

  @Override
  public ReconcileReport run(ReconcileInput input) {
    do {
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(new ReconcileInput(input.connection(), input.what(), cursor, sofar));
      }
      Workflow.setCurrentDetails(
          "%d records read, %d handed to a flow.".formatted(sofar.read(), sofar.hinted()));
      Page page = page(input);
      sofar = sofar.plus(page.found());
      cursor = page.next();
      pace(page.pause());
    } while (cursor != null);
    return sofar;
  }

  private void pace(@Nullable Duration pause) {
    if (cursor != null && pause != null && !pause.isZero()) {
      Workflow.sleep(pause);
    }
  }

  private Page page(ReconcileInput input) {
    var calls =
        Workflow.newActivityStub(
            ReconcileActivities.class,
            Calls.ordinary(Lane.BULK, input.connection(), "one page of " + input.what()));
    for (int failures = 1; ; failures++) {
      Optional<Page> page = tryPage(calls, input);
      if (page.isPresent()) {
        return page.get();
      }
      Workflow.setCurrentDetails("A page could not be read; goes on from there after a pause.");
      Workflow.sleep(Patience.after(failures));
    }
  }

  private Optional<Page> tryPage(ReconcileActivities calls, ReconcileInput input) {
    try {
      return Optional.of(calls.page(input.connection(), input.what(), cursor));
    } catch (ActivityFailure failure) {
      Calls.passCancellationOn(failure);
      return Optional.empty();
    }
  }

  @Override
  public ReconcileReport report() {
    return sofar;
  }
}

package io.lockstep.workflows.reconcile;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One bounded pass: page both sides, hint what differs, answer a report. */
@WorkflowInterface
public interface ReconcileWorkflow {

  /** Runs one pass. */
  @WorkflowMethod
  ReconcileReport run(ReconcileInput input);

  /** There is news that it may have gone by: once it is over, another one follows. */
  @SignalMethod
  void again();

  /** The report so far. */
  @QueryMethod
  ReconcileReport report();
}

package io.lockstep.workflows.notes;

import io.lockstep.workflows.sync.SyncInput;
import io.lockstep.workflows.sync.SyncLoop;
import io.temporal.workflow.WorkflowInit;

/** The shared loop, with what the notes of a contact ask of the world. */
public final class NoteBridgeWorkflowImpl extends SyncLoop implements NoteBridgeWorkflow {

  @WorkflowInit // runs before any signal, so no handler meets an empty object
  public NoteBridgeWorkflowImpl(SyncInput input) {
    super(input, NoteBridgeActivities.class);
  }

  @Override
  public void run(SyncInput input) {
    untilSettled();
  }
}

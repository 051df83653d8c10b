package io.lockstep.workflows.contacts;

import io.lockstep.workflows.sync.SyncInput;
import io.lockstep.workflows.sync.SyncLoop;
import io.temporal.workflow.WorkflowInit;

/** The shared loop, with what a contact asks of the world. */
public final class ContactUpsertWorkflowImpl extends SyncLoop implements ContactUpsertWorkflow {

  @WorkflowInit // runs before any signal, so no handler meets an empty object
  public ContactUpsertWorkflowImpl(SyncInput input) {
    super(input, ContactUpsertActivities.class);
  }

  @Override
  public void run(SyncInput input) {
    untilSettled();
  }
}

package io.lockstep.workflows.tasks;

import io.lockstep.workflows.sync.SyncInput;
import io.lockstep.workflows.sync.SyncLoop;
import io.temporal.workflow.WorkflowInit;

/** The shared loop, with what the tasks of a contact ask of the world. */
public final class TaskLifecycleWorkflowImpl extends SyncLoop implements TaskLifecycleWorkflow {

  @WorkflowInit // runs before any signal, so no handler meets an empty object
  public TaskLifecycleWorkflowImpl(SyncInput input) {
    super(input, TaskLifecycleActivities.class);
  }

  @Override
  public void run(SyncInput input) {
    untilSettled();
  }
}

package io.lockstep.workflows.tasks;

import io.lockstep.workflows.sync.SyncFlow;
import io.lockstep.workflows.sync.SyncInput;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Keeps the tasks of one linked contact in step: create, edit, due date, complete, re-open, delete.
 * It links nobody: for an unlinked contact it hints the contact's own flow and ends. Id {@code
 * task-lifecycle/<connection>/<contactId>}.
 */
@WorkflowInterface
public interface TaskLifecycleWorkflow extends SyncFlow {

  /** Runs until both sides agree or something waits for a person. */
  @WorkflowMethod
  void run(SyncInput input);
}

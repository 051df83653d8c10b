package io.lockstep.workflows.notes;

import io.lockstep.workflows.sync.SyncFlow;
import io.lockstep.workflows.sync.SyncInput;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Keeps the notes of one linked contact in step: create, edit, delete. It links nobody: for an
 * unlinked contact it hints the contact's own flow and ends. Id {@code
 * note-bridge/<connection>/<contactId>}.
 */
@WorkflowInterface
public interface NoteBridgeWorkflow extends SyncFlow {

  /** Runs until both sides agree or something waits for a person. */
  @WorkflowMethod
  void run(SyncInput input);
}

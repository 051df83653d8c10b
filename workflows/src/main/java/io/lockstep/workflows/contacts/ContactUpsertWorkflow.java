package io.lockstep.workflows.contacts;

import io.lockstep.workflows.sync.SyncFlow;
import io.lockstep.workflows.sync.SyncInput;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Keeps one contact and its profile in step, and is the only flow that links them. Id {@code
 * contact-upsert/<connection>/<contactId>}, or {@code .../bhn:<profileId>} for a profile that has
 * no contact yet.
 */
@WorkflowInterface
public interface ContactUpsertWorkflow extends SyncFlow {

  /** Runs until both sides agree or something waits for a person. */
  @WorkflowMethod
  void run(SyncInput input);
}

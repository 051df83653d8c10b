package io.lockstep.workflows.connection;

import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Answers what only a worker can find out, as it alone calls providers. A question is an update
 * that starts the run where none is open; once nothing is left to answer the run ends. What it
 * finds stands in the answer, and what lasts in the ledger. Id {@code connection/<connection>}.
 */
@WorkflowInterface
public interface ConnectionWorkflow {

  /** Runs until every question that was put is answered. */
  @WorkflowMethod
  void run(ConnectionInput input);

  /** What both sides of a pair show now. */
  @UpdateMethod(description = "What both sides of a pair show now")
  LiveValues values(ValuesRequest request);

  /** Takes the code a person brought from HighLevel. */
  @UpdateMethod(description = "Take the code a person brought from HighLevel")
  ConnectReport connect(ConnectRequest request);

  /** What is wrong with the connection, or will be. */
  @UpdateMethod(description = "What is wrong with the connection, or will be")
  DoctorReport doctor();

  /** Defines what custom fields the mapping needs and the location lacks. */
  @UpdateMethod(description = "Define the custom fields that are missing")
  DoctorReport defineCustomFields();
}

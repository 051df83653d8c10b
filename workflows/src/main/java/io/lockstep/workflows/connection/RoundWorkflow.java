package io.lockstep.workflows.connection;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Sends one marked, invented person round: made at HighLevel, seen at BHN Rewards, removed on both
 * sides. What an earlier round left behind is removed first. Id {@code doctor/<connection>}.
 */
@WorkflowInterface
public interface RoundWorkflow {

  /** Answers how long it took and what failed, once nothing is left. */
  @WorkflowMethod
  DoctorReport run(ConnectionInput input);
}

package io.lockstep.bench;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** What the engine costs by itself: one local and one ordinary activity, neither does anything. */
@WorkflowInterface
public interface BareWorkflow {

  @WorkflowMethod
  void run(int number);

  /** Takes part in signalWithStart and means nothing. */
  @SignalMethod
  void changed();
}

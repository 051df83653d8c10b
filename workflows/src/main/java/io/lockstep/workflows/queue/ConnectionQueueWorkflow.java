package io.lockstep.workflows.queue;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Admission under a flood: lets the changes of one connection in as its runs settle, live ones
 * first, the rest in the order they came. It runs only while something waits. One contact waits
 * once, however often it is hinted.
 */
@WorkflowInterface
public interface ConnectionQueueWorkflow {

  /** Runs until nobody waits. */
  @WorkflowMethod
  void run(QueueInput input);

  /** More that find no room. */
  @SignalMethod
  void admit(List<Queued> newcomers);

  /** How long it is. */
  @QueryMethod
  QueueStatus status();
}

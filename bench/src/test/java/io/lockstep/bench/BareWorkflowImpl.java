package io.lockstep.bench;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** One local, one ordinary activity. */
public final class BareWorkflowImpl implements BareWorkflow {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final BareActivities local =
      Workflow.newLocalActivityStub(
          BareActivities.class,
          LocalActivityOptions.newBuilder().setScheduleToCloseTimeout(LIMIT).build());
  private final BareActivities ordinary =
      Workflow.newActivityStub(
          BareActivities.class, ActivityOptions.newBuilder().setStartToCloseTimeout(LIMIT).build());

  @Override
  public void run(int number) {
    local.local();
    ordinary.ordinary(number);
  }

  @Override
  public void changed() {}
}

package io.lockstep.activities.sync;

import io.lockstep.activities.NotNowException;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.LookRequest;
import io.lockstep.workflows.sync.SyncActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;

/** Look and apply as activities; decides who sits out a wait, and nothing else. */
public abstract class FlowActivities implements SyncActivities {

  private final Ports ports;

  protected FlowActivities(Ports ports) {
    this.ports = ports;
  }

  /** Looks. */
  protected abstract Plan look(LookRequest request, Attempt attempt);

  /** Applies. */
  protected abstract Outcome apply(ApplyRequest request, Attempt attempt);

  @Override
  public final Plan look(LookRequest request) {
    try {
      return look(request, attempt());
    } catch (NotNowException notNow) {
      if (!request.brief() && NotNow.isShort(notNow)) {
        throw NotNow.comeBack(notNow);
      }
      return NotNow.plan(notNow, ports.clock().instant());
    }
  }

  @Override
  public final Outcome apply(ApplyRequest request) {
    try {
      return apply(request, attempt());
    } catch (NotNowException notNow) {
      if (NotNow.isShort(notNow)) {
        throw NotNow.comeBack(notNow);
      }
      return Outcome.later(notNow.in(), NotNow.REASON);
    }
  }

  private static Attempt attempt() {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    return new Attempt(info.getAttempt(), info.getWorkflowId() + "/" + info.getWorkflowRunId());
  }
}

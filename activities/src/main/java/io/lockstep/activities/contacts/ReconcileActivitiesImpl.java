package io.lockstep.activities.contacts;

import io.lockstep.activities.NotNowException;
import io.lockstep.workflows.reconcile.ReconcileActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import org.jspecify.annotations.Nullable;

/** The pass over both sides as an activity; it waits for its turns, however long. */
public final class ReconcileActivitiesImpl implements ReconcileActivities {

  private final ContactReconcile reconcile;

  public ReconcileActivitiesImpl(ContactPorts ports) {
    this.reconcile = new ContactReconcile(ports);
  }

  @Override
  public Page page(String connection, String what, @Nullable String cursor) {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    try {
      return reconcile.page(
          connection,
          what,
          cursor,
          new Attempt(info.getAttempt(), info.getWorkflowId() + "/" + info.getWorkflowRunId()));
    } catch (NotNowException notNow) {
      throw NotNow.comeBack(notNow); // a pass has nothing better to do
    }
  }
}

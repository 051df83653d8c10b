package io.lockstep.activities.reconcile;

import io.lockstep.activities.NotNowException;
import io.lockstep.activities.contacts.ContactReconcile;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.NotNow;
import io.lockstep.activities.sync.Ports;
import io.lockstep.workflows.reconcile.ReconcileActivities;
import io.lockstep.workflows.reconcile.ReconcileInput;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import org.jspecify.annotations.Nullable;

/** The passes over both sides as activities; they wait for their turns, however long. */
public final class ReconcileActivitiesImpl implements ReconcileActivities {

  private final ContactReconcile contacts;
  private final ItemReconcile items;
  private final RewardsChanges changes;

  public ReconcileActivitiesImpl(Ports ports) {
    this.contacts = new ContactReconcile(ports);
    this.items = new ItemReconcile(ports);
    this.changes = new RewardsChanges(ports);
  }

  @Override
  public Page page(String connection, String what, @Nullable String cursor) {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    Attempt attempt =
        new Attempt(info.getAttempt(), info.getWorkflowId() + "/" + info.getWorkflowRunId());
    try {
      return switch (what) {
        case ReconcileInput.TASKS, ReconcileInput.VERIFY_TASKS, ReconcileInput.NOTES ->
            items.page(connection, what, cursor, attempt);
        case ReconcileInput.REWARDS_CHANGES -> changes.page(connection, cursor, attempt);
        default -> contacts.page(connection, what, cursor, attempt);
      };
    } catch (NotNowException notNow) {
      throw NotNow.comeBack(notNow); // a pass has nothing better to do
    }
  }
}

package io.lockstep.workflows.connection;

import io.lockstep.workflows.Calls;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowLock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Hands each question to an activity; a question that could not be answered is answered too. */
public final class ConnectionWorkflowImpl implements ConnectionWorkflow {

  /**
   * The engine keeps a question that no worker has taken up in memory alone: the run may begin
   * without it, when nobody waits any more.
   */
  private static final Duration WITHOUT_A_QUESTION = Duration.ofMinutes(1);

  private final String connection;
  private final WorkflowLock defining = Workflow.newWorkflowLock();
  private boolean asked;

  @WorkflowInit // runs before any update, so no handler meets an empty object
  public ConnectionWorkflowImpl(ConnectionInput input) {
    connection = input.connection();
  }

  @Override
  public void run(ConnectionInput input) {
    Workflow.await(WITHOUT_A_QUESTION, () -> asked);
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  @Override
  public LiveValues values(ValuesRequest request) {
    try {
      return calls("the values of " + request.key().contactId()).values(request);
    } catch (ActivityFailure failure) {
      Calls.passCancellationOn(failure);
      return LiveValues.notRead(now(), Calls.reason(failure), Duration.ZERO);
    }
  }

  @Override
  public DoctorReport doctor() {
    try {
      return calls("the doctor").doctor(connection);
    } catch (ActivityFailure failure) {
      Calls.passCancellationOn(failure);
      return new DoctorReport(
          List.of(
              Finding.error(
                  "worker",
                  "The worker could not look: " + Calls.reason(failure) + ".",
                  "Look at the worker's /actuator/health and log, then ask again.")));
    }
  }

  /** One at a time: a second one looks at what the first has made. */
  @Override
  public DoctorReport defineCustomFields() {
    asked = true;
    defining.lock();
    try {
      return calls("the custom fields").defineCustomFields(connection);
    } catch (ActivityFailure failure) {
      Calls.passCancellationOn(failure);
      return new DoctorReport(
          List.of(
              Finding.error(
                  "highlevel.custom-fields",
                  "Not all of them are known to be defined: " + Calls.reason(failure) + ".",
                  "Ask again: what was defined is found, and not made twice.")));
    } finally {
      defining.unlock();
    }
  }

  @Override
  public ConnectReport connect(ConnectRequest request) {
    try {
      return calls("the code of HighLevel").connect(connection, request);
    } catch (ActivityFailure failure) {
      Calls.passCancellationOn(failure);
      return new ConnectReport(
          false, "The worker could not exchange the code: " + Calls.reason(failure) + ".");
    }
  }

  private ConnectionActivities calls(String summary) {
    asked = true;
    return Workflow.newActivityStub(
        ConnectionActivities.class, Calls.question(connection, summary));
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}

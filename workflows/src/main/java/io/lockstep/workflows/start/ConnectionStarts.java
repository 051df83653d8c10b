package io.lockstep.workflows.start;

import io.lockstep.core.Lane;
import io.lockstep.workflows.Calls;
import io.lockstep.workflows.LockstepAttributes;
import io.lockstep.workflows.Queues;
import io.lockstep.workflows.connection.ConnectReport;
import io.lockstep.workflows.connection.ConnectRequest;
import io.lockstep.workflows.connection.ConnectionInput;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.ValuesRequest;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;

/**
 * Puts questions to connections; each joins the run that is answering others, or starts one. Client
 * code, as {@link WorkflowStarts}. A method returns once a worker has taken the question up, so
 * wait for that as for the answer with a bound.
 */
public final class ConnectionStarts {

  private final WorkflowClient client;

  public ConnectionStarts(WorkflowClient client) {
    this.client = client;
  }

  /**
   * What do both sides of that pair show now?
   *
   * @param updateId the same id asks the same question, however often it is sent
   */
  public WorkflowUpdateHandle<LiveValues> values(ValuesRequest request, String updateId) {
    return ask("values", LiveValues.class, request.key().connection(), updateId, request);
  }

  /**
   * What is wrong with that connection?
   *
   * @param updateId likewise
   */
  public WorkflowUpdateHandle<DoctorReport> doctor(String connection, String updateId) {
    return ask("doctor", DoctorReport.class, connection, updateId);
  }

  /**
   * Lets what custom fields that connection lacks be defined.
   *
   * @param updateId likewise
   */
  public WorkflowUpdateHandle<DoctorReport> defineCustomFields(String connection, String updateId) {
    return ask("defineCustomFields", DoctorReport.class, connection, updateId);
  }

  /**
   * Takes the code a person brought from HighLevel.
   *
   * @param updateId likewise
   */
  public WorkflowUpdateHandle<ConnectReport> connect(
      String connection, ConnectRequest request, String updateId) {
    return ask("connect", ConnectReport.class, connection, updateId, request);
  }

  /** Sends the marked person round that connection, or joins the round that goes on. */
  public WorkflowExecution sendPerson(String connection) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder(options(connection))
            .setWorkflowId(roundId(connection))
            .setStaticSummary("a marked person sent round " + connection)
            .build();
    return client
        .newUntypedWorkflowStub("RoundWorkflow", options)
        .start(new ConnectionInput(connection));
  }

  /** The newest round of that connection, to wait for its end. */
  public WorkflowStub round(String connection) {
    return client.newUntypedWorkflowStub(roundId(connection));
  }

  /** The id of a connection's rounds. */
  public static String roundId(String connection) {
    return "doctor/" + connection;
  }

  /** The id of a connection's run. */
  public static String id(String connection) {
    return "connection/" + connection;
  }

  private <T> WorkflowUpdateHandle<T> ask(
      String question, Class<T> answer, String connection, String updateId, Object... arguments) {
    UpdateOptions<T> update =
        UpdateOptions.newBuilder(answer)
            .setUpdateName(question)
            .setUpdateId(updateId)
            .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
            .build();
    return client
        .newUntypedWorkflowStub("ConnectionWorkflow", options(connection))
        .startUpdateWithStart(update, arguments, new Object[] {new ConnectionInput(connection)});
  }

  private static WorkflowOptions options(String connection) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id(connection))
        .setTaskQueue(Queues.WORKFLOWS)
        .setPriority(Calls.priority(Lane.LIVE, connection))
        .setTypedSearchAttributes(LockstepAttributes.ofConnection(connection))
        .setStaticSummary("questions to " + connection)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .build();
  }
}

package io.lockstep.workflows.start;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.workflows.Calls;
import io.lockstep.workflows.LockstepAttributes;
import io.lockstep.workflows.Queues;
import io.lockstep.workflows.queue.QueueInput;
import io.lockstep.workflows.queue.Queued;
import io.lockstep.workflows.reconcile.ReconcileInput;
import io.lockstep.workflows.reconcile.ReconcileReport;
import io.lockstep.workflows.sync.SyncInput;
import io.lockstep.workflows.sync.SyncStatus;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.List;

/**
 * Starts and signals runs: ids, queue, priority, search attributes and summary in one place. Client
 * code, for the door, the operator API and activities that hint; never for a workflow.
 *
 * <p>Signals always go by signalWithStart: a run that ended a moment ago is started again. A call
 * that returns was recorded by the server; any exception means it may not have been.
 */
public final class WorkflowStarts {

  /** Events of a pass that may have asked for a page: begun, and its first task ended. */
  private static final long FIRST_PAGE = 4;

  private final WorkflowClient client;

  public WorkflowStarts(WorkflowClient client) {
    this.client = client;
  }

  /** Look at this contact again. */
  public WorkflowExecution changed(Flow flow, FlowKey key, Hint hint) {
    return signal(flow, key, hint.lane(), "changed", hint);
  }

  /** Look at these contacts again, once there is room in their connection. */
  public WorkflowExecution queue(String connection, List<Queued> newcomers) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(queueId(connection))
            .setTaskQueue(Queues.WORKFLOWS)
            .setPriority(Calls.priority(Lane.LIVE, connection))
            .setTypedSearchAttributes(LockstepAttributes.ofQueue(connection))
            .setStaticSummary("changes of " + connection + " that wait for room")
            .build();
    return client
        .newUntypedWorkflowStub("ConnectionQueueWorkflow", options)
        .signalWithStart(
            "admit", new Object[] {newcomers}, new Object[] {QueueInput.empty(connection)});
  }

  /** The id of the one queue of a connection. */
  public static String queueId(String connection) {
    return "queue/" + connection;
  }

  /** Try again what is parked. */
  public WorkflowExecution retry(Flow flow, FlowKey key) {
    return signal(flow, key, Lane.LIVE, "retry");
  }

  /** Leave that difference. */
  public WorkflowExecution skip(Flow flow, FlowKey key, String opId) {
    return signal(flow, key, Lane.LIVE, "skip", opId);
  }

  /** Write the values sealed under that id to both sides. */
  public WorkflowExecution edit(Flow flow, FlowKey key, String opId, String editId) {
    return signal(flow, key, Lane.LIVE, "edit", opId, editId);
  }

  /** In this field's conflict, that side wins. */
  public WorkflowExecution resolve(Flow flow, FlowKey key, String field, Side side) {
    return signal(flow, key, Lane.LIVE, "resolve", field, side);
  }

  /**
   * Look now. Returns once a worker has accepted it; the answer follows one look and its writes, so
   * wait for it with a bound and answer with {@link #status} when that is over.
   *
   * @param updateId the same id asks the same question, however often it is sent
   */
  public WorkflowUpdateHandle<SyncStatus> syncNow(Flow flow, FlowKey key, String updateId) {
    UpdateOptions<SyncStatus> update =
        UpdateOptions.newBuilder(SyncStatus.class)
            .setUpdateName("syncNow")
            .setUpdateId(updateId)
            .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
            .build();
    WorkflowOptions options =
        WorkflowOptions.newBuilder(options(flow, key, Lane.LIVE))
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .build();
    return client
        .newUntypedWorkflowStub(type(flow), options)
        .startUpdateWithStart(update, new Object[0], new Object[] {SyncInput.first(key)});
  }

  /** Where the newest run of this key stands, ended or not. Needs a worker to answer. */
  public SyncStatus status(Flow flow, FlowKey key) {
    return client.newUntypedWorkflowStub(flow.workflowId(key)).query("status", SyncStatus.class);
  }

  /** Starts a full pass, or joins the one in progress. */
  public WorkflowExecution reconcile(String connection, String what) {
    return pass(
        connection,
        what,
        Duration.ZERO,
        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING);
  }

  /**
   * Starts a full pass for news, after a while where no list shows it yet. It joins one that has
   * not begun; after one in progress, which may have gone by the news, another one follows.
   */
  public WorkflowExecution reconcile(String connection, String what, Duration in) {
    try {
      return pass(connection, what, in, WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL);
    } catch (WorkflowExecutionAlreadyStarted open) {
      return joined(connection, what, open.getExecution());
    }
  }

  private WorkflowExecution joined(String connection, String what, WorkflowExecution open) {
    WorkflowStub pass = reconcileStub(connection, what);
    try {
      // A signal to one that has not begun would begin it at once, before lists show the news.
      if (pass.describe().getHistoryLength() >= FIRST_PAGE) {
        pass.signal("again");
      }
      return open;
    } catch (WorkflowNotFoundException over) {
      return reconcile(connection, what);
    }
  }

  /**
   * Starts a full pass from the beginning, and ends the one in progress: it has gone by what may
   * have changed since.
   */
  public WorkflowExecution reconcileAnew(String connection, String what) {
    return pass(
        connection,
        what,
        Duration.ZERO,
        WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING);
  }

  private WorkflowExecution pass(
      String connection, String what, Duration in, WorkflowIdConflictPolicy whereOneIsOpen) {
    WorkflowOptions options =
        passOptions(reconcileId(connection, what), connection, what)
            .setStartDelay(in.isZero() ? null : in)
            .setWorkflowIdConflictPolicy(whereOneIsOpen)
            .build();
    return client
        .newUntypedWorkflowStub("ReconcileWorkflow", options)
        .start(ReconcileInput.full(connection, what));
  }

  /** The report so far of the newest pass. Needs a worker to answer. */
  public ReconcileReport report(String connection, String what) {
    return reconcileStub(connection, what).query("report", ReconcileReport.class);
  }

  /** The newest pass, to wait for its end. */
  public WorkflowStub reconcileStub(String connection, String what) {
    return client.newUntypedWorkflowStub(reconcileId(connection, what));
  }

  /** The id of the one pass over this connection's {@code what}. */
  public static String reconcileId(String connection, String what) {
    return "reconcile/" + connection + "/" + what;
  }

  /** What a run of this flow starts with. */
  public static WorkflowOptions options(Flow flow, FlowKey key, Lane lane) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(flow.workflowId(key))
        .setTaskQueue(Queues.WORKFLOWS)
        .setPriority(Calls.priority(lane, key.connection()))
        .setTypedSearchAttributes(LockstepAttributes.atStart(flow, key))
        .setStaticSummary(flow.prefix() + " of " + key.contactId() + " in " + key.connection())
        .build();
  }

  /** The id of a scheduled pass; the engine appends the time. */
  public static String sweepId(String connection, String what) {
    return "sweep/" + connection + "/" + what;
  }

  /** What a scheduled pass starts with. A Schedule has its own rule against two at once. */
  public static WorkflowOptions sweepOptions(String connection, String what) {
    return passOptions(sweepId(connection, what), connection, what).build();
  }

  private static WorkflowOptions.Builder passOptions(String id, String connection, String what) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(id)
        .setTaskQueue(Queues.WORKFLOWS)
        .setPriority(Calls.priority(Lane.BULK, connection))
        .setTypedSearchAttributes(LockstepAttributes.ofPass(connection))
        .setStaticSummary("one pass over the " + what + " of " + connection)
        // Never a summary alone: SDK 1.38.0 cannot read such a Schedule back to update it.
        .setStaticDetails("Reads both sides, page by page, and hints whatever differs.");
  }

  private WorkflowExecution signal(
      Flow flow, FlowKey key, Lane lane, String signal, Object... arguments) {
    return client
        .newUntypedWorkflowStub(type(flow), options(flow, key, lane))
        .signalWithStart(signal, arguments, new Object[] {SyncInput.first(key)});
  }

  private static String type(Flow flow) {
    return switch (flow) {
      case CONTACT_UPSERT -> "ContactUpsertWorkflow";
      case TASK_LIFECYCLE -> "TaskLifecycleWorkflow";
      case NOTE_BRIDGE -> "NoteBridgeWorkflow";
    };
  }
}

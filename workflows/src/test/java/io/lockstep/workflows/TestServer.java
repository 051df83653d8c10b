package io.lockstep.workflows;

import static org.awaitility.Awaitility.await;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.util.SecretBytes;
import io.lockstep.engine.EmbeddedServer;
import io.lockstep.engine.FailureInterceptor;
import io.lockstep.engine.LockstepDataConverter;
import io.lockstep.workflows.connection.ConnectionWorkflowImpl;
import io.lockstep.workflows.connection.RoundWorkflowImpl;
import io.lockstep.workflows.contacts.ContactUpsertWorkflowImpl;
import io.lockstep.workflows.notes.NoteBridgeWorkflowImpl;
import io.lockstep.workflows.queue.ConnectionQueueWorkflowImpl;
import io.lockstep.workflows.queue.QueueInput;
import io.lockstep.workflows.reconcile.ReconcileWorkflowImpl;
import io.lockstep.workflows.start.WorkflowStarts;
import io.lockstep.workflows.sync.Phase;
import io.lockstep.workflows.sync.WireDefaults;
import io.lockstep.workflows.tasks.TaskLifecycleWorkflowImpl;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverter;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Temporal's in-memory server with our converter, our three queues and one set of activities. Time
 * is skipped while a test waits for a result, so a sleep of minutes takes none.
 */
public final class TestServer implements AutoCloseable {

  /** The key histories under {@code histories/} are sealed with. It guards nothing. */
  public static final KeysetHandle GOLDEN_KEYS = fixed((byte) 7, 20261124);

  /** A key this server's workers do not have. */
  public static final KeysetHandle OTHER_KEYS = fixed((byte) 8, 20261125);

  private final TestWorkflowEnvironment temporal;
  private final Object[] activities;
  private @Nullable WorkerFactory later;

  private TestServer(Object[] activities) {
    var options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setIdentity("lockstep-test")
                    .setDataConverter(converter(GOLDEN_KEYS))
                    .build())
            .setWorkerFactoryOptions(factoryOptions());
    LockstepAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    this.temporal = TestWorkflowEnvironment.newInstance(options.build());
    this.activities = activities;
  }

  /** A server whose workers run already. */
  public static TestServer running(Object... activities) {
    TestServer server = notYetWorking(activities);
    server.work();
    return server;
  }

  /** A server without workers: what is signalled now is there when they start. */
  public static TestServer notYetWorking(Object... activities) {
    return new TestServer(activities);
  }

  /** Starts the workers. */
  public void work() {
    register(temporal.getWorkerFactory(), WorkerOptions.getDefaultInstance());
    temporal.start();
  }

  /** Starts the workers of these queues alone: what is put into another waits there. */
  public void workOn(String... queues) {
    register(temporal.getWorkerFactory(), WorkerOptions.getDefaultInstance(), List.of(queues));
    temporal.start();
  }

  /**
   * Starts workers that others may follow: they keep no run, as this server would not miss them.
   */
  public void workForNow() {
    register(
        temporal.getWorkerFactory(),
        new EmbeddedServer(true).customize(WorkerOptions.newBuilder()).build());
    temporal.start();
  }

  /** Ends these workers and starts others, with another key. */
  public void workInstead(KeysetHandle keys) {
    temporal.getWorkerFactory().shutdownNow();
    later = WorkerFactory.newInstance(client(converter(keys)), factoryOptions());
    register(later, WorkerOptions.getDefaultInstance());
    later.start();
  }

  private void register(WorkerFactory factory, WorkerOptions options) {
    register(
        factory, options, List.of(Queues.WORKFLOWS, Queues.LIVE, Queues.BULK, Queues.ADMISSION));
  }

  private void register(WorkerFactory factory, WorkerOptions options, List<String> queues) {
    for (String queue : queues) {
      Worker worker = factory.newWorker(queue, options);
      worker.registerActivitiesImplementations(activities);
      if (queue.equals(Queues.WORKFLOWS)) {
        worker.registerWorkflowImplementationTypes(workflows());
      }
    }
  }

  /** The workflows a worker hosts. */
  public static Class<?>[] workflows() {
    return new Class<?>[] {
      ContactUpsertWorkflowImpl.class,
      TaskLifecycleWorkflowImpl.class,
      NoteBridgeWorkflowImpl.class,
      ReconcileWorkflowImpl.class,
      ConnectionWorkflowImpl.class,
      ConnectionQueueWorkflowImpl.class,
      RoundWorkflowImpl.class
    };
  }

  public TestWorkflowEnvironment temporal() {
    return temporal;
  }

  public WorkflowStarts starts() {
    return new WorkflowStarts(temporal.getWorkflowClient());
  }

  /** A client with another converter, such as the CLI's. */
  public WorkflowClient client(DataConverter converter) {
    return WorkflowClient.newInstance(
        temporal.getWorkflowServiceStubs(),
        WorkflowClientOptions.newBuilder()
            .setNamespace(temporal.getNamespace())
            .setDataConverter(converter)
            .build());
  }

  /** Starts a queue that is not empty. */
  public void start(String workflowId, QueueInput input) {
    temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(
            "ConnectionQueueWorkflow",
            WorkflowOptions.newBuilder()
                .setWorkflowId(workflowId)
                .setTaskQueue(Queues.WORKFLOWS)
                .build())
        .start(input);
  }

  /** Waits for the end of a run and all that continue it; time is skipped meanwhile. */
  public void awaitEnd(String workflowId) {
    temporal.getWorkflowClient().newUntypedWorkflowStub(workflowId).getResult(Void.class);
  }

  /** The events of the newest run, or of the one named. */
  public List<HistoryEvent> history(String workflowId, @Nullable String runId) {
    return runId == null
        ? temporal.getWorkflowClient().fetchHistory(workflowId).getEvents()
        : temporal.getWorkflowClient().fetchHistory(workflowId, runId).getEvents();
  }

  /** The id of the newest run. */
  public String newestRun(String workflowId) {
    WorkflowExecution execution = stub(workflowId).describe().getExecution();
    return execution.getRunId();
  }

  public WorkflowStub stub(String workflowId) {
    return temporal.getWorkflowClient().newUntypedWorkflowStub(workflowId);
  }

  /** Whether the newest run has asked for this activity. */
  public boolean hasScheduled(String workflowId, String activity) {
    return history(workflowId, null).stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .anyMatch(activity::equals);
  }

  /** The summaries of the ordinary activities of the newest run. */
  public List<String> summaries(String workflowId) {
    DataConverter converter = converter(GOLDEN_KEYS);
    return history(workflowId, null).stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getUserMetadata().getSummary())
        .map(summary -> converter.fromPayload(summary, String.class, String.class))
        .toList();
  }

  /** What a person reads in the run's current details. */
  public String details(String workflowId) {
    return stub(workflowId)
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  /** What the search attribute says. */
  public @Nullable String phase(String workflowId) {
    return stub(workflowId).describe().getTypedSearchAttributes().get(LockstepAttributes.PHASE);
  }

  /** Waits until the search attribute says so. A query would do, but for the next method's sake. */
  public void awaitPhase(String workflowId, Phase phase) {
    await().until(() -> phase.label().equals(phase(workflowId)));
  }

  /**
   * Waits until a run of start and one wait is in that phase. Asks by no query: where one meets the
   * task that continues as new, this server never answers it.
   */
  public void awaitWaiting(String workflowId, Phase phase) {
    awaitPhase(workflowId, phase);
    await().until(() -> history(workflowId, null).size() == 4);
  }

  public static DataConverter converter(KeysetHandle keys) {
    return LockstepDataConverter.create(keys, WireDefaults.ALL);
  }

  private static WorkerFactoryOptions factoryOptions() {
    return WorkerFactoryOptions.newBuilder()
        .setWorkerInterceptors(new FailureInterceptor(thrown -> Optional.empty()))
        .build();
  }

  @AccessesPartialKey // a test key is fixed, not made
  private static KeysetHandle fixed(byte filler, int id) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, filler);
    try {
      AeadConfig.register();
      AesGcmKey key =
          AesGcmKey.builder()
              .setParameters(PredefinedAeadParameters.AES256_GCM)
              .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
              .setIdRequirement(id)
              .build();
      return KeysetHandle.newBuilder()
          .addEntry(KeysetHandle.importKey(key).withFixedId(id).makePrimary())
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (later != null) {
      later.shutdownNow();
    }
    temporal.close();
  }
}

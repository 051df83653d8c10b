package io.lockstep.quickstart.realengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.engine.LockstepDataConverter;
import io.lockstep.engine.PayloadKeys;
import io.lockstep.engine.SearchAttributeRegistration;
import io.lockstep.engine.TemporalHealthIndicator;
import io.lockstep.workflows.LockstepAttributes;
import io.lockstep.workflows.Queues;
import io.lockstep.workflows.contacts.ContactUpsertActivities;
import io.lockstep.workflows.contacts.ContactUpsertWorkflowImpl;
import io.lockstep.workflows.notes.NoteBridgeActivities;
import io.lockstep.workflows.notes.NoteBridgeWorkflowImpl;
import io.lockstep.workflows.start.WorkflowStarts;
import io.lockstep.workflows.sync.ApplyRequest;
import io.lockstep.workflows.sync.LookRequest;
import io.lockstep.workflows.sync.Phase;
import io.lockstep.workflows.sync.WireDefaults;
import io.lockstep.workflows.tasks.TaskLifecycleActivities;
import io.lockstep.workflows.tasks.TaskLifecycleWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** The flows themselves on the production server; what both providers do is played. */
class FlowsE2E {

  private static final String NAMESPACE = TemporalServer.NAMESPACE;
  private static final String PARKED =
      "LockstepPhase='Parked' AND LockstepConnection='acme' AND ExecutionStatus='Running'";
  private static final FlowKey KEY = new FlowKey("acme", "c1");
  private static final String ID = Flow.CONTACT_UPSERT.workflowId(KEY);

  @Test
  void aParkedRunIsFoundByItsPhaseAndFinishedByTheCommandLine(@TempDir Path folder) {
    Path bin = Path.of(System.getProperty("lockstep.temporal.bin"));
    try (Postgres postgres = Postgres.start(folder, Ports.free());
        TemporalServer server = TemporalServer.start(bin, folder, postgres, Ports.block(12))) {
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(
              WorkflowServiceStubsOptions.newBuilder().setTarget(server.target()).build());
      var registration = new SearchAttributeRegistration(stubs, NAMESPACE);
      registration.ensure(LockstepAttributes.ALL, Duration.ofMinutes(1));
      registration.ensure(LockstepAttributes.ALL, Duration.ofMinutes(1)); // a second worker's
      WorkflowClient client =
          WorkflowClient.newInstance(
              stubs,
              WorkflowClientOptions.newBuilder()
                  .setNamespace(NAMESPACE)
                  .setDataConverter(
                      LockstepDataConverter.create(PayloadKeys.generate(), WireDefaults.ALL))
                  .build());
      var refusing = new AtomicBoolean(true);
      WorkerFactory workers = WorkerFactory.newInstance(client);
      for (String queue : List.of(Queues.WORKFLOWS, Queues.LIVE)) {
        var worker = workers.newWorker(queue);
        worker.registerActivitiesImplementations(new OneWrite(refusing));
        if (queue.equals(Queues.WORKFLOWS)) {
          worker.registerWorkflowImplementationTypes(
              ContactUpsertWorkflowImpl.class,
              TaskLifecycleWorkflowImpl.class,
              NoteBridgeWorkflowImpl.class);
        }
      }
      workers.start();
      try {
        var starts = new WorkflowStarts(client);
        for (Flow flow : Flow.values()) {
          starts.changed(flow, KEY, Hint.from(Hint.Source.WEBHOOK));
        }
        for (Flow flow : Flow.values()) {
          await("the parked run of " + flow)
              .atMost(Duration.ofSeconds(60))
              .until(() -> parked(server, flow).contains(flow.workflowId(KEY)));
        }
        await().until(() -> client.fetchHistory(ID).getEvents().size() == 4);

        refusing.set(false);
        server.cli("workflow", "signal", "-n", NAMESPACE, "-w", ID, "--name", "retry");
        client.newUntypedWorkflowStub(ID).getResult(Void.class);
        assertThat(starts.syncNow(Flow.CONTACT_UPSERT, KEY, "u1").getResult().phase())
            .isEqualTo(Phase.SETTLED);
        var health = new TemporalHealthIndicator(stubs, InstantSource.system());
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
      } finally {
        workers.shutdownNow();
        stubs.shutdownNow();
      }
    }
  }

  private static String parked(TemporalServer server, Flow flow) {
    String query = PARKED + " AND LockstepFlow='" + flow.prefix() + "'";
    return server.cli("workflow", "list", "-n", NAMESPACE, "--query", query);
  }

  /** One write, refused for as long as the flag says so. */
  private record OneWrite(AtomicBoolean refusing)
      implements ContactUpsertActivities, TaskLifecycleActivities, NoteBridgeActivities {

    @Override
    public Plan look(LookRequest request) {
      Op op =
          new Op("op", Op.Kind.UPDATE, Side.REWARDS, "p", null, "c1", List.of(), "update rewards");
      return new Plan(
          Plan.Verdict.PLANNED,
          Instant.now(),
          List.of(op),
          List.of(),
          Duration.ZERO,
          false,
          "One.");
    }

    @Override
    public Outcome apply(ApplyRequest request) {
      var refused = new Waiting("op", "email", Waiting.Kind.PARKED, "Not an address.");
      return refusing.get() ? Outcome.park(List.of(refused), "Not an address.") : Outcome.done();
    }

    @Override
    public boolean news(FlowKey key, List<Hint> hints) {
      return true;
    }
  }
}

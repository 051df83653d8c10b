package io.lockstep.starter.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockstep.core.FlowKey;
import io.lockstep.engine.LockstepDataConverter;
import io.lockstep.engine.PayloadKeys;
import io.lockstep.workflows.LockstepAttributes;
import io.lockstep.workflows.Queues;
import io.lockstep.workflows.connection.ConnectReport;
import io.lockstep.workflows.connection.ConnectRequest;
import io.lockstep.workflows.connection.ConnectionActivities;
import io.lockstep.workflows.connection.ConnectionWorkflowImpl;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.ValuesRequest;
import io.lockstep.workflows.sync.WireDefaults;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions over Temporal's in-memory server, with a worker that knows one field, or none. */
class TemporalQuestionsTest {

  private static final ValuesRequest ANN = new ValuesRequest(new FlowKey("acme", "c1"), null);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final TestWorkflowEnvironment temporal = server();
  private final TemporalQuestions questions = new TemporalQuestions(temporal.getWorkflowClient());

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
    questions.destroy();
    temporal.close();
  }

  @Test
  void aWorkersAnswerComesBackAndIsSealedInTheHistory() {
    work();
    LiveValues values = questions.values(ANN, PATIENCE).orElseThrow();
    assertThat(values.fields().get(0).contacts())
        .isEqualTo(new LiveValues.Shown(List.of("Secretive")));
    assertThat(temporal.getWorkflowClient().fetchHistory("connection/acme").toJson(true))
        .doesNotContain("Secretive", "firstName");

    assertThat(questions.doctor("acme", PATIENCE).orElseThrow().findings())
        .containsExactly(Finding.ok("highlevel.token", "It works."));
  }

  @Test
  void withoutAWorkerNobodyAnswersInTime() {
    assertThat(questions.values(ANN, Duration.ofMillis(2300))).isEmpty();
  }

  @Test
  void whoAsksOfOneConnectionTakesNothingFromAnother() {
    List<CompletableFuture<Optional<LiveValues>>> crowd =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> questions.values(ANN, Duration.ofSeconds(6)), threads))
            .limit(9)
            .toList();
    await().until(() -> crowd.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
    ValuesRequest other = new ValuesRequest(new FlowKey("other", "c1"), null);
    assertThat(questions.values(other, Duration.ofMillis(2100))).isEmpty();
  }

  private void work() {
    temporal
        .newWorker(Queues.WORKFLOWS)
        .registerWorkflowImplementationTypes(ConnectionWorkflowImpl.class);
    temporal.newWorker(Queues.LIVE).registerActivitiesImplementations(new OneField());
    temporal.start();
  }

  private static TestWorkflowEnvironment server() {
    var options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(
                        LockstepDataConverter.create(PayloadKeys.generate(), WireDefaults.ALL))
                    .build());
    LockstepAttributes.ALL.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  private static final class OneField implements ConnectionActivities {

    @Override
    public LiveValues values(ValuesRequest request) {
      var name =
          new LiveValues.Field("firstName", new LiveValues.Shown(List.of("Secretive")), null);
      return new LiveValues(
          Instant.EPOCH,
          request.key().contactId(),
          null,
          List.of(name),
          List.of(),
          null,
          List.of(),
          null,
          Duration.ZERO);
    }

    @Override
    public DoctorReport doctor(String connection) {
      return new DoctorReport(List.of(Finding.ok("highlevel.token", "It works.")));
    }

    @Override
    public DoctorReport defineCustomFields(String connection) {
      return new DoctorReport(List.of(Finding.ok("highlevel.custom-fields", "They are there.")));
    }

    @Override
    public ConnectReport connect(String connection, ConnectRequest request) {
      return new ConnectReport(true, connection + " is connected.");
    }
  }
}

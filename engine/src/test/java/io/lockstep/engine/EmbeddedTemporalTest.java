package io.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** The pieces that need a server, on the in-memory one. */
class EmbeddedTemporalTest {

  private static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("TestPhase");

  @WorkflowInterface
  public interface Greeting {
    @WorkflowMethod
    String greet(String name);
  }

  @ActivityInterface
  public interface Words {
    String hello(String name);
  }

  public static final class GreetingImpl implements Greeting {
    private final Words words =
        Workflow.newActivityStub(
            Words.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build());

    @Override
    public String greet(String name) {
      return words.hello(name);
    }
  }

  private final TestWorkflowEnvironment temporal =
      TestWorkflowEnvironment.newInstance(
          TestEnvironmentOptions.newBuilder()
              .setUseTimeskipping(false)
              .setWorkflowClientOptions(
                  WorkflowClientOptions.newBuilder()
                      .setDataConverter(
                          LockstepDataConverter.create(PayloadKeys.generate(), List.of()))
                      .build())
              .build());

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void aRegisteredAttributeCanBeUsedAtOnceAndRegisteringTwiceIsFine() {
    var registration =
        new SearchAttributeRegistration(
            temporal.getWorkflowServiceStubs(), temporal.getNamespace());
    registration.ensure(List.of(PHASE), Duration.ofSeconds(10));
    registration.ensure(List.of(PHASE), Duration.ofSeconds(10));

    WorkflowStub run =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "Greeting",
                WorkflowOptions.newBuilder(options())
                    .setTypedSearchAttributes(
                        SearchAttributes.newBuilder().set(PHASE, "Syncing").build())
                    .build());
    run.start("n");
    assertThat(run.describe().getTypedSearchAttributes().get(PHASE)).isEqualTo("Syncing");
  }

  @Test
  void aStopWaitsForTheActivityInProgress() throws InterruptedException {
    var started = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    var worker = temporal.newWorker("q");
    worker.registerWorkflowImplementationTypes(GreetingImpl.class);
    worker.registerActivitiesImplementations(
        (Words)
            name -> {
              started.countDown();
              awaitUnlessInterrupted(mayEnd);
              return "hello " + name;
            });
    temporal.start();
    Greeting greeting = temporal.getWorkflowClient().newWorkflowStub(Greeting.class, options());
    WorkflowClient.start(greeting::greet, "n");
    started.await();

    var stop = new GracefulStop(temporal.getWorkerFactory());
    stop.start();
    Thread stopping = new Thread(stop::stop);
    stopping.start();
    await().until(temporal.getWorkerFactory()::isShutdown);
    assertThat(stop.isRunning()).as("while the activity is not over").isTrue();
    mayEnd.countDown();
    stopping.join();

    assertThat(stop.isRunning()).isFalse();
    var history =
        temporal
            .getWorkflowClient()
            .fetchHistory(WorkflowStub.fromTyped(greeting).getExecution().getWorkflowId());
    assertThat(history.getEvents())
        .filteredOn(event -> event.hasActivityTaskCompletedEventAttributes())
        .hasSize(1);
  }

  @Test
  void aServerThatAnswersIsUpAndOneThatIsGoneIsDownFiveSecondsLater() {
    var now = new Instant[] {Instant.EPOCH};
    var mortal = TestWorkflowEnvironment.newInstance();
    var health = new TemporalHealthIndicator(mortal.getWorkflowServiceStubs(), () -> now[0]);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);

    mortal.close();
    assertThat(health.health().getStatus()).as("within five seconds").isEqualTo(Status.UP);
    now[0] = now[0].plusSeconds(5);
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void onlyTheEmbeddedServerGetsNoStickyWait() {
    assertThat(sticky(new EmbeddedServer(true))).isZero();
    assertThat(sticky(new EmbeddedServer(false))).isNotNull().isPositive();
  }

  private static Duration sticky(EmbeddedServer server) {
    return server
        .customize(WorkerOptions.newBuilder())
        .validateAndBuildWithDefaults()
        .getStickyQueueScheduleToStartTimeout();
  }

  private static WorkflowOptions options() {
    return WorkflowOptions.newBuilder()
        .setTaskQueue("q")
        .setWorkflowId(UUID.randomUUID().toString())
        .build();
  }

  private static void awaitUnlessInterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("cut off in the middle", e);
    }
  }
}

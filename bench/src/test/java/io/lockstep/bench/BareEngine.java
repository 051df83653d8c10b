package io.lockstep.bench;

import io.lockstep.quickstart.realengine.TemporalServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * The yardstick: {@link BareWorkflow} on the same server, with client and worker in this JVM and
 * the SDK's own defaults.
 */
final class BareEngine implements AutoCloseable {

  private static final String QUEUE = "bench-bare";

  /** As many at once as the sandbox has webhooks under way. */
  private static final int AT_ONCE = 256;

  private static final Duration ROUND_WITHIN = Duration.ofSeconds(90);

  private final Map<Integer, Long> doneAt = new ConcurrentHashMap<>(); // nanoTime, by number
  private final ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE);
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final WorkerFactory workers;
  private int last;

  private BareEngine(WorkflowServiceStubs service) {
    this.service = service;
    client =
        WorkflowClient.newInstance(
            service,
            WorkflowClientOptions.newBuilder().setNamespace(TemporalServer.NAMESPACE).build());
    workers = WorkerFactory.newInstance(client);
    Worker worker = workers.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(BareWorkflowImpl.class);
    worker.registerActivitiesImplementations(new Steps(doneAt));
  }

  static BareEngine start(String target) {
    BareEngine engine =
        new BareEngine(
            WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(target).build()));
    engine.workers.start();
    return engine;
  }

  private record Steps(Map<Integer, Long> doneAt) implements BareActivities {

    @Override
    public void local() {}

    @Override
    public void ordinary(int number) {
      doneAt.put(number, System.nanoTime());
    }
  }

  /** One signalWithStart of a workflow nobody has started yet. */
  void signalWithStart() {
    signalWithStart(++last);
  }

  private void signalWithStart(int number) {
    client
        .newUntypedWorkflowStub(
            "BareWorkflow",
            WorkflowOptions.newBuilder()
                .setWorkflowId("bare/" + number)
                .setTaskQueue(QUEUE)
                .build())
        .signalWithStart("changed", new Object[0], new Object[] {number});
  }

  /** Starts that many at once and answers how many per second were done. */
  double perSecond(int count, Allowance allowance) {
    int first = last + 1;
    last += count;
    List<Callable<Void>> starts = new ArrayList<>();
    for (int number = first; number <= last; number++) {
      int own = number;
      starts.add(
          () -> {
            signalWithStart(own);
            return null;
          });
    }
    long begin = System.nanoTime();
    send(starts);
    List<Integer> numbers = IntStream.rangeClosed(first, last).boxed().toList();
    if (!allowance.await(ROUND_WITHIN, () -> doneAt.keySet().containsAll(numbers))) {
      throw new IllegalStateException("not every bare workflow was done in time");
    }
    long end = numbers.stream().mapToLong(doneAt::get).max().orElseThrow();
    return count * 1e9 / (end - begin);
  }

  private void send(List<Callable<Void>> starts) {
    try {
      for (Future<Void> start : senders.invokeAll(starts)) {
        start.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a bare workflow did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was interrupted", e);
    }
  }

  @Override
  public void close() {
    senders.shutdownNow();
    workers.shutdownNow();
    service.shutdownNow();
  }
}

package io.lockstep.starter.engine;

import io.lockstep.workflows.connection.ConnectReport;
import io.lockstep.workflows.connection.ConnectRequest;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.ValuesRequest;
import io.lockstep.workflows.start.ConnectionStarts;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** {@link Questions} as updates; how a run starts is {@link ConnectionStarts}' business. */
@Component
final class TemporalQuestions implements Questions, DisposableBean {

  /** A Temporal server lets ten updates of one run be under way. */
  private static final int UNDER_WAY = 8;

  /** As many again may still wait for a worker that has not come, with nobody to tell. */
  private static final int MOST_WAITING = 2 * UNDER_WAY;

  private static final Duration TURN_WITHIN = Duration.ofSeconds(2);

  private final ConnectionStarts starts;
  private final Turns turns = new Turns(UNDER_WAY, TURN_WITHIN);

  // Whether a worker takes a question up is known only by waiting, for longer than a caller will.
  private final ExecutorService waiting =
      new ThreadPoolExecutor(
          0,
          MOST_WAITING,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          TemporalQuestions::thread);

  TemporalQuestions(WorkflowClient client) {
    starts = new ConnectionStarts(client);
  }

  @Override
  public Optional<LiveValues> values(ValuesRequest request, Duration patience) {
    return answer(updateId -> starts.values(request, updateId), patience);
  }

  @Override
  public Optional<DoctorReport> doctor(String connection, Duration patience) {
    return answer(updateId -> starts.doctor(connection, updateId), patience);
  }

  @Override
  public Optional<DoctorReport> defineCustomFields(String connection, Duration patience) {
    return answer(updateId -> starts.defineCustomFields(connection, updateId), patience);
  }

  @Override
  public Optional<ConnectReport> connect(
      String connection, ConnectRequest request, Duration patience) {
    return answer(updateId -> starts.connect(connection, request, updateId), patience);
  }

  private <T> Optional<T> answer(
      Function<String, WorkflowUpdateHandle<T>> question, Duration patience) {
    return turns.answerOf(() -> ask(question, patience.minus(TURN_WITHIN)));
  }

  private <T> Optional<T> ask(
      Function<String, WorkflowUpdateHandle<T>> question, Duration patience) {
    String updateId = UUID.randomUUID().toString();
    try {
      return Optional.of(
          CompletableFuture.supplyAsync(() -> question.apply(updateId), waiting)
              .thenCompose(WorkflowUpdateHandle::getResultAsync)
              .get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException noAnswer) {
      return Optional.empty();
    } catch (ExecutionException | RejectedExecutionException notAsked) {
      throw new EngineDownException(notAsked);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineDownException(e);
    }
  }

  @Override
  public void destroy() {
    waiting.shutdownNow();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "question");
    thread.setDaemon(true);
    return thread;
  }
}

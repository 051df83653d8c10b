package io.lockstep.starter.engine;

import io.lockstep.workflows.connection.ConnectReport;
import io.lockstep.workflows.connection.ConnectRequest;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.ValuesRequest;
import io.lockstep.workflows.start.ConnectionStarts;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** {@link Questions} as updates; how a run starts is {@link ConnectionStarts}' business. */
@Component
final class TemporalQuestions implements Questions, DisposableBean {

  /** A Temporal server lets ten updates of one run be under way. */
  private static final int UNDER_WAY = 8;

  /** Of all connections: so many may wait for a worker that has not come, with nobody to tell. */
  private static final int MOST_WAITING = 8 * UNDER_WAY;

  private static final DoctorReport STOPPED =
      new DoctorReport(
          List.of(
              Finding.error(
                  "person.removed",
                  "The round was stopped, so the marked person may still be there.",
                  "Send it again: what is left is removed first.")));

  private static final Duration TURN_WITHIN = Duration.ofSeconds(2);

  private final ConnectionStarts starts;

  /** By connection, whose run it is: whoever asks for one of them takes nothing from the others. */
  private final Map<String, Turns> turns = new ConcurrentHashMap<>();

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
    return answer(
        request.key().connection(), updateId -> starts.values(request, updateId), patience);
  }

  @Override
  public Optional<DoctorReport> doctor(String connection, Duration patience) {
    return answer(connection, updateId -> starts.doctor(connection, updateId), patience);
  }

  @Override
  public Optional<DoctorReport> defineCustomFields(String connection, Duration patience) {
    return answer(
        connection, updateId -> starts.defineCustomFields(connection, updateId), patience);
  }

  @Override
  public void sendPerson(String connection) {
    answered(connection, () -> starts.sendPerson(connection));
  }

  @Override
  public Optional<Round> round(String connection) {
    return answered(
        connection,
        () -> {
          WorkflowStub round = starts.round(connection);
          try {
            return Optional.of(
                isOver(round)
                    ? new Round(Optional.of(round.getResult(DoctorReport.class)))
                    : new Round(Optional.empty()));
          } catch (WorkflowNotFoundException none) {
            return Optional.empty();
          } catch (WorkflowFailedException stopped) {
            return Optional.of(new Round(Optional.of(STOPPED)));
          }
        });
  }

  private static boolean isOver(WorkflowStub round) {
    return round.describe().getStatus()
        != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  private <T> T answered(String connection, Supplier<T> call) {
    try {
      return turnsOf(connection).answerOf(call);
    } catch (EngineDownException noTurn) {
      throw noTurn;
    } catch (RuntimeException failed) {
      throw new EngineDownException(failed);
    }
  }

  @Override
  public Optional<ConnectReport> connect(
      String connection, ConnectRequest request, Duration patience) {
    return answer(connection, updateId -> starts.connect(connection, request, updateId), patience);
  }

  private <T> Optional<T> answer(
      String connection, Function<String, WorkflowUpdateHandle<T>> question, Duration patience) {
    return turnsOf(connection).answerOf(() -> ask(question, patience.minus(TURN_WITHIN)));
  }

  private Turns turnsOf(String connection) {
    return turns.computeIfAbsent(connection, id -> new Turns(UNDER_WAY, TURN_WITHIN));
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

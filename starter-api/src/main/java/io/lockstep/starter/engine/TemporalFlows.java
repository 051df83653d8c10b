package io.lockstep.starter.engine;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Decision;
import io.lockstep.ledger.Places;
import io.lockstep.workflows.start.Admission;
import io.lockstep.workflows.start.WorkflowStarts;
import io.lockstep.workflows.sync.SyncStatus;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** {@link Flows} by the Temporal client; how a run starts is {@link WorkflowStarts}' business. */
@Component
final class TemporalFlows implements Flows, DisposableBean {

  /** People who wait for a sync at one time; one more is told to come back. */
  private static final int MOST_WAITING = 16;

  /** Enough to keep one Temporal server busy; more of them only wait inside it. */
  private static final int UNDER_WAY = 32;

  /** Providers give up a webhook after ten seconds or so; two of them belong to the call itself. */
  private static final Duration TURN_WITHIN = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(TemporalFlows.class);

  private final WorkflowStarts starts;
  private final Admission admission;
  private final Places places;
  private final Turns turns = new Turns(UNDER_WAY, TURN_WITHIN);

  // Whether a worker accepts an update is known only by waiting, for longer than a caller will.
  private final ExecutorService waiting =
      new ThreadPoolExecutor(
          0, MOST_WAITING, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), TemporalFlows::thread);

  TemporalFlows(WorkflowClient client, Places places) {
    this.places = places;
    starts = new WorkflowStarts(client);
    admission = new Admission(starts, this::hasRoom, turns::take, InstantSource.system());
  }

  // A ledger that is away holds no event up: its runs would only come one by one.
  private boolean hasRoom(Flow flow, FlowKey key, Lane lane) {
    try {
      return places.take(flow, key, lane, Instant.now());
    } catch (DataAccessException away) {
      log.warn("hinting {} unadmitted: {}", key.connection(), away.getMessage());
      return true;
    }
  }

  @Override
  public boolean isCrowded(String connection, Side side) {
    return admission.isCrowded(connection, side);
  }

  @Override
  public void look(Flow flow, FlowKey key, Hint hint) {
    recorded(() -> admission.changed(flow, key, hint)); // it takes its turns itself
  }

  @Override
  public void decide(Flow flow, FlowKey key, Decision decision) {
    Runnable call =
        switch (decision.kind()) {
          case RETRY -> () -> starts.retry(flow, key);
          case SKIP -> () -> starts.skip(flow, key, named(decision.opId()));
          case EDIT ->
              () -> starts.edit(flow, key, named(decision.opId()), named(decision.editId()));
          case RESOLVE ->
              () -> starts.resolve(flow, key, named(decision.field()), named(decision.side()));
        };
    confirmed(call);
  }

  @Override
  public Optional<SyncStatus> syncNow(Flow flow, FlowKey key, Duration patience) {
    String updateId = UUID.randomUUID().toString();
    try {
      return Optional.of(
          CompletableFuture.supplyAsync(() -> starts.syncNow(flow, key, updateId), waiting)
              .thenCompose(handle -> handle.getResultAsync())
              .get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException stillAtIt) {
      return Optional.empty();
    } catch (ExecutionException | RejectedExecutionException notConfirmed) {
      throw new EngineDownException(notConfirmed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineDownException(e);
    }
  }

  @Override
  public void sweep(String connection, String what) {
    sweep(connection, what, Duration.ZERO);
  }

  @Override
  public void sweep(String connection, String what, Duration in) {
    confirmed(() -> starts.reconcile(connection, what, in));
  }

  @Override
  public void sweepAnew(String connection, String what) {
    confirmed(() -> starts.reconcileAnew(connection, what));
  }

  @Override
  public void destroy() {
    waiting.shutdownNow();
  }

  // Whatever went wrong, nobody knows that it was recorded, and that is all a caller needs.
  private void confirmed(Runnable call) {
    recorded(() -> turns.take(call));
  }

  private static void recorded(Runnable call) {
    try {
      call.run();
    } catch (EngineDownException noTurn) {
      throw noTurn;
    } catch (RuntimeException failed) {
      throw new EngineDownException(failed);
    }
  }

  private static <T> T named(@Nullable T part) {
    return Objects.requireNonNull(part, "a decision of this kind names it");
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "sync-now");
    thread.setDaemon(true);
    return thread;
  }
}

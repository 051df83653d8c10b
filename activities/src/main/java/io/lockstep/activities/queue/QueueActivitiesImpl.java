package io.lockstep.activities.queue;

import io.lockstep.activities.sync.Hints;
import io.lockstep.activities.sync.Mappings;
import io.lockstep.activities.sync.WorkPlaces;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Lane;
import io.lockstep.ledger.Connections;
import io.lockstep.workflows.queue.QueueActivities;
import io.lockstep.workflows.queue.Queued;
import io.lockstep.workflows.reconcile.Passes;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Waits for room and hints, contact by contact. Repeating it hints some again, which costs a look
 * and no more; the heartbeat says from where an attempt after a crash goes on.
 */
public final class QueueActivitiesImpl implements QueueActivities {

  /** Well within one attempt, so that the flow sees who has come meanwhile. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A run that leaves in another process is noticed so late. */
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(250);

  private final WorkPlaces places;
  private final Hints hints;
  private final BiConsumer<String, String> passes;
  private final Connections connections;
  private final Mappings mappings = new Mappings();
  private final InstantSource clock;

  /**
   * @param hints starts or wakes a run at once
   * @param passes starts a pass over that connection's what
   */
  public QueueActivitiesImpl(
      WorkPlaces places,
      Hints hints,
      BiConsumer<String, String> passes,
      Connections connections,
      InstantSource clock) {
    this.places = places;
    this.hints = hints;
    this.passes = passes;
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public int letIn(String connection, Lane lane, List<Queued> next, boolean more) {
    ActivityExecutionContext engine = Activity.getExecutionContext();
    Instant end = clock.instant().plus(PATIENCE);
    int done = engine.getHeartbeatDetails(Integer.class).orElse(0);
    places.ledger().waitInQueue(connection, lane, end.plus(PATIENCE));
    while (done < next.size() && waitForRoom(engine, connection, lane, next.get(done), done, end)) {
      letIn(connection, next.get(done));
      done++;
    }
    if (done == next.size() && !more) {
      places
          .ledger()
          .waitInQueue(connection, lane, clock.instant()); // newcomers need not queue any more
    }
    return done;
  }

  private void letIn(String connection, Queued one) {
    FlowKey key = one.key(connection);
    one.hints().forEach(hint -> hints.hint(one.flow(), key, hint));
  }

  private boolean waitForRoom(
      ActivityExecutionContext engine,
      String connection,
      Lane lane,
      Queued one,
      int done,
      Instant end) {
    while (true) {
      engine.heartbeat(done); // throws when the attempt is over
      Instant now = clock.instant();
      long left = places.left(connection);
      if (places.ledger().takeForQueued(one.flow(), one.key(connection), lane, now)) {
        return true;
      }
      if (now.isAfter(end)) {
        return false;
      }
      waitForSomebodyToLeave(connection, left);
    }
  }

  private void waitForSomebodyToLeave(String connection, long left) {
    try {
      places.awaitMore(connection, left, BETWEEN_QUESTIONS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker stops while changes wait for room", stopping);
    }
  }

  @Override
  public void lookAtAll(String connection) {
    connections
        .byId(connection)
        .ifPresent(
            known ->
                Passes.afterAPause(mappings.mapping(known))
                    .forEach(what -> passes.accept(connection, what)));
  }
}

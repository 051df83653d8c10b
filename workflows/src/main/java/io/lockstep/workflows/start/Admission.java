package io.lockstep.workflows.start;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.workflows.queue.Queued;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Hints a flow at once where its connection has room for one more run, and otherwise by the
 * connection's queue: so one connection's flood does not slow another. For the door and for
 * activities; a person's wish does not wait in a queue.
 */
public final class Admission {

  /** Who knows whether there is room. */
  @FunctionalInterface
  public interface Room {

    /** Takes a place for that flow's run; false when it has to wait. */
    boolean take(Flow flow, FlowKey key, Lane lane);
  }

  /**
   * For so long after one had to wait, the next ones queue unasked. A queue that is empty by then
   * lets them in a moment later.
   */
  static final Duration NO_ROOM_FOR = Duration.ofSeconds(1);

  private record Source(String connection, Side side) {}

  private final WorkflowStarts starts;
  private final Room room;
  private final Consumer<Runnable> underWay;
  private final InstantSource clock;
  private final Gathering<Queued> queues;
  private final ConcurrentHashMap<Source, Instant> crowdedUntil = new ConcurrentHashMap<>();

  /**
   * @param underWay makes a call to Temporal, when there is a turn for it
   */
  public Admission(
      WorkflowStarts starts, Room room, Consumer<Runnable> underWay, InstantSource clock) {
    this.starts = starts;
    this.room = room;
    this.underWay = underWay;
    this.clock = clock;
    this.queues =
        new Gathering<>(
            (connection, newcomers) -> underWay.accept(() -> starts.queue(connection, newcomers)));
  }

  /**
   * Whether live news of that side found no room a moment ago, so that more of it goes to the queue
   * without a question. It says nothing of the other side, where the writes of all that is let in
   * raise their echoes.
   */
  public boolean isCrowded(String connection, Side side) {
    Instant until = crowdedUntil.get(new Source(connection, side));
    return until != null && clock.instant().isBefore(until);
  }

  /** Look at this contact again, now or when there is room. Returns when that is recorded. */
  public void changed(Flow flow, FlowKey key, Hint hint) {
    if (hasRoom(flow, key, hint)) {
      underWay.accept(() -> starts.changed(flow, key, hint));
    } else {
      queues.send(key.connection(), Queued.of(flow, key, hint));
    }
  }

  private boolean hasRoom(Flow flow, FlowKey key, Hint hint) {
    Side side = hint.side();
    if (side == null || hint.lane() != Lane.LIVE) {
      return room.take(flow, key, hint.lane());
    }
    if (isCrowded(key.connection(), side)) {
      return false;
    }
    boolean room = this.room.take(flow, key, hint.lane());
    if (!room) {
      crowdedUntil.put(new Source(key.connection(), side), clock.instant().plus(NO_ROOM_FOR));
    }
    return room;
  }
}

package io.lockstep.workflows.start;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.workflows.queue.Queued;
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

  private final WorkflowStarts starts;
  private final Room room;
  private final Consumer<Runnable> underWay;
  private final Gathering<Queued> queues;

  /**
   * @param underWay makes a call to Temporal, when there is a turn for it
   */
  public Admission(WorkflowStarts starts, Room room, Consumer<Runnable> underWay) {
    this.starts = starts;
    this.room = room;
    this.underWay = underWay;
    this.queues =
        new Gathering<>(
            (connection, newcomers) -> underWay.accept(() -> starts.queue(connection, newcomers)));
  }

  /** Look at this contact again, now or when there is room. Returns when that is recorded. */
  public void changed(Flow flow, FlowKey key, Hint hint) {
    if (room.take(flow, key, hint.lane())) {
      underWay.accept(() -> starts.changed(flow, key, hint));
    } else {
      queues.send(key.connection(), Queued.of(flow, key, hint));
    }
  }
}

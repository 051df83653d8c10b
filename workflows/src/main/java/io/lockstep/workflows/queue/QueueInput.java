package io.lockstep.workflows.queue;

import java.util.List;

/**
 * What a run of the queue starts from.
 *
 * @param waiting what an earlier run of it left; in the order it came
 * @param overflowed whether the queue was full and something was left to the passes
 */
public record QueueInput(String connection, List<Queued> waiting, boolean overflowed) {

  public QueueInput {
    waiting = List.copyOf(waiting);
  }

  /** An empty queue. */
  public static QueueInput empty(String connection) {
    return new QueueInput(connection, List.of(), false);
  }
}

package io.lockstep.workflows.queue;

/**
 * How long a queue is.
 *
 * @param live contacts that wait because of a live change
 * @param bulk contacts that wait because of a pass
 * @param let contacts this run has let in
 * @param overflowed whether passes follow, because the queue was full
 */
public record QueueStatus(int live, int bulk, int let, boolean overflowed) {}

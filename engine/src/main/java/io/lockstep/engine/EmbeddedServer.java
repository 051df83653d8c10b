package io.lockstep.engine;

import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/**
 * Worker options for Temporal's in-memory server, which never times out a sticky task: a run cached
 * by a worker that is gone would wait for ever. With a wait of zero, tasks fall back to the shared
 * queue at once. Costs about 5 % of throughput, so only where the server is embedded; a cache of
 * size 0 does not help, as the SDK still names the sticky queue.
 */
public final class EmbeddedServer {

  private final boolean embedded;

  /**
   * Options for this kind of server.
   *
   * @param embedded false leaves the options as they are
   */
  public EmbeddedServer(boolean embedded) {
    this.embedded = embedded;
  }

  /** The starter's {@code WorkerOptionsCustomizer} calls this for every worker. */
  public WorkerOptions.Builder customize(WorkerOptions.Builder options) {
    return embedded ? options.setStickyQueueScheduleToStartTimeout(Duration.ZERO) : options;
  }
}

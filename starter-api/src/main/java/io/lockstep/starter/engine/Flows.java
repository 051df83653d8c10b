package io.lockstep.starter.engine;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Decision;
import io.lockstep.workflows.sync.SyncStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * What this app asks of Temporal. When a method returns, Temporal has recorded the wish; when it
 * throws, nobody may be told that it has.
 */
public interface Flows {

  /**
   * Whether live news of that side of the connection found no room a moment ago: what comes now
   * waits in the queue, so it need not be weighed before.
   */
  boolean isCrowded(String connection, Side side);

  /**
   * Hints that flow of the contact; starts a run where none is open.
   *
   * @throws EngineDownException when Temporal did not confirm within 2 s
   */
  void look(Flow flow, FlowKey key, Hint hint);

  /**
   * Hands a person's decision to that flow of the contact; starts a run where none is open.
   *
   * @throws EngineDownException when Temporal did not confirm within 2 s
   */
  void decide(Flow flow, FlowKey key, Decision decision);

  /**
   * Looks now and waits for the outcome of one look and apply.
   *
   * @param patience how long the caller waits; the wish outlives it
   * @return empty when the run is still at it after that time
   * @throws EngineDownException when Temporal could not be reached
   */
  Optional<SyncStatus> syncNow(Flow flow, FlowKey key, Duration patience);

  /**
   * Starts a pass over the connection, or joins the one under way.
   *
   * @param what as {@link io.lockstep.workflows.reconcile.ReconcileInput} names it
   * @throws EngineDownException when Temporal did not confirm within 2 s
   */
  void sweep(String connection, String what);

  /**
   * The same after that while.
   *
   * @throws EngineDownException when Temporal did not confirm within 2 s
   */
  void sweep(String connection, String what, Duration in);

  /**
   * Starts a pass over the connection from the beginning, and ends the one under way.
   *
   * @throws EngineDownException when Temporal did not confirm within 2 s
   */
  void sweepAnew(String connection, String what);
}

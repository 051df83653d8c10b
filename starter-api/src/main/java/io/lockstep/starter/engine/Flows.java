package io.lockstep.starter.engine;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
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
   * Hints the contact's flow; starts a run where none is open.
   *
   * @throws EngineDownException when Temporal did not confirm within 2 s
   */
  void look(FlowKey key, Hint hint);

  /**
   * Hands a person's decision to the contact's flow; starts a run where none is open.
   *
   * @throws EngineDownException when Temporal did not confirm within 2 s
   */
  void decide(FlowKey key, Decision decision);

  /**
   * Looks now and waits for the outcome of one look and apply.
   *
   * @param patience how long the caller waits; the wish outlives it
   * @return empty when the run is still at it after that time
   * @throws EngineDownException when Temporal could not be reached
   */
  Optional<SyncStatus> syncNow(FlowKey key, Duration patience);

  /**
   * Starts a pass over the connection's contacts, or joins the one under way.
   *
   * @throws EngineDownException when Temporal did not confirm within 2 s
   */
  void sweep(String connection);
}

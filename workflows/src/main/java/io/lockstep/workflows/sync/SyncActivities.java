package io.lockstep.workflows.sync;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import java.util.List;

/**
 * What a sync flow asks of the world. Any call may run twice; none may act twice. Each flow has its
 * own sub-interface and with it its own name prefix; this one carries no annotation, as methods of
 * an annotated interface keep that interface's names.
 */
public interface SyncActivities {

  /**
   * Reads both sides and the base, merges, answers what to do. No effect on any provider. Sets the
   * open mark first; a look that plans nothing and leaves nothing waiting clears it again.
   */
  Plan look(LookRequest request);

  /**
   * Makes one write and moves link and base with it. A passing fault is thrown for Temporal to
   * retry; a repeated attempt looks at the target before it writes. The last operation of a plan
   * clears the open mark when it is done.
   */
  Outcome apply(ApplyRequest request);

  /**
   * Whether any of these hints says something beyond the base as it now stands; asks the ledger
   * alone. A hint without digests always does.
   */
  boolean news(FlowKey key, List<Hint> hints);
}

package io.lockstep.workflows.sync;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.plan.Decision;
import java.util.List;

/**
 * One look.
 *
 * @param hints the news since the last look, newest last, at most {@value #MOST_HINTS}
 * @param decisions a person's answers since then
 * @param brief run as a local activity: one attempt, never waiting; answer NOT_NOW rather
 */
public record LookRequest(
    FlowKey key, List<Hint> hints, List<Decision> decisions, Lane lane, boolean brief) {

  /** More hints than this say no more than the newest of them. */
  public static final int MOST_HINTS = 100;

  public LookRequest {
    hints = List.copyOf(hints);
    decisions = List.copyOf(decisions);
  }
}

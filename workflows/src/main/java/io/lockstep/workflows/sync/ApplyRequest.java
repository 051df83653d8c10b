package io.lockstep.workflows.sync;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Lane;
import io.lockstep.core.plan.Op;
import java.time.Instant;

/**
 * One write of a plan.
 *
 * @param lookedAt the plan's time; five minutes later it is stale
 * @param end whether nothing more is to be done at once: no operation follows, and the plan was not
 *     cut
 * @param last whether the plan ends here and nothing of it waits
 * @param failures how many rounds of this run have failed in a row; an older history says none
 */
public record ApplyRequest(
    FlowKey key, Op op, Instant lookedAt, Lane lane, boolean end, boolean last, int failures) {

  /** One before which nothing has failed. */
  public ApplyRequest(FlowKey key, Op op, Instant lookedAt, Lane lane, boolean end, boolean last) {
    this(key, op, lookedAt, lane, end, last, 0);
  }
}

package io.lockstep.core.merge;

import io.lockstep.core.pair.PairChange;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import io.lockstep.core.plan.Withheld;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the merge answers.
 *
 * @param ops writes to make, at most {@link io.lockstep.core.plan.Plan#MOST_OPS}
 * @param change what the look itself may record: agreement seen, accepted differences, dated edits,
 *     reviews, parked that lapsed, settled intents. Never an effect on a provider
 * @param withheld writes that are right, to a side the connection may only read
 * @param waiting everything of this pair that waits for a person, old and new
 * @param again look once more after this long, for a read that is not believed yet; zero: no need
 * @param more operations were left out
 * @param branches the branches taken
 */
public record PersonPlan(
    List<Op> ops,
    PairChange change,
    List<Withheld> withheld,
    List<Waiting> waiting,
    Duration again,
    boolean more,
    Set<Branch> branches) {

  public PersonPlan {
    ops = List.copyOf(ops);
    withheld = List.copyOf(withheld);
    waiting = List.copyOf(waiting);
    branches = Set.copyOf(branches);
  }
}

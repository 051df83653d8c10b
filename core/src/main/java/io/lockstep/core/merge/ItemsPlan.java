package io.lockstep.core.merge;

import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import io.lockstep.core.plan.Withheld;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the merge of a contact's tasks or notes answers.
 *
 * @param ops writes to make, at most {@link io.lockstep.core.plan.Plan#MOST_OPS}
 * @param changes what the look itself may record of each item: links found, agreement seen, ends.
 *     Never an effect on a provider
 * @param withheld writes that are right, to a side the connection may only read
 * @param waiting everything of these items that waits for a person, fields named as in {@code
 *     task.title@c:abc}
 * @param again look once more after this long; zero: no need
 * @param more something was left out; look again as soon as this is applied
 * @param branches the branches taken by items
 * @param fieldBranches the branches taken by fields of linked items
 */
public record ItemsPlan(
    List<Op> ops,
    Map<ItemRef, PairChange> changes,
    List<Withheld> withheld,
    List<Waiting> waiting,
    Duration again,
    boolean more,
    Set<ItemBranch> branches,
    Set<Branch> fieldBranches) {

  public ItemsPlan {
    ops = List.copyOf(ops);
    withheld = List.copyOf(withheld);
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    waiting = List.copyOf(waiting);
    branches = Set.copyOf(branches);
    fieldBranches = Set.copyOf(fieldBranches);
  }
}

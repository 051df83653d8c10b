package io.lockstep.core.merge;

import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.merge.ItemsLook.Half;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.core.plan.Withheld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Collects what the merge of items decides, item by item, up to the size of one plan. */
final class ItemsDraft {

  private final MappingProfile profile;
  private final List<Op> ops = new ArrayList<>();
  private final List<Withheld> withheld = new ArrayList<>();
  private final Map<ItemRef, PairChange.Builder> changes = new LinkedHashMap<>();
  private final Set<Half> taken = new HashSet<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final EnumSet<ItemBranch> branches = EnumSet.noneOf(ItemBranch.class);
  private final EnumSet<Branch> fieldBranches = EnumSet.noneOf(Branch.class);
  private Duration again = Duration.ZERO;
  private boolean more;
  private int characters;

  ItemsDraft(MappingProfile profile) {
    this.profile = profile;
  }

  void branch(ItemBranch taken) {
    branches.add(taken);
  }

  /** What is recorded of that item. */
  PairChange.Builder change(ItemRef item) {
    return changes.computeIfAbsent(item, none -> PairChange.builder());
  }

  /** That half is some item's by now: it is not to be linked or copied once more. */
  void take(Half half) {
    taken.add(half);
  }

  boolean isTaken(Half half) {
    return taken.contains(half);
  }

  /** Whether no operation more will be taken. */
  boolean isFull() {
    return ops.size() >= Plan.MOST_OPS;
  }

  /**
   * Adds an operation, unless the plan is full: then the next look plans it. One to a side that may
   * only be read is listed, and not planned.
   *
   * @return whether it is taken care of
   */
  boolean op(Op op) {
    if (!profile.mayWrite(op.target())) {
      withheld.add(Withheld.of(op));
      return true;
    }
    int size =
        op.writes().stream().mapToInt(ItemsDraft::characters).sum()
            + op.heldIds().stream().mapToInt(String::length).sum();
    boolean full = isFull() || characters + size > Ops.MOST_CHARACTERS;
    if (full && !ops.isEmpty()) {
      more = true;
      return false;
    }
    characters += size;
    ops.add(op);
    return true;
  }

  private static int characters(FieldWrite write) {
    FieldWrite.LostEdit lost = write.lost();
    return Stream.concat(
            write.values().stream(), lost == null ? Stream.of() : lost.values().stream())
        .mapToInt(String::length)
        .sum();
  }

  /** Adds what the fields of a linked item came to, but for the operations that have to wait. */
  void merged(ItemRef item, PersonPlan plan, Predicate<Op> now, UnaryOperator<Op> ended) {
    branch(ItemBranch.MERGED);
    fieldBranches.addAll(plan.branches());
    plan.ops().stream().filter(now).map(ended).forEach(this::op);
    if (!plan.change().isEmpty()) {
      change(item).including(plan.change());
    }
    withheld.addAll(plan.withheld());
    plan.waiting().forEach(one -> waits(item, one));
    again(plan.again());
    more |= plan.more();
  }

  /** Lists something new that waits for a person. */
  void park(ItemRef item, Parked parked) {
    change(item).park(parked).state(PairState.NEEDS_PERSON, parked.waiting().reason());
    waits(item, parked.waiting());
  }

  /** Something of that item waits, as it did before. */
  void waits(ItemRef item, Waiting one) {
    waiting.add(new Waiting(one.opId(), item.qualified(one.field()), one.kind(), one.reason()));
  }

  /** Asks for another look after this long, or earlier if somebody asked for one already. */
  void again(Duration in) {
    if (!in.isZero()) {
      again = again.isZero() ? in : Collections.min(List.of(again, in));
    }
  }

  void more() {
    more = true;
  }

  ItemsPlan plan() {
    Map<ItemRef, PairChange> built = new LinkedHashMap<>();
    changes.forEach(
        (item, change) -> {
          PairChange done = change.build();
          if (!done.isEmpty()) {
            built.put(item, done);
          }
        });
    return new ItemsPlan(ops, built, withheld, waiting, again, more, branches, fieldBranches);
  }
}

package io.lockstep.activities.simulation;

import io.lockstep.activities.sync.LookListener;
import io.lockstep.core.merge.Branch;
import io.lockstep.core.merge.ItemBranch;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** How often everything was met, over all histories; a thing never met was never tested. */
final class Tally implements LookListener {

  private final Map<Branch, Long> branches = new EnumMap<>(Branch.class);
  private final Map<ItemBranch, Long> itemBranches = new EnumMap<>(ItemBranch.class);
  private final Map<String, Long> faults = new TreeMap<>();
  private final Map<String, Long> others = new TreeMap<>();
  private final AtomicLong histories = new AtomicLong();

  @Override
  public synchronized void merged(Set<Branch> taken) {
    taken.forEach(branch -> branches.merge(branch, 1L, Long::sum));
  }

  @Override
  public synchronized void itemsMerged(Set<ItemBranch> taken) {
    taken.forEach(branch -> itemBranches.merge(branch, 1L, Long::sum));
  }

  synchronized void fault(String kind, long times) {
    faults.merge(kind, times, Long::sum);
  }

  synchronized void count(String what, long times) {
    others.merge(what, times, Long::sum);
  }

  void history() {
    histories.incrementAndGet();
  }

  long histories() {
    return histories.get();
  }

  synchronized long branch(Branch branch) {
    return branches.getOrDefault(branch, 0L);
  }

  synchronized long itemBranch(ItemBranch branch) {
    return itemBranches.getOrDefault(branch, 0L);
  }

  synchronized long fault(String kind) {
    return faults.getOrDefault(kind, 0L);
  }

  synchronized long other(String what) {
    return others.getOrDefault(what, 0L);
  }

  synchronized String report() {
    var text = new StringBuilder();
    text.append("simulation: ").append(histories).append(" histories\n");
    others.forEach((what, times) -> line(text, what, times));
    text.append("faults that struck\n");
    faults.forEach((what, times) -> line(text, what, times));
    if (!itemBranches.isEmpty()) {
      text.append("branches of the merge of items\n");
      for (ItemBranch branch : ItemBranch.values()) {
        line(text, branch.name(), itemBranch(branch));
      }
    }
    text.append("branches of the merge\n");
    for (Branch branch : Branch.values()) {
      line(text, branch.name(), branches.getOrDefault(branch, 0L));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String what, long times) {
    text.append("  %9d  %s%n".formatted(times, what));
  }
}

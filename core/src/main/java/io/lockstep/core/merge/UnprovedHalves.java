package io.lockstep.core.merge;

import io.lockstep.core.Side;
import io.lockstep.core.merge.ItemsLook.Half;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The halves of items that only a read of the id can tell of. */
public final class UnprovedHalves {

  /** A plan asks for no more reads by id than this; each costs a call. */
  public static final int MOST_READS = 10;

  private UnprovedHalves() {}

  /**
   * What a list alone does not prove: a linked half it left out may be gone, and one that was
   * deleted but is listed may be back. Only a read of the id tells. At most {@value #MOST_READS};
   * the rest waits for the next look.
   */
  public static Set<Half> toRead(ItemsLook look) {
    return all(look).limit(MOST_READS).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether some of them are left to the next look. */
  static boolean anyUnread(ItemsLook look) {
    return all(look).anyMatch(half -> !look.reads().containsKey(half));
  }

  /**
   * All of them. What a person has just decided comes first, or the decision would be over before
   * its read; what else waits comes last, for its read changes nothing.
   */
  private static Stream<Half> all(ItemsLook look) {
    List<Half> named = new ArrayList<>();
    List<Half> missing = new ArrayList<>();
    List<Half> waiting = new ArrayList<>();
    List<Half> back = new ArrayList<>();
    for (Side side : Side.values()) {
      Set<String> listed = new HashSet<>();
      look.shown(side).forEach(view -> listed.add(view.id()));
      look.records()
          .forEach(
              (item, record) -> {
                Link link = record.link();
                if (link != null && !listed.contains(link.id(side))) {
                  (record.parked().isEmpty() ? missing : isNamed(look, record) ? named : waiting)
                      .add(new Half(side, link.id(side)));
                }
              });
      listed.stream()
          .map(id -> new Half(side, id))
          .filter(look.ended().deleted()::containsKey)
          .forEach(back::add);
    }
    return Stream.of(named, missing, back, waiting)
        .flatMap(halves -> halves.stream().sorted(Comparator.comparing(Half::id)));
  }

  private static boolean isNamed(ItemsLook look, PairRecord record) {
    return record.parked().stream()
        .map(Parked::waiting)
        .anyMatch(
            waiting -> look.decisions().stream().anyMatch(decision -> isMeant(decision, waiting)));
  }

  /** A retry of everything lets pass what a brake holds, and changes nothing of a review. */
  private static boolean isMeant(Decision decision, Waiting waiting) {
    return waiting.opId().equals(decision.opId())
        || (decision.kind() == Decision.Kind.RETRY && waiting.kind() == Waiting.Kind.HELD);
  }
}

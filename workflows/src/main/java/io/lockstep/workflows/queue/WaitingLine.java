package io.lockstep.workflows.queue;

import io.lockstep.core.Flow;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who waits, in the order they came. A contact that waits in bulk and is then changed by somebody
 * moves to the live ones. It asks nothing of the engine.
 */
final class WaitingLine {

  /** An hour of what one location may do; the rest is left to the passes. */
  static final int MOST = 10_000;

  /** So many hints keep their digests from run to run: one payload holds two MiB at most. */
  static final int MOST_WITH_DIGESTS = 1_000;

  /** The oldest hint dates the edit, the newest show what became of it. */
  private static final int MOST_HINTS = 10;

  private record Spot(Flow flow, String contactId) {}

  private final Map<Spot, List<Hint>> live = new LinkedHashMap<>();
  private final Map<Spot, List<Hint>> bulk = new LinkedHashMap<>();
  private boolean overflowed;

  WaitingLine(List<Queued> waiting, boolean overflowed) {
    waiting.forEach(this::add);
    this.overflowed = overflowed;
  }

  void add(Queued newcomer) {
    Spot spot = new Spot(newcomer.flow(), newcomer.contactId());
    if (!live.containsKey(spot) && !bulk.containsKey(spot) && size() >= MOST) {
      overflowed = true;
      return;
    }
    if (newcomer.lane() == Lane.LIVE && bulk.containsKey(spot)) {
      join(live, spot, bulk.remove(spot));
    }
    join(live.containsKey(spot) ? live : waiting(newcomer.lane()), spot, newcomer.hints());
  }

  private static void join(Map<Spot, List<Hint>> lane, Spot spot, List<Hint> hints) {
    List<Hint> all = lane.computeIfAbsent(spot, first -> new ArrayList<>());
    hints.stream().filter(hint -> !all.contains(hint)).forEach(all::add);
    boolean dropped = all.size() > MOST_HINTS;
    while (all.size() > MOST_HINTS) {
      all.remove(
          all.stream().filter(hint -> hint.lane() == Lane.BULK).findFirst().orElse(all.get(1)));
    }
    if (dropped) { // that one may have been the only news
      all.set(1, all.get(1).withoutEvidence());
    }
  }

  /** Takes the first ones out. */
  List<Queued> take(Lane lane, int most) {
    List<Queued> first = list(lane).stream().limit(most).toList();
    first.forEach(one -> waiting(lane).remove(new Spot(one.flow(), one.contactId())));
    return first;
  }

  /** Returns what was taken and not let in, to where it stood. */
  void putBack(Lane lane, List<Queued> notLetIn) {
    List<Queued> behind = list(lane);
    waiting(lane).clear();
    Stream.concat(notLetIn.stream(), behind.stream()).forEach(this::add);
  }

  /** All of them, for the next run. A hint without its digests is still a hint. */
  List<Queued> carriedOn() {
    List<Queued> all = new ArrayList<>(list(Lane.LIVE));
    all.addAll(list(Lane.BULK));
    int digests = 0;
    for (int i = 0; i < all.size(); i++) {
      Queued one = all.get(i);
      digests += one.hints().size();
      if (digests > MOST_WITH_DIGESTS) {
        all.set(i, new Queued(one.flow(), one.contactId(), List.of(withoutDigests(one.lane()))));
      }
    }
    return all;
  }

  private static Hint withoutDigests(Lane lane) {
    return Hint.from(lane == Lane.LIVE ? Hint.Source.FLOW : Hint.Source.SWEEP);
  }

  int size(Lane lane) {
    return waiting(lane).size();
  }

  boolean isEmpty() {
    return size() == 0;
  }

  boolean overflowed() {
    return overflowed;
  }

  /** Whether it was full; from now on it has not been. */
  boolean takeOverflow() {
    boolean full = overflowed;
    overflowed = false;
    return full;
  }

  private int size() {
    return size(Lane.LIVE) + size(Lane.BULK);
  }

  private List<Queued> list(Lane lane) {
    return waiting(lane).entrySet().stream()
        .map(one -> new Queued(one.getKey().flow(), one.getKey().contactId(), one.getValue()))
        .toList();
  }

  private Map<Spot, List<Hint>> waiting(Lane lane) {
    return lane == Lane.LIVE ? live : bulk;
  }
}

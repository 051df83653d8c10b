package io.lockstep.workflows.sync;

import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.plan.Decision;
import java.util.ArrayList;
import java.util.List;

/** What arrived since the last look. Handlers only put in; the loop takes all of it at once. */
final class Mailbox {

  private final List<Hint> hints = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private int arrivals;
  private boolean fresh;

  /** What one look answers for. */
  record Batch(List<Hint> hints, List<Decision> decisions) {
    Batch {
      hints = List.copyOf(hints);
      decisions = List.copyOf(decisions);
    }

    /** Whether this is one live hint and nothing else: the case a brief look is made for. */
    boolean isOneLiveHint() {
      return hints.size() == 1 && decisions.isEmpty() && hints.get(0).lane() == Lane.LIVE;
    }

    /** The lane of the most urgent of these; where there is nothing, the one before goes on. */
    Lane lane(Lane before) {
      if (hints.isEmpty() && decisions.isEmpty()) {
        return before;
      }
      return isLive(hints, decisions) ? Lane.LIVE : Lane.BULK;
    }

    /** Whether only a look can tell: a person decided, or a hint shows no digest to compare. */
    boolean needsALook() {
      return !decisions.isEmpty() || hints.stream().anyMatch(hint -> hint.digests().isEmpty());
    }
  }

  Mailbox(List<Hint> hints, List<Decision> decisions) {
    this.hints.addAll(hints);
    this.decisions.addAll(decisions);
    this.fresh = !isEmpty();
  }

  /** Answers the number of this arrival. */
  int add(Hint hint) {
    fresh = true;
    if (!hints.contains(hint)) { // a redelivery is the same hint
      hints.add(hint);
      dropTheOldest();
    }
    return ++arrivals;
  }

  void add(Decision decision) {
    fresh = true;
    arrivals++;
    decisions.remove(decision); // said again it is the last word, whatever was said in between
    decisions.add(decision);
  }

  /** Whether a person, or somebody's edit of this moment, waits for a look. */
  boolean hasLiveNews() {
    return isLive(hints, decisions);
  }

  boolean isEmpty() {
    return hints.isEmpty() && decisions.isEmpty();
  }

  /** Whether anything arrived since {@link #take}; what was put back is not fresh. */
  boolean isFresh() {
    return fresh;
  }

  /** How many signals and updates have come in this run. */
  int arrivals() {
    return arrivals;
  }

  Batch take() {
    Batch batch = new Batch(hints, decisions);
    hints.clear();
    decisions.clear();
    fresh = false;
    return batch;
  }

  /** Returns what a look took but could not answer for, as the oldest of what is here. */
  void putBack(Batch batch) {
    List<Hint> newer = List.copyOf(hints);
    hints.clear();
    hints.addAll(batch.hints());
    newer.stream().filter(hint -> !hints.contains(hint)).forEach(hints::add);
    dropTheOldest();
    List<Decision> later = List.copyOf(decisions);
    decisions.clear();
    batch.decisions().stream().filter(older -> !later.contains(older)).forEach(decisions::add);
    decisions.addAll(later);
  }

  private static boolean isLive(List<Hint> hints, List<Decision> decisions) {
    return !decisions.isEmpty() || hints.stream().anyMatch(hint -> hint.lane() == Lane.LIVE);
  }

  private void dropTheOldest() {
    boolean dropped = hints.size() > LookRequest.MOST_HINTS;
    while (hints.size() > LookRequest.MOST_HINTS) {
      hints.remove(0);
    }
    if (dropped) { // that one may have been the only news
      hints.set(0, hints.get(0).withoutEvidence());
    }
  }
}

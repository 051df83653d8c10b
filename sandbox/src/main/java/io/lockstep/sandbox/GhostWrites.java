package io.lockstep.sandbox;

import io.lockstep.sandbox.http.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Writes that were answered with an error, and take effect when their time has come. */
final class GhostWrites {

  /**
   * One of them.
   *
   * @param caller who called; a token that dies meanwhile does not matter
   */
  record Ghost(Instant due, SandboxCall call, Caller caller) {}

  private final PriorityQueue<Ghost> waiting =
      new PriorityQueue<>(Comparator.comparing(Ghost::due));

  void add(Instant due, SandboxCall call, Caller caller) {
    waiting.add(new Ghost(due, call, caller));
  }

  /** What takes effect now, the longest due first. */
  List<Ghost> takeDue(Instant now) {
    List<Ghost> due = new ArrayList<>();
    for (Ghost next = waiting.peek();
        next != null && !next.due().isAfter(now);
        next = waiting.peek()) {
      waiting.remove();
      due.add(next);
    }
    return due;
  }

  /** None of them takes effect any more. */
  void clear() {
    waiting.clear();
  }
}

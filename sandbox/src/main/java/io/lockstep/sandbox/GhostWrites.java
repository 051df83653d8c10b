package io.lockstep.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Writes that were answered with an error, and take effect when their time has come. */
final class GhostWrites {

  private record Ghost(Instant due, SandboxCall call) {}

  private final PriorityQueue<Ghost> waiting =
      new PriorityQueue<>(Comparator.comparing(Ghost::due));

  void add(Instant due, SandboxCall call) {
    waiting.add(new Ghost(due, call));
  }

  /** What takes effect now, the longest due first. */
  List<SandboxCall> takeDue(Instant now) {
    List<SandboxCall> due = new ArrayList<>();
    for (Ghost next = waiting.peek();
        next != null && !next.due().isAfter(now);
        next = waiting.peek()) {
      waiting.remove();
      due.add(next.call());
    }
    return due;
  }

  /** None of them takes effect any more. */
  void clear() {
    waiting.clear();
  }
}

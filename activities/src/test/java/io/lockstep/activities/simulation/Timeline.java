package io.lockstep.activities.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Virtual time and what happens when. One thread plays everything, in an order the history alone
 * decides. Time also passes inside a call: what falls due meanwhile happens in the middle of it.
 */
final class Timeline implements InstantSource {

  // A call inside a call inside a call: enough to meet every pair of steps, and the stack is
  // spared.
  private static final int DEEPEST = 3;

  private record Event(Instant at, long number, Runnable what) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
  private Instant now;
  private long numbers;
  private int depth;

  Timeline(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void in(Duration wait, Runnable what) {
    events.add(new Event(now.plus(wait), ++numbers, what));
  }

  /** Time passes inside a call. */
  void pass(Duration length) {
    Instant until = now.plus(length);
    if (depth < DEEPEST) {
      runUntil(until);
    }
    if (until.isAfter(now)) {
      now = until;
    }
  }

  /** Plays on until then. */
  void runUntil(Instant until) {
    depth++;
    try {
      for (Event next = events.peek();
          next != null && !next.at().isAfter(until);
          next = events.peek()) {
        events.remove(next);
        if (next.at().isAfter(now)) {
          now = next.at();
        }
        next.what().run();
      }
    } finally {
      depth--;
    }
    if (until.isAfter(now)) {
      now = until;
    }
  }

  /** When the next thing happens; far away when nothing does. */
  Instant next() {
    Event next = events.peek();
    return next == null ? Instant.MAX : next.at();
  }
}

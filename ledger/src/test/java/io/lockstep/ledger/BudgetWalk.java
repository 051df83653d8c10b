package io.lockstep.ledger;

import io.lockstep.ledger.Budget.Asker;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.Budget.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/** Callers of one location in virtual time: they come in bursts, wait, come late, or never. */
final class BudgetWalk {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final long TEN_SECONDS_MS = 10_000;

  private record Ask(long at, String owner, Asker asker, Need need) {}

  private final Budget budget;
  private final String location;
  private final Random random;
  private final PriorityQueue<Ask> asks =
      new PriorityQueue<>(Comparator.comparingLong(Ask::at).thenComparing(Ask::owner));
  private final List<Long> uses = new ArrayList<>();

  BudgetWalk(Budget budget, String location, long seed) {
    this.budget = budget;
    this.location = location;
    random = new Random(seed);
  }

  /** Random bursts in all lanes; some owners come late, some never, some answers correct. */
  void wander(Duration length) {
    long end = length.toMillis();
    int owners = 0;
    for (long at = 0; at < end; at += random.nextInt(2_000)) {
      for (int burst = random.nextInt(60); burst > 0; burst--) {
        int now = 1 + random.nextInt(3);
        Need need = new Need(now, now + random.nextInt(2));
        asks.add(new Ask(at, "owner" + owners++, asker(), need));
      }
    }
    while (!asks.isEmpty() && asks.peek().at() < end) {
      Ask ask = asks.remove();
      Turn turn = ask(ask);
      if (!turn.in().isZero() && random.nextInt(20) > 0) { // one in twenty never comes back
        long late = random.nextInt(3) == 0 ? random.nextInt(3_000) : random.nextInt(50);
        asks.add(again(ask, turn, late));
      }
      if (random.nextInt(50) == 0) {
        budget.correct(location, random.nextInt(100), -1, time(ask.at()), time(ask.at()));
      }
    }
  }

  private Asker asker() {
    return random.nextInt(4) == 0 ? Asker.BULK : random.nextInt(5) == 0 ? Asker.RETRY : Asker.LIVE;
  }

  /** Two hundred live callers that are never done and come back in time. */
  void saturate(Duration length) {
    for (int owner = 0; owner < 200; owner++) {
      asks.add(new Ask(0, "owner" + owner, Asker.LIVE, Need.ONE));
    }
    while (asks.element().at() < length.toMillis()) {
      Ask ask = asks.remove();
      asks.add(again(ask, ask(ask), random.nextInt(20)));
    }
  }

  private Turn ask(Ask ask) {
    Turn turn = budget.take(location, ask.asker(), ask.need(), ask.owner(), time(ask.at()));
    if (turn.taken() && turn.in().isZero()) {
      uses.addAll(Collections.nCopies(ask.need().now(), ask.at()));
    }
    return turn;
  }

  private static Ask again(Ask ask, Turn turn, long late) {
    return new Ask(ask.at() + turn.in().toMillis() + late, ask.owner(), ask.asker(), ask.need());
  }

  private static Instant time(long at) {
    return START.plusMillis(at);
  }

  int usesAfter(Duration start) {
    return (int) uses.stream().filter(use -> use >= start.toMillis()).count();
  }

  int fullestTenSeconds() {
    return fullestTenSeconds(uses);
  }

  /** The most times, in milliseconds, that lie within any ten seconds. */
  static int fullestTenSeconds(List<Long> times) {
    List<Long> sorted = times.stream().sorted().toList();
    int fullest = 0;
    int first = 0;
    for (int last = 0; last < sorted.size(); last++) {
      while (sorted.get(last) - sorted.get(first) >= TEN_SECONDS_MS) {
        first++;
      }
      fullest = Math.max(fullest, last - first + 1);
    }
    return fullest;
  }
}

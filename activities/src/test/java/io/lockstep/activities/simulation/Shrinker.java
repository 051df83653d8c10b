package io.lockstep.activities.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Leaves moves out, first many and then one by one, for as long as the history still fails. */
final class Shrinker {

  private static final int MOST_RUNS = 400;

  private final Predicate<History> stillFails;
  private int runs;

  Shrinker(Predicate<History> stillFails) {
    this.stillFails = stillFails;
  }

  History shrink(History failing) {
    History smallest = failing;
    for (int chunk = Math.max(1, failing.moves().size() / 2); chunk > 0; chunk /= 2) {
      smallest = without(smallest, chunk);
    }
    return smallest;
  }

  private History without(History failing, int chunk) {
    History smallest = failing;
    int from = 0;
    while (from < smallest.moves().size() && runs < MOST_RUNS) {
      List<Move> fewer = new ArrayList<>(smallest.moves());
      fewer.subList(from, Math.min(from + chunk, fewer.size())).clear();
      History candidate = smallest.with(fewer);
      runs++;
      if (stillFails.test(candidate)) {
        smallest = candidate;
      } else {
        from += chunk;
      }
    }
    return smallest;
  }
}

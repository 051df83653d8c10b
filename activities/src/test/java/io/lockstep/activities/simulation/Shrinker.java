package io.lockstep.activities.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Leaves moves out, first many and then one by one, for as long as the history still fails. */
final class Shrinker<M> {

  private static final int MOST_RUNS = 400;

  private final Predicate<List<M>> stillFails;
  private int runs;

  Shrinker(Predicate<List<M>> stillFails) {
    this.stillFails = stillFails;
  }

  List<M> shrink(List<M> failing) {
    List<M> smallest = failing;
    for (int chunk = Math.max(1, failing.size() / 2); chunk > 0; chunk /= 2) {
      smallest = without(smallest, chunk);
    }
    return smallest;
  }

  private List<M> without(List<M> failing, int chunk) {
    List<M> smallest = failing;
    int from = 0;
    while (from < smallest.size() && runs < MOST_RUNS) {
      List<M> fewer = new ArrayList<>(smallest);
      fewer.subList(from, Math.min(from + chunk, fewer.size())).clear();
      runs++;
      if (stillFails.test(fewer)) {
        smallest = fewer;
      } else {
        from += chunk;
      }
    }
    return smallest;
  }
}

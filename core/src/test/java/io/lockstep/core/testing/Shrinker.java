package io.lockstep.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Leaves steps out of a failing history, many at first and then one by one, while it still fails.
 */
public final class Shrinker {

  private Shrinker() {}

  /**
   * A history that still fails and from which no step, and no run of steps, can be left out.
   *
   * @param fails whether a history fails; asked of shorter ones only
   */
  public static <S> List<S> shrink(List<S> failing, Predicate<List<S>> fails) {
    List<S> smallest = failing;
    int chunk = Math.max(1, smallest.size() / 2);
    while (chunk > 0) {
      List<S> shorter = withoutChunks(smallest, chunk, fails);
      if (shorter.size() == smallest.size()) {
        chunk /= 2;
      }
      smallest = shorter;
    }
    return smallest;
  }

  private static <S> List<S> withoutChunks(List<S> steps, int chunk, Predicate<List<S>> fails) {
    List<S> kept = steps;
    int from = 0;
    while (from < kept.size()) {
      List<S> shorter = new ArrayList<>(kept.subList(0, from));
      shorter.addAll(kept.subList(Math.min(from + chunk, kept.size()), kept.size()));
      if (fails.test(shorter)) {
        kept = shorter;
      } else {
        from += chunk;
      }
    }
    return kept;
  }
}

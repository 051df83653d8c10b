package io.lockstep.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a claim over seeded random histories; a failing one is shrunk and printed with its seed. */
public final class Histories {

  private Histories() {}

  /**
   * Runs the claim over {@code count} histories of {@code length} steps.
   *
   * @param step draws one step; its {@code toString} must tell a reader how to repeat it
   * @param claim throws an {@link AssertionError} where the history refutes it
   */
  public static <S> void check(
      long seed, int count, int length, Function<Random, S> step, Consumer<List<S>> claim) {
    for (long i = seed; i < seed + count; i++) {
      Random random = new Random(i);
      List<S> history = new ArrayList<>();
      for (int j = 0; j < length; j++) {
        history.add(step.apply(random));
      }
      if (refutation(history, claim) != null) {
        List<S> shrunk = Shrinker.shrink(history, steps -> refutation(steps, claim) != null);
        throw new AssertionError(
            "seed " + i + " fails; shrunk to " + shrunk, refutation(shrunk, claim));
      }
    }
  }

  private static <S> @Nullable Throwable refutation(List<S> history, Consumer<List<S>> claim) {
    try {
      claim.accept(history);
      return null;
    } catch (AssertionError | RuntimeException refuted) {
      return refuted;
    }
  }
}

package io.lockstep.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

  @Test
  void onlyTheStepsThatMakeItFailAreLeft() {
    List<Integer> history = IntStream.range(0, 40).boxed().toList();
    assertThat(Shrinker.shrink(history, steps -> steps.contains(7) && steps.contains(31)))
        .containsExactly(7, 31);
  }

  @Test
  void aHistoryThatFailsWithoutAnyStepShrinksToNone() {
    assertThat(Shrinker.shrink(List.of(1, 2, 3), steps -> true)).isEmpty();
  }

  @Test
  void aRefutedClaimNamesTheSeedAndTheShrunkHistory() {
    assertThatThrownBy(
            () ->
                Histories.check(
                    5,
                    10,
                    20,
                    random -> random.nextInt(10),
                    steps -> assertThat(steps).doesNotContain(3)))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching("seed \\d+ fails; shrunk to \\[3]");
  }
}

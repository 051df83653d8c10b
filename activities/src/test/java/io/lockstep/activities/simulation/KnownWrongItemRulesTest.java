package io.lockstep.activities.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.item.ItemKind;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rules on items that were tempting and are wrong, put back one by one. The simulation must notice
 * each, and must be content with the right rule under the very same history; otherwise it proves
 * nothing.
 */
class KnownWrongItemRulesTest {

  private static final int HISTORIES = 600;
  private static final int MOVES = 20;

  @ParameterizedTest
  @EnumSource(value = ItemVariant.class, names = "RIGHT", mode = EnumSource.Mode.EXCLUDE)
  void aWrongRuleIsFoundOut(ItemVariant wrong) {
    LongFunction<ItemHistory> histories =
        wrong == ItemVariant.COPIES_SURPLUS
            ? KnownWrongItemRulesTest::aCreateThatTakesEffectTooLate
            : seed -> ItemHistory.random(ItemKind.NOTE, seed, MOVES);

    Optional<ItemHistory> caught =
        LongStream.rangeClosed(1, HISTORIES)
            .parallel()
            .mapToObj(histories)
            .filter(history -> breaksALaw(history.play(wrong, new Tally())))
            .findAny();

    assertThat(caught).as("what shows that " + wrong + " is wrong").isPresent();
    assertThat(caught.orElseThrow().play(ItemVariant.RIGHT, new Tally()))
        .as("the right rule")
        .isEmpty();
  }

  private static ItemHistory aCreateThatTakesEffectTooLate(long seed) {
    return ItemHistory.parse(
        """
        note %d
        FAULT 0 %d +50
        ADD_AT_REWARDS 0 0 +50
        PASS 0 0 +150000
        """
            .formatted(seed, ItemFaults.GHOST_THAT_COMES_TOO_LATE));
  }

  private static boolean breaksALaw(List<String> broken) {
    return broken.stream().anyMatch(line -> line.startsWith("L"));
  }
}

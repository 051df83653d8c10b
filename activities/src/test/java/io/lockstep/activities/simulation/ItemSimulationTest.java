package io.lockstep.activities.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.item.ItemKind;
import io.lockstep.core.merge.ItemBranch;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random histories of tasks and of notes, with faults and crashes, played by the real look and
 * apply against both providers' twins. {@code -Dlockstep.simulation.histories=100000} plays more,
 * {@code -Dlockstep.simulation.seed=42} plays one.
 */
class ItemSimulationTest {

  private static final int MOVES = 24;

  // Two thousand of each kind, as the contacts have, take minutes more than the build may.
  private static final int HISTORIES = 200;
  private static final int ENOUGH_FOR_A_WRONG_RULE = 1_500;

  // A one-way mapping and an undeletion, which no provider's API has, are ItemMergeTest's.
  private static final Set<ItemBranch> NOT_PLAYED = Set.of(ItemBranch.STAYS, ItemBranch.UNDELETED);

  @ParameterizedTest
  @EnumSource(ItemKind.class)
  void everyLawHoldsInEveryHistory(ItemKind kind) {
    Long one = Long.getLong("lockstep.simulation.seed");
    int histories =
        one == null ? Integer.getInteger("lockstep.simulation.histories", HISTORIES) : 1;
    var tally = new Tally();

    List<String> failures =
        failures(kind, ItemVariant.RIGHT, one == null ? 1 : one, histories, tally);

    System.out.println(tally.report());
    assertThat(failures).isEmpty();
    if (histories >= 2_000) {
      assertThat(neverMet(kind, tally)).as("never met, so never tested").isEmpty();
    }
  }

  private static List<String> neverMet(ItemKind kind, Tally tally) {
    Stream<String> branches =
        Arrays.stream(ItemBranch.values())
            .filter(branch -> !NOT_PLAYED.contains(branch) && tally.itemBranch(branch) == 0)
            .map(branch -> "branch " + branch);
    Stream<String> faults =
        ItemFaults.kinds().stream()
            .filter(fault -> kind == ItemKind.TASK || !fault.equals("webhook-without-contact"))
            .filter(fault -> tally.fault(fault) == 0)
            .map(fault -> "fault " + fault);
    Stream<String> others =
        Stream.concat(
                Arrays.stream(ItemMove.Kind.values()).map(move -> "moves: " + move),
                Stream.of(
                    "crashes",
                    "applies run twice at once",
                    "edits right after a read",
                    "echoes answered without a run"))
            .filter(what -> tally.other(what) == 0);
    return Stream.of(branches, faults, others).flatMap(missing -> missing).toList();
  }

  @ParameterizedTest
  @EnumSource(value = ItemVariant.class, names = "RIGHT", mode = EnumSource.Mode.EXCLUDE)
  void aWrongRuleIsFoundOut(ItemVariant variant) {
    boolean found =
        LongStream.rangeClosed(1, ENOUGH_FOR_A_WRONG_RULE)
            .anyMatch(
                seed ->
                    new ItemPlay(ItemKind.NOTE, seed, variant, new Tally())
                        .play(history(seed)).stream().anyMatch(line -> line.startsWith("L")));

    assertThat(found).as(variant + " goes unnoticed").isTrue();
  }

  @Test
  void theSameHistoryIsPlayedTheSameWay() {
    var first = new ItemPlay(ItemKind.TASK, 7, ItemVariant.RIGHT, new Tally());
    first.play(history(7));
    var second = new ItemPlay(ItemKind.TASK, 7, ItemVariant.RIGHT, new Tally());
    second.play(history(7));

    assertThat(second.story()).isEqualTo(first.story());
  }

  private static List<ItemMove> history(long seed) {
    var random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    return IntStream.range(0, MOVES).mapToObj(i -> ItemMove.random(random)).toList();
  }

  /** The first history that breaks a law, shrunk and told; empty when every law held. */
  private static List<String> failures(
      ItemKind kind, ItemVariant variant, long from, int histories, Tally tally) {
    return LongStream.range(from, from + histories)
        .parallel()
        .filter(seed -> !new ItemPlay(kind, seed, variant, tally).play(history(seed)).isEmpty())
        .boxed()
        .limit(1)
        .map(seed -> told(kind, variant, seed))
        .toList();
  }

  private static String told(ItemKind kind, ItemVariant variant, long seed) {
    List<ItemMove> shrunk =
        new Shrinker<ItemMove>(
                moves -> !new ItemPlay(kind, seed, variant, new Tally()).play(moves).isEmpty())
            .shrink(history(seed));
    var play = new ItemPlay(kind, seed, variant, new Tally());
    List<String> broken = play.play(shrunk);
    return "seed %d breaks %s%nshrunk to %s%n%s"
        .formatted(seed, broken, shrunk, String.join("\n", play.story()));
  }
}

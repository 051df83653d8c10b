package io.lockstep.activities.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.merge.Branch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random histories of edits and faults, played by the real code against both providers' twins.
 * {@code -Dlockstep.simulation.histories=100000} plays more, {@code -Dlockstep.simulation.seed=42}
 * plays one. A failure prints a history that {@link ReplayedHistoriesTest} can keep.
 */
class SimulationTest {

  private static final int MOVES = 40;
  private static final long FIRST_SEED = 1;

  @Test
  void everyLawHoldsInEveryHistory() {
    Long one = Long.getLong("lockstep.simulation.seed");
    int histories = one == null ? Integer.getInteger("lockstep.simulation.histories", 2_000) : 1;
    var simulation = new Simulation(Variant.RIGHT);

    List<Simulation.Failure> failures =
        simulation.run(one == null ? FIRST_SEED : one, histories, MOVES);

    System.out.println(simulation.tally().report());
    assertThat(failures.stream().map(Simulation.Failure::toString)).isEmpty();
    if (histories >= 2_000) {
      assertThat(neverMet(simulation.tally())).as("never met, so never tested").isEmpty();
      assertThat(simulation.tally().other(World.HOLES)).isLessThan(histories / 100);
    }
  }

  private static List<String> neverMet(Tally tally) {
    Stream<String> branches =
        Arrays.stream(Branch.values())
            .filter(branch -> tally.branch(branch) == 0)
            .map(branch -> "branch " + branch);
    Stream<String> faults =
        Faults.kinds().stream().filter(kind -> tally.fault(kind) == 0).map(kind -> "fault " + kind);
    Stream<String> moves =
        Arrays.stream(Move.Kind.values())
            .filter(kind -> tally.other("moves: " + kind) == 0)
            .map(kind -> "move " + kind);
    Stream<String> others =
        Stream.of(
                "crashes",
                "applies run twice at once",
                "edits right after a read",
                "echoes answered without a run",
                "events let in unweighed",
                "histories that webhooks alone brought to rest",
                "webhooks refused while the engine was down")
            .filter(what -> tally.other(what) == 0);
    return Stream.of(branches, faults, moves, others)
        .flatMap(missing -> missing)
        .collect(Collectors.toList());
  }

  @Test
  void theSameHistoryIsPlayedTheSameWay() {
    History history = History.random(7, MOVES);
    var first = new World(history, Variant.RIGHT, new Tally());
    first.play(history);
    var second = new World(history, Variant.RIGHT, new Tally());
    second.play(History.parse(history.toString()));

    assertThat(second.story()).isEqualTo(first.story());
  }
}

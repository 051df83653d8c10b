package io.lockstep.activities.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.ledger.InMemoryPairLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BrakesTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

  private final InMemoryPairLedger pairs = new InMemoryPairLedger(() -> NOW);

  @Test
  void theLimitItselfIsHeldAndOneBelowItGoes() {
    done(Side.REWARDS, Act.UPDATED, 3, NOW);

    assertThat(brakes(100, 100, 4).hold(update("Ann"), NOW)).isEmpty();
    assertThat(brakes(100, 100, 3).hold(update("Ann"), NOW))
        .get()
        .asString()
        .contains("3 creates and overwrites at rewards");
  }

  @Test
  void eachSideIsCountedByItself() {
    done(Side.CONTACTS, Act.UPDATED, 9, NOW);

    assertThat(brakes(100, 100, 3).hold(update("Ann"), NOW)).isEmpty();
  }

  @Test
  void whatIsAnHourOldCountsNoMore() {
    done(Side.REWARDS, Act.UPDATED, 3, NOW);

    assertThat(brakes(100, 100, 3).hold(update("Ann"), NOW.plus(Duration.ofHours(1)))).isPresent();
    assertThat(brakes(100, 100, 3).hold(update("Ann"), NOW.plusSeconds(3601))).isEmpty();
  }

  @Test
  void whatTakesAwayIsCountedApartFromWhatIsWritten() {
    done(Side.REWARDS, Act.CLEARED, 1, NOW);
    done(Side.REWARDS, Act.UNTAGGED, 1, NOW);
    done(Side.REWARDS, Act.DELETED, 1, NOW);
    Brakes brakes = brakes(3, 100, 3);

    assertThat(brakes.hold(update("Ann"), NOW)).isEmpty();
    assertThat(brakes.hold(update(), NOW)).isPresent();
    assertThat(brakes.hold(op(Op.Kind.REMOVE_TAGS, "vip"), NOW)).isPresent();
    assertThat(brakes.hold(op(Op.Kind.DELETE), NOW)).isPresent();
    assertThat(brakes.hold(op(Op.Kind.ADD_TAGS, "vip"), NOW)).isEmpty();
  }

  @Test
  void aShareOfThePairsIsHeldOnceTenAreTaken() {
    IntStream.range(0, 100)
        .mapToObj(i -> new FlowKey("acme", "c" + i))
        .forEach(
            key -> pairs.commit(key, PairChange.builder().state(PairState.IN_STEP, "").build()));

    done(Side.REWARDS, Act.CLEARED, 9, NOW);
    assertThat(brakes(500, 5, 500).hold(update(), NOW)).as("nine of a hundred").isEmpty();
    done(Side.REWARDS, Act.DELETED, 1, NOW);
    assertThat(brakes(500, 10, 500).hold(update(), NOW)).as("ten of a hundred").isPresent();
    assertThat(brakes(500, 11, 500).hold(update(), NOW)).as("of eleven allowed").isEmpty();
  }

  private Brakes brakes(int deletes, int percent, int writes) {
    return new Brakes(
        pairs,
        new MappingProfile.Brakes(deletes, percent, writes, 6, Duration.ofMinutes(10)),
        "acme");
  }

  private void done(Side side, Act act, int times, Instant at) {
    for (int i = 0; i < times; i++) {
      pairs.record("acme", new JournalEntry(at, "done" + i, act, side, List.of(), "lockstep"));
    }
  }

  private static Op update(String... values) {
    return op(Op.Kind.UPDATE, values);
  }

  private static Op op(Op.Kind kind, String... values) {
    var write = new FieldWrite("firstName", List.of(values), 0, "", "", null);
    return new Op("op", kind, Side.REWARDS, "p1", "1", "c1", List.of(write), "an update");
  }
}

package io.lockstep.quickstart.realengine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.quickstart.realengine.Hands.Entry;
import io.lockstep.quickstart.realengine.RunningLockstep.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Laws L1, L3, L4 and L6 with real processes, killed while changes are under way. */
class KilledE2E {

  private static final String CONNECTION = "sandbox-2";
  private static final int CHANGES_PER_KILL = 20;

  /** No sweep could have repaired what a lost webhook left: nothing but webhooks starts a run. */
  private static final Map<String, String> NO_SWEEPS =
      Map.of("lockstep.sweep.at-start", "false", "lockstep.sweep.scheduled", "false");

  private static final String TENTH_ANSWER_LOST =
      """
      [{"side": "highlevel", "route": "*", "kind": "lost-answer", "chance": 0.1},
       {"side": "bhn", "route": "*", "kind": "lost-answer", "chance": 0.1}]
      """;

  private final long seed = Long.getLong("lockstep.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void twoHundredChangesBothWaysOutliveLostAnswersAndKillsOfEveryProcess(@TempDir Path folder) {
    System.out.println("KilledE2E: repeat these moments with -Dlockstep.seed=" + seed);
    Path bin = Path.of(System.getProperty("lockstep.temporal.bin"));
    try (RunningLockstep lockstep = RunningLockstep.start(bin, folder, NO_SWEEPS)) {
      Hands hands = lockstep.hands(2);
      Changes changes = new Changes(hands, random);
      lockstep.sandbox().put("/control/faults", TENTH_ANSWER_LOST);

      List<Part> victims = Part.victims(changes.count() / CHANGES_PER_KILL, random);
      for (Part victim : victims) {
        changeWhileItDies(victim, lockstep, changes);
        lockstep.awaitUp();
        changes.linked(linked(lockstep));
      }
      assertThat(victims).contains(Part.values());
      assertEveryFaultStruck(lockstep.sandbox().get("/control/faults"));
      lockstep.sandbox().put("/control/faults", "[]");

      Awaitility.await("both sides show what people made of them, each thing once")
          .atMost(Duration.ofMinutes(15)) // a sender's sixth try comes ten minutes after its first
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                lockstep.restartWhatDied();
                assertThat(Changes.sorted(hands.profiles().stream().map(Entry::person)))
                    .isEqualTo(changes.expected());
                assertThat(Changes.sorted(hands.contacts().stream().map(Entry::person)))
                    .isEqualTo(changes.expected());
              });
      assertThat(
              lockstep.temporal().ours("workflow", "list", "--query", "LockstepFlow='reconcile'"))
          .as("passes over everything")
          .doesNotContain("sandbox");
    }
  }

  private void changeWhileItDies(Part victim, RunningLockstep lockstep, Changes changes) {
    int dies = 1 + random.nextInt(CHANGES_PER_KILL - 6);
    int returns = dies + 1 + random.nextInt(5);
    for (int i = 0; i < CHANGES_PER_KILL; i++) {
      if (i == dies) {
        lockstep.kill(victim);
      }
      if (i == returns) {
        lockstep.startAgain(victim);
      }
      changes.makeNext();
    }
  }

  private static Set<String> linked(RunningLockstep lockstep) {
    Set<String> linked = new HashSet<>();
    JsonNode pairs =
        lockstep.operator().get("/api/v1/pairs?limit=500&connection=" + CONNECTION).path("items");
    for (JsonNode pair : pairs) {
      if (pair.hasNonNull("profileId")) {
        linked.add(pair.path("contactId").asText());
      }
    }
    return linked;
  }

  private static void assertEveryFaultStruck(JsonNode faults) {
    assertThat(faults).hasSize(2);
    assertThat(faults).allSatisfy(fault -> assertThat(fault.path("hits").asInt()).isPositive());
  }
}

package io.lockstep.quickstart.realengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.quickstart.realengine.Hands.Entry;
import io.lockstep.quickstart.realengine.RunningLockstep.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law L9: what one location sends at once waits in its own queue, and outlives a killed worker. */
class FloodE2E {

  private static final int FLOOD = 80; // some 250 calls: twenty seconds of what HighLevel allows

  private static final Map<String, String> NO_SWEEPS =
      Map.of("lockstep.sweep.at-start", "false", "lockstep.sweep.scheduled", "false");

  @Test
  void aFloodWaitsInItsOwnQueueAndAnotherLocationIsServedMeanwhile(@TempDir Path folder) {
    Path bin = Path.of(System.getProperty("lockstep.temporal.bin"));
    try (RunningLockstep lockstep = RunningLockstep.start(bin, folder, NO_SWEEPS)) {
      Hands flooded = lockstep.hands(2);
      Hands other = lockstep.hands(1);
      lockstep.sandbox().put("/control/webhooks", "{\"hold\": true}");
      Set<String> expected = new HashSet<>();
      for (int n = 0; n < FLOOD; n++) {
        String email = "flood-%d@example.com".formatted(n);
        flooded.createContact(email, "Flo", "Od");
        expected.add(email);
      }
      lockstep.sandbox().put("/control/webhooks", "{\"hold\": false}");
      waiting("the queue's run").until(() -> queueIs(lockstep, "Running"));

      lockstep.kill(Part.WORKER);
      lockstep.startAgain(Part.WORKER);
      lockstep.awaitUp();
      other.createContact("calm@example.com", "Calm", "Sea");
      waiting("the other location's contact")
          .until(() -> emails(other).contains("calm@example.com"));
      assertThat(emails(flooded)).as("the flood is not over yet").hasSizeLessThan(FLOOD);

      waiting("the whole flood").until(() -> emails(flooded).equals(expected));
      assertThat(flooded.profiles()).as("each once").hasSize(FLOOD);
      waiting("an empty queue ends").until(() -> queueIs(lockstep, "Completed"));
    }
  }

  private static ConditionFactory waiting(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(500));
  }

  private static boolean queueIs(RunningLockstep lockstep, String status) {
    String query = "WorkflowId='queue/sandbox-2' AND ExecutionStatus='" + status + "'";
    return lockstep
        .temporal()
        .ours("workflow", "list", "--query", query)
        .contains("ConnectionQueueWorkflow");
  }

  private static Set<String> emails(Hands hands) {
    Set<String> emails = new HashSet<>();
    hands.profiles().stream().map(Entry::person).forEach(person -> emails.add(person.email()));
    return emails;
  }
}

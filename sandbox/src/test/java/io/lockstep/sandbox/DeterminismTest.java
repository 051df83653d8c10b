package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeterminismTest {

  @Test
  void theSameSeedAndCallsGiveTheSameStateWebhooksAndKeys() {
    assertThat(story(7)).isEqualTo(story(7));
  }

  @Test
  void anotherSeedGivesAnotherWorld() {
    assertThat(story(7)).isNotEqualTo(story(8));
  }

  private static List<Object> story(long seed) {
    Play play =
        new Play(
            options -> new SandboxOptions(options.clock(), seed).withSeeds().withConnections(2));
    play.listen();
    play.faults(
        Fault.of("highlevel", "*", FaultKind.WEBHOOK_SHUFFLED).chance(0.5),
        Fault.of("highlevel", "PUT *", FaultKind.ERROR_5XX).chance(0.5));
    String id = play.contact(Map.of("firstName", "Ada"));
    for (int i = 0; i < 10; i++) {
      play.pass(Duration.ofSeconds(2));
      play.highLevel("PUT", "/contacts/" + id, Map.of("city", "Town " + i));
    }
    play.control("POST", "life", Map.of("edits", 30));
    play.profile(Map.of("email", "ada@example.com"));
    List<Object> told =
        play.received().stream()
            .<Object>map(delivery -> List.of(Play.body(delivery), delivery.headers()))
            .toList();
    return List.of(
        play.control("GET", "state").body(),
        play.control("GET", "log").body(),
        play.sandbox().accesses(),
        told);
  }
}

package io.lockstep.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import io.lockstep.ledger.Connection.Bhn.Login;
import io.lockstep.ledger.Connection.HighLevel.Access;
import io.lockstep.ledger.InMemoryBreakers;
import io.lockstep.worker.WorkerProperties.Bhn;
import io.lockstep.worker.WorkerProperties.ConnectionProperties;
import io.lockstep.worker.WorkerProperties.FirstLink;
import io.lockstep.worker.WorkerProperties.HighLevel;
import io.lockstep.worker.WorkerProperties.HighLevelAppProperties;
import io.lockstep.worker.WorkerProperties.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class ProvidersHealthIndicatorTest {

  private Instant now = Instant.parse("2026-11-28T12:00:00Z");
  private final InMemoryBreakers breakers = new InMemoryBreakers();
  private final ProvidersHealthIndicator health =
      new ProvidersHealthIndicator(serving("acme"), breakers, () -> now);

  @Test
  void aSideThatIsLeftAloneIsNamedAndTheWorkerStaysInService() {
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);

    breakers.failed("acme", Side.CONTACTS, Duration.ofMinutes(5), now);
    assertThat(health.health().getStatus()).as("ten seconds old at most").isEqualTo(Status.UP);
    now = now.plusSeconds(10);
    assertThat(health.health().getStatus()).isEqualTo(ProvidersHealthIndicator.DEGRADED);
    assertThat(health.health().getDetails())
        .containsExactly(Map.entry("acme contacts", "left alone for 290 s"));

    now = now.plusSeconds(300);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  private static WorkerProperties serving(String connection) {
    var served =
        new ConnectionProperties(
            "US",
            "default",
            FirstLink.PLAN,
            new HighLevel(
                "http://localhost/highlevel", "loc1", "t", List.of(), Access.READ_WRITE, null),
            new Bhn(
                "http://localhost/bhn",
                "acct1",
                "client",
                "secret",
                "hook",
                "",
                null,
                "",
                "",
                Login.CLIENT_CREDENTIALS));
    return new WorkerProperties(
        Map.of(connection, served),
        new HighLevelAppProperties("", ""),
        Map.of(),
        new Sweep(true, Duration.ofMinutes(15), Duration.ofHours(24), true));
  }
}

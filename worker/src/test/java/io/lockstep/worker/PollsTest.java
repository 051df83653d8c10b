package io.lockstep.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.ledger.Connection.Bhn.Login;
import io.lockstep.ledger.Connection.HighLevel.Access;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.ledger.InMemoryCursors;
import io.lockstep.ledger.InMemoryPairLedger;
import io.lockstep.worker.WorkerProperties.Bhn;
import io.lockstep.worker.WorkerProperties.ConnectionProperties;
import io.lockstep.worker.WorkerProperties.FirstLink;
import io.lockstep.worker.WorkerProperties.HighLevel;
import io.lockstep.worker.WorkerProperties.HighLevelAppProperties;
import io.lockstep.worker.WorkerProperties.Sweep;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;

/** What a worker polls; the default profile lets tasks and notes travel. */
class PollsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final InMemoryConnections connections = new InMemoryConnections();
  private final InMemoryCursors cursors = new InMemoryCursors();

  @Test
  void whereWebhooksComeNothingIsPolled() {
    assertThat(polls(null, null)).isEmpty();
  }

  @Test
  void eachSideIsPolledAsOftenAsItIsConfigured() {
    assertThat(polls(MINUTE, Duration.ofSeconds(30)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "changed-contacts",
                MINUTE,
                "tasks",
                MINUTE,
                "rewards-changes",
                Duration.ofSeconds(30)));
  }

  @Test
  void whatHighLevelsDayDoesNotHoldIsNotPolledAndBhnIs() {
    cursors.save("acme", "tasks", "15000"); // 151 calls each time
    assertThat(polls(MINUTE, MINUTE)).containsOnlyKeys("rewards-changes");
    assertThat(polls(Duration.ofMinutes(5), MINUTE)).containsKeys("changed-contacts", "tasks");
  }

  private Map<String, Duration> polls(@Nullable Duration highLevel, @Nullable Duration bhn) {
    var acme =
        new ConnectionProperties(
            "GB",
            "default",
            FirstLink.PLAN,
            new HighLevel(
                "http://localhost/highlevel",
                "loc1",
                "token",
                List.of(),
                Access.READ_WRITE,
                highLevel),
            new Bhn(
                "http://localhost/bhn",
                "acct1",
                "client",
                "secret",
                "hook secret",
                "",
                bhn,
                "",
                "",
                Login.CLIENT_CREDENTIALS));
    var sweep = new Sweep(true, Duration.ofMinutes(15), Duration.ofHours(24), true);
    var app = new HighLevelAppProperties("", "");
    var properties = new WorkerProperties(Map.of("acme", acme), app, Map.of(), sweep);
    new ConnectionRegistrar(properties, connections, new DefaultResourceLoader())
        .afterPropertiesSet();
    var pairs = new InMemoryPairLedger(Clock.systemUTC());
    return new Polls(properties, connections, pairs, cursors).of("acme");
  }
}

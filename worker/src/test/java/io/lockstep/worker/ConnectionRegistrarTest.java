package io.lockstep.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connection.Bhn.Login;
import io.lockstep.ledger.Connection.HighLevel.Access;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.worker.WorkerProperties.Bhn;
import io.lockstep.worker.WorkerProperties.ConnectionProperties;
import io.lockstep.worker.WorkerProperties.FirstLink;
import io.lockstep.worker.WorkerProperties.HighLevel;
import io.lockstep.worker.WorkerProperties.HighLevelAppProperties;
import io.lockstep.worker.WorkerProperties.Sweep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.DefaultResourceLoader;

/** Which connections a worker starts with. */
class ConnectionRegistrarTest {

  private final InMemoryConnections connections = new InMemoryConnections();

  @Test
  void aConnectionOfAKnownRegionIsRegistered() {
    start("GB");
    assertThat(connections.byId("acme")).map(Connection::region).contains("GB");
  }

  @Test
  void anUnknownRegionEndsTheStartAndNamesTheSetting() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start("UK"))
        .withMessageContaining("lockstep.connections.acme.region")
        .withMessageContaining("such as US or GB, not UK");
    assertThat(connections.all()).isEmpty();
  }

  @Test
  void aConnectionWithoutATokenNeedsAnApp() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start("GB", "", new HighLevelAppProperties("", "")))
        .withMessageContaining("lockstep.connections.acme.high-level.token")
        .withMessageContaining("lockstep.high-level-app.client-id");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> start("GB", "", new HighLevelAppProperties("app-1", "")))
        .withMessageContaining("lockstep.high-level-app.client-secret");
    start("GB", "", new HighLevelAppProperties("app-1", "app-secret"));
    assertThat(connections.byId("acme").orElseThrow().highLevel().isByGrant()).isTrue();
  }

  private void start(String region) {
    start(region, "token", new HighLevelAppProperties("", ""));
  }

  private void start(String region, String token, HighLevelAppProperties app) {
    var acme =
        new ConnectionProperties(
            region,
            "default",
            FirstLink.PLAN,
            new HighLevel(
                "http://localhost/highlevel", "loc1", token, List.of(), Access.READ_WRITE, null),
            new Bhn(
                "http://localhost/bhn",
                "acct1",
                "client",
                "secret",
                "webhook secret",
                "",
                null,
                "",
                "",
                Login.CLIENT_CREDENTIALS));
    var sweep = new Sweep(true, Duration.ofMinutes(15), Duration.ofHours(24), true);
    var properties = new WorkerProperties(Map.of("acme", acme), app, Map.of(), sweep);
    new ConnectionRegistrar(properties, connections, new DefaultResourceLoader())
        .afterPropertiesSet();
  }
}

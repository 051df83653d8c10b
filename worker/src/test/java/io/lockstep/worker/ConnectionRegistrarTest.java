package io.lockstep.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lockstep.ledger.Connection;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.worker.WorkerProperties.Bhn;
import io.lockstep.worker.WorkerProperties.ConnectionProperties;
import io.lockstep.worker.WorkerProperties.FirstLink;
import io.lockstep.worker.WorkerProperties.HighLevel;
import io.lockstep.worker.WorkerProperties.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.DefaultResourceLoader;

/** Which connections a worker starts with. */
@ExtendWith(OutputCaptureExtension.class)
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
  void aSectionWithoutEffectIsNamedAtStart(@TempDir Path folder, CapturedOutput printed)
      throws IOException {
    Path profile = folder.resolve("items.yaml");
    Files.writeString(
        profile,
        """
        profile: items
        contact: {fields: [{name: email, contacts: email, rewards: email}]}
        notes: {files: link}
        """);
    start("US", "items", Map.of("items", profile.toString()));
    assertThat(printed).contains("items.yaml]:3:", "notes.files: link is read and right, but");
  }

  private void start(String region) {
    start(region, "default", Map.of());
  }

  private void start(String region, String profile, Map<String, String> profiles) {
    var acme =
        new ConnectionProperties(
            region,
            profile,
            FirstLink.PLAN,
            new HighLevel("http://localhost/highlevel", "loc1", "token", List.of()),
            new Bhn("http://localhost/bhn", "acct1", "client", "secret", "webhook secret"));
    var sweep = new Sweep(true, Duration.ofMinutes(15), Duration.ofHours(24), true);
    var properties = new WorkerProperties(Map.of("acme", acme), profiles, sweep);
    new ConnectionRegistrar(properties, connections, new DefaultResourceLoader())
        .afterPropertiesSet();
  }
}

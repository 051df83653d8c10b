package io.lockstep.quickstart.realengine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalServerE2E {

  @Test
  void theServerKeepsItsNamespaceOverAKillOfItselfAndOfItsDatabase(@TempDir Path folder) {
    Path bin = Path.of(System.getProperty("lockstep.temporal.bin"));
    try (Postgres postgres = Postgres.start(folder, Ports.free());
        TemporalServer server = TemporalServer.start(bin, folder, postgres, Ports.block(12))) {
      server.kill();
      postgres.kill();
      postgres.startAgain();
      server.startAgain();
      assertThat(server.cli("operator", "namespace", "describe", TemporalServer.NAMESPACE))
          .contains(TemporalServer.NAMESPACE);
    }
  }
}

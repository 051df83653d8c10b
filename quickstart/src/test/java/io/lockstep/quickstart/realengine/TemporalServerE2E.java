package io.lockstep.quickstart.realengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.quickstart.RunningEngine;
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

      RunningEngine.prepare(server.target(), "newcomer");
      RunningEngine.prepare(server.target(), "newcomer");
      assertThat(server.cli("operator", "namespace", "describe", "newcomer")).contains("newcomer");
    }
  }

  @Test
  void whereNoTemporalAnswersThePersonIsToldWhatToDo() {
    assertThatThrownBy(() -> RunningEngine.prepare("127.0.0.1:1", "newcomer"))
        .hasMessageContaining("no Temporal can be used at 127.0.0.1:1")
        .hasMessageContaining("temporal server start-dev");
  }
}

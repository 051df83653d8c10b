package io.lockstep.workflows.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes the histories that {@link ReplayTest} replays. Its name keeps it out of the build; run it
 * by hand after adding a {@link Scenarios scenario}:
 *
 * <pre>mvn -pl workflows -am test -Dtest=HistoryRecorder -Dlockstep.record=true
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 *
 * <p>A history on file is a customer's running workflow: it is never written again. Where one no
 * longer replays, version the change ({@code Workflow.getVersion}). The histories are sealed with
 * {@link io.lockstep.workflows.TestServer#GOLDEN_KEYS}.
 */
class HistoryRecorder {

  private static final Path HISTORIES = Path.of("src/test/resources/histories");

  @Test
  @EnabledIfSystemProperty(named = "lockstep.record", matches = "true")
  void recordsWhatIsNotOnFileYet() throws IOException {
    for (var scenario : Scenarios.all().entrySet()) {
      Path file = HISTORIES.resolve(scenario.getKey() + ".json");
      if (Files.notExists(file)) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, scenario.getValue().make().toJson(true) + "\n");
      }
    }
  }
}

package io.lockstep.workflows.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.workflows.TestServer;
import io.lockstep.workflows.contacts.ContactUpsertActivities;
import io.lockstep.workflows.contacts.ContactUpsertWorkflow;
import io.lockstep.workflows.sync.SyncInput;
import io.lockstep.workflows.sync.SyncLoop;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Law L10. Histories are added, never refreshed: a red line here means "version the change". */
class ReplayTest {

  private static final Path HISTORIES = Path.of("src/test/resources/histories");
  private static final TestServer SERVER = TestServer.notYetWorking();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @MethodSource("onFile")
  void everyRecordedHistoryStillReplays(String name) throws Exception {
    replay(name, TestServer.workflows());
  }

  @Test
  void everyBranchHasAHistoryOnFile() throws IOException {
    assertThat(onFile()).containsAll(Scenarios.all().keySet());
  }

  @Test
  void anUnversionedChangeIsCaught() {
    assertThatThrownBy(() -> replay("contact-upsert/settled", SleepsFirst.class))
        .hasStackTraceContaining("TMPRL1100");
  }

  @Test
  void aHistoryOnFileShowsNothingInClear() throws IOException {
    for (String name : onFile()) {
      assertThat(Files.readString(file(name)))
          .doesNotContain("example.org", "bkBleGFtcGxlLm9yZ", "+1555");
    }
  }

  private static void replay(String name, Class<?>... implementations) throws Exception {
    var worker = SERVER.temporal().newWorker("replay of " + name + implementations.length);
    worker.registerWorkflowImplementationTypes(implementations);
    WorkflowReplayer.replayWorkflowExecution(
        WorkflowExecutionHistory.fromJson(Files.readString(file(name))), worker);
  }

  private static List<String> onFile() throws IOException {
    try (Stream<Path> files = Files.walk(HISTORIES)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> HISTORIES.relativize(file).toString().replace('\\', '/'))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    }
  }

  private static Path file(String name) {
    return HISTORIES.resolve(name + ".json");
  }

  /** The flow as it is, changed in the way nobody should: one step more before the first look. */
  public static final class SleepsFirst extends SyncLoop implements ContactUpsertWorkflow {

    @WorkflowInit
    public SleepsFirst(SyncInput input) {
      super(input, ContactUpsertActivities.class);
    }

    @Override
    public void run(SyncInput input) {
      Workflow.sleep(Duration.ofSeconds(1));
      untilSettled();
    }
  }
}

package io.lockstep.workflows.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowOptions;
import org.junit.jupiter.api.Test;

class WorkflowStartsTest {

  /** The SDK refuses a Schedule whose action says more: "ID conflict policy cannot change". */
  @Test
  void aScheduledPassLeavesItToItsScheduleWhatHappensToTwoAtOnce() {
    WorkflowOptions options = WorkflowStarts.sweepOptions("acme", "contacts");
    assertThat(options.getWorkflowIdConflictPolicy()).isNull();
    assertThat(options.getWorkflowIdReusePolicy()).isNull();
    assertThat(options.getWorkflowId()).isEqualTo("sweep/acme/contacts");
  }

  /** With a summary and no details SDK 1.38.0 fails to describe, and so to update, a Schedule. */
  @Test
  void aScheduledPassHasBothASummaryAndDetails() {
    WorkflowOptions options = WorkflowStarts.sweepOptions("acme", "contacts");
    assertThat(options.getStaticSummary()).isNotBlank();
    assertThat(options.getStaticDetails()).isNotBlank();
  }
}

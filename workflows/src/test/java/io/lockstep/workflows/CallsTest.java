package io.lockstep.workflows;

import static io.temporal.api.enums.v1.TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START;
import static io.temporal.api.enums.v1.TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Lane;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallsTest {

  @Test
  void aCallThatNoWorkerTookHadNoTurn() {
    assertThat(Calls.hadNoTurn(timeout(TIMEOUT_TYPE_SCHEDULE_TO_START))).isTrue();
    assertThat(Calls.hadNoTurn(timeout(TIMEOUT_TYPE_START_TO_CLOSE))).isFalse();
  }

  @Test
  void aCallThatFoundNoTurnOfItsBudgetHadNone() {
    var notNow =
        ApplicationFailure.newBuilder()
            .setType("NotNow")
            .setMessage("no turn")
            .setCategory(ApplicationErrorCategory.BENIGN)
            .build();
    assertThat(Calls.hadNoTurn(failure(notNow))).isTrue();
    assertThat(Calls.hadNoTurn(failure(ApplicationFailure.newFailure("down", "TRANSIENT"))))
        .isFalse();
  }

  @Test
  void aFailureTellsItsSentenceAndWhetherItIsFinal() {
    var refused = failure(ApplicationFailure.newNonRetryableFailure("add the scope", "REFUSED"));
    assertThat(Calls.isFinal(refused)).isTrue();
    assertThat(Calls.reason(refused)).isEqualTo("add the scope");
    var silent = timeout(TIMEOUT_TYPE_START_TO_CLOSE);
    assertThat(Calls.isFinal(silent)).isFalse();
    assertThat(Calls.reason(silent)).isEqualTo("no answer in time");
  }

  @Test
  void aFileHasTheTimeItsTwoWaysMayTakeAndBeatsMeanwhile() {
    for (Lane lane : Lane.values()) {
      ActivityOptions file = Calls.file(lane, "acme", "copy a file");
      assertThat(file.getStartToCloseTimeout()).isGreaterThan(Duration.ofMinutes(4));
      assertThat(file.getHeartbeatTimeout()).isLessThan(Duration.ofMinutes(1));
    }
    assertThat(Calls.file(Lane.LIVE, "acme", "").getScheduleToCloseTimeout())
        .isGreaterThan(Duration.ofMinutes(5));
  }

  private static ActivityFailure timeout(TimeoutType type) {
    return failure(new TimeoutFailure(null, null, type));
  }

  private static ActivityFailure failure(Throwable cause) {
    return new ActivityFailure(
        "failed", 1, 2, "ContactLook", "a", RetryState.RETRY_STATE_TIMEOUT, "worker", cause);
  }
}

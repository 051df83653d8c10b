package io.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureInterceptorTest {

  private static final String SECRET = "nora.lind@example.org";
  private static final DataConverter CONVERTER =
      LockstepDataConverter.create(PayloadKeys.generate(), List.of());

  /** Stands for the process' own exception. */
  private static final class TooFast extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final FailureInterceptor interceptor =
      new FailureInterceptor(
          thrown ->
              thrown instanceof TooFast
                  ? Optional.of(
                      new KnownFailure(
                          "RATE_LIMITED",
                          "contacts update-contact RATE_LIMITED: wait",
                          true,
                          Duration.ofSeconds(7),
                          true))
                  : Optional.empty());

  @Test
  void aKnownExceptionKeepsItsKindItsSentenceAndItsDelay() {
    ApplicationFailure failure = interceptor.small(new TooFast());
    assertThat(failure.getType()).isEqualTo("RATE_LIMITED");
    assertThat(failure.getOriginalMessage())
        .isEqualTo("contacts update-contact RATE_LIMITED: wait");
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(7));
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getCategory()).isEqualTo(ApplicationErrorCategory.BENIGN);
  }

  @Test
  void aKnownExceptionIsFoundInsideAnother() {
    assertThat(interceptor.small(new IllegalStateException(SECRET, new TooFast())).getType())
        .isEqualTo("RATE_LIMITED");
  }

  @Test
  void anUnknownExceptionSaysWhereItComesFromAndNothingOfItsText() {
    var thrown =
        new IllegalStateException(
            SECRET, new UncheckedIOException(SECRET, new IOException(SECRET)));
    ApplicationFailure failure = interceptor.small(thrown);
    assertThat(failure.getType()).isEqualTo("IOException");
    assertThat(failure.getOriginalMessage()).contains("FailureInterceptorTest", "line");
    assertThat(failure).hasNoCause();
    assertThat(failure.toString()).doesNotContain(SECRET);
    assertThat(failure.isNonRetryable()).isFalse();
  }

  @Test
  void aFailureOfOurOwnLosesItsDetailsAndItsCause() {
    var own =
        ApplicationFailure.newNonRetryableFailureWithCause(
            "say less", "BUG", new IOException(SECRET), SECRET);
    ApplicationFailure failure = interceptor.small(own);
    assertThat(failure.getType()).isEqualTo("BUG");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure).hasNoCause();
    Failure written = CONVERTER.exceptionToFailure(failure);
    assertThat(written.getApplicationFailureInfo().hasDetails()).isFalse();
  }

  @Test
  void theLongestFailureStaysUnderTwoKibibytesEvenSealed() {
    var deep = new UncheckedIOException("x".repeat(100_000), new IOException("ü".repeat(100_000)));
    var wordy = ApplicationFailure.newFailure("é".repeat(5_000), "BUG");
    for (Throwable thrown : List.of(deep, wordy, new StackOverflowError())) {
      Failure failure = CONVERTER.exceptionToFailure(interceptor.small(thrown));
      assertThat(failure.getSerializedSize()).isLessThan(2048);
    }
  }

  @Test
  void aCancellationPassesThroughUntouched() {
    var stopped = new CanceledFailure("stop");
    assertThatThrownBy(() -> throwing(stopped).execute(null)).isSameAs(stopped);
  }

  @Test
  void anErrorIsMadeSmallToo() {
    assertThatThrownBy(() -> throwing(new AssertionError(SECRET)).execute(null))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageNotContaining(SECRET);
  }

  private ActivityInboundCallsInterceptor throwing(Throwable thrown) {
    return interceptor.interceptActivity(
        new ActivityInboundCallsInterceptor() {
          @Override
          public void init(ActivityExecutionContext context) {}

          @Override
          public ActivityOutput execute(ActivityInput input) {
            return FailureInterceptorTest.<RuntimeException, ActivityOutput>sneak(thrown);
          }
        });
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: any Throwable passes
  private static <E extends Throwable, T> T sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }
}

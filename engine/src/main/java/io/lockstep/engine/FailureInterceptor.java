package io.lockstep.engine;

import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever an activity throws into one small failure: a kind, one sentence, no cause, a short
 * stack, under 2 KiB. A server keeps only the words "Failure exceeds size limit" of a sealed
 * failure above 4 KiB, and the SDK logs an exception in clear: so the text of an exception nobody
 * named is not passed on, only where it came from.
 */
public final class FailureInterceptor extends WorkerInterceptorBase {

  private static final int LONGEST_SENTENCE = 400;
  private static final int FIRST_FRAMES = 2;
  private static final int FRAMES = 6;
  private static final String OURS = "io.lockstep.";

  private final KnownFailure.Names names;

  /**
   * An interceptor.
   *
   * @param names the exceptions whose text is safe to show
   */
  public FailureInterceptor(KnownFailure.Names names) {
    this.names = names;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        try {
          return super.execute(input);
        } catch (ActivityCompletionException | CanceledFailure stopped) {
          throw stopped; // the SDK's own way to say cancelled, paused, shut down
        } catch (Throwable thrown) {
          throw small(thrown);
        }
      }
    };
  }

  ApplicationFailure small(Throwable thrown) {
    for (Throwable cause : chain(thrown)) {
      if (cause instanceof ApplicationFailure failure) {
        return small(failure);
      }
      Optional<KnownFailure> known = names.of(cause);
      if (known.isPresent()) {
        return small(known.get(), cause);
      }
    }
    Throwable first = chain(thrown)[chain(thrown).length - 1];
    String type = first.getClass().getSimpleName();
    return small(
        new KnownFailure(
            type,
            type + " " + place(first) + "; the flow looks again, a release mends it",
            true,
            Duration.ZERO,
            false),
        first);
  }

  private static ApplicationFailure small(KnownFailure known, Throwable origin) {
    var failure =
        ApplicationFailure.newBuilder()
            .setType(known.type())
            .setMessage(shortened(known.sentence()))
            .setNonRetryable(!known.retryable())
            .setCategory(
                known.expected()
                    ? ApplicationErrorCategory.BENIGN
                    : ApplicationErrorCategory.UNSPECIFIED);
    if (!known.retryIn().isZero()) {
      failure.setNextRetryDelay(known.retryIn());
    }
    return withStack(failure.build(), origin);
  }

  /** What our own code threw as a failure keeps its kind and sentence, and loses the rest. */
  private static ApplicationFailure small(ApplicationFailure failure) {
    @Nullable Duration delay = failure.getNextRetryDelay();
    return small(
        new KnownFailure(
            failure.getType(),
            failure.getOriginalMessage(),
            !failure.isNonRetryable(),
            delay == null ? Duration.ZERO : delay,
            failure.getCategory() == ApplicationErrorCategory.BENIGN),
        failure);
  }

  private static ApplicationFailure withStack(ApplicationFailure failure, Throwable origin) {
    StackTraceElement[] all = origin.getStackTrace();
    failure.setStackTrace(
        Stream.concat(
                Arrays.stream(all).limit(FIRST_FRAMES),
                Arrays.stream(all).skip(FIRST_FRAMES).filter(FailureInterceptor::isOurs))
            .limit(FRAMES)
            .toArray(StackTraceElement[]::new));
    return failure;
  }

  private static boolean isOurs(StackTraceElement frame) {
    return frame.getClassName().startsWith(OURS);
  }

  private static String place(Throwable thrown) {
    StackTraceElement[] all = thrown.getStackTrace();
    return Stream.concat(Arrays.stream(all).filter(FailureInterceptor::isOurs), Arrays.stream(all))
        .findFirst()
        .map(
            frame ->
                "in %s.%s, line %d"
                    .formatted(
                        frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1),
                        frame.getMethodName(),
                        frame.getLineNumber()))
        .orElse("at an unknown place");
  }

  // Bounded: an exception can be its own cause by way of another.
  private static Throwable[] chain(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .limit(20)
        .toArray(Throwable[]::new);
  }

  private static String shortened(String sentence) {
    return sentence.length() <= LONGEST_SENTENCE
        ? sentence
        : sentence.substring(0, LONGEST_SENTENCE - 1) + "…";
  }
}

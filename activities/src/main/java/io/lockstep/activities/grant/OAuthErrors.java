package io.lockstep.activities.grant;

import feign.Response;
import feign.codec.ErrorDecoder;
import io.lockstep.activities.http.ErrorAnswer;
import io.lockstep.activities.http.OperationName;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What a token call that failed means. A refused grant is 400 {@code invalid_grant}; nothing of an
 * answer is repeated, for it may quote the token.
 */
final class OAuthErrors implements ErrorDecoder {

  private static final String APP = "client_id";

  private final InstantSource clock;

  OAuthErrors(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Exception decode(String methodKey, Response response) {
    ErrorAnswer answer = ErrorAnswer.read(response);
    String operation = OperationName.of(methodKey);
    int status = answer.status();
    Duration wait = answer.retryAfter(clock.instant());
    if (status == 429) {
      return error(answer, operation, Kind.RATE_LIMITED, wait, null, "HighLevel asks for a pause");
    }
    if (status >= 500 || status == 408) {
      return error(answer, operation, Kind.TRANSIENT, wait, null, "HighLevel is in trouble");
    }
    if ("invalid_client".equals(answer.body().get("error"))) {
      return error(
          answer,
          operation,
          Kind.AUTH,
          Duration.ZERO,
          APP,
          "HighLevel does not know the app or its secret; correct lockstep.high-level-app, restart"
              + " the worker and resume");
    }
    return error(
        answer, operation, Kind.AUTH, Duration.ZERO, null, "HighLevel takes the grant no more");
  }

  /** Whether it is the app that HighLevel does not take, not the grant. */
  static boolean isOfApp(ProviderError error) {
    return APP.equals(error.field());
  }

  private static ProviderException error(
      ErrorAnswer answer,
      String operation,
      Kind kind,
      Duration wait,
      @Nullable String field,
      String reason) {
    return new ProviderException(
        new ProviderError(
            Side.CONTACTS,
            operation,
            answer.status(),
            ErrorAnswer.id(answer.body().get("traceId")),
            kind,
            wait,
            field,
            null,
            reason));
  }
}

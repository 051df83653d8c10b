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
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token call that failed means. Only HighLevel's own word ends a grant: 400 {@code
 * invalid_grant}, or a refusal in JSON of the two calls that ask for nothing else. Whatever stands
 * between us and HighLevel answers 4xx too; that passes. Nothing of an answer is repeated, for it
 * may quote the token.
 */
final class OAuthErrors implements ErrorDecoder {

  private static final String APP = "client_id";

  private static final Set<String> SPEAK_OF_NOTHING_ELSE =
      Set.of("reconnect", "get-location-token");

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
    if (lacksRight(answer)) {
      return error(
          answer,
          operation,
          Kind.REFUSED,
          Duration.ZERO,
          null,
          "HighLevel does not give the app the right to this; an app for agencies needs the scope"
              + " oauth.write");
    }
    if (isOfGrant(answer, operation)) {
      return error(
          answer, operation, Kind.AUTH, Duration.ZERO, null, "HighLevel takes the grant no more");
    }
    return error(
        answer,
        operation,
        Kind.TRANSIENT,
        wait,
        null,
        "the answer does not speak of the grant; it is asked for again");
  }

  /** 401 has two meanings; a scope or a kind of token that is wrong, no other token mends. */
  private static boolean lacksRight(ErrorAnswer answer) {
    String message = String.valueOf(answer.body().get("message")).toLowerCase(Locale.ROOT);
    return (answer.status() == 401 || answer.status() == 403)
        && (message.contains("scope") || message.contains("authclass"));
  }

  private static boolean isOfGrant(ErrorAnswer answer, String operation) {
    boolean refusedInJson =
        (answer.status() == 400 || answer.status() == 401) && !answer.body().isEmpty();
    return "invalid_grant".equals(answer.body().get("error"))
        || (refusedInJson && SPEAK_OF_NOTHING_ELSE.contains(operation));
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

package io.lockstep.activities.http;

import feign.FeignException;
import feign.InvocationContext;
import feign.ResponseInterceptor;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.util.List;
import java.util.Map;

/**
 * Turns an answer into a map, or into the bytes of a file; one that is cut or is neither is a
 * passing fault.
 */
final class AnswerReader implements ResponseInterceptor {

  private final Side side;
  private final AnswerCheck check;

  AnswerReader(Side side, AnswerCheck check) {
    this.side = side;
    this.check = check;
  }

  @Override
  @SuppressWarnings("unchecked") // what is no file is a Map<String, Object>: see Wire.client
  public Object intercept(InvocationContext context, Chain chain) throws Exception {
    Object answer;
    try {
      answer = chain.next(context);
    } catch (FeignException unreadable) { // its text may hold the body, so it is not kept as cause
      throw passing(context, "the answer broke off or was not JSON; it is asked for again");
    }
    if (answer == null) { // an empty body
      answer = Map.of();
    }
    if (answer instanceof byte[] file) {
      return checked(file, context);
    }
    check.check(context.response(), (Map<String, Object>) answer);
    return answer;
  }

  /** JSON is no file that anybody keeps there: it may be an error that came as a success. */
  private byte[] checked(byte[] file, InvocationContext context) {
    boolean json =
        context.response().headers().getOrDefault("Content-Type", List.of()).stream()
            .anyMatch(type -> type.startsWith("application/json"));
    if (json) {
      check.check(context.response(), Wire.object(file));
      throw passing(context, "the answer was no file; it is asked for again");
    }
    if (file.length > Wire.LARGEST_FILE) {
      throw failure(
          context,
          Kind.REFUSED,
          "the file is larger than %d MiB and was not read".formatted(Wire.LARGEST_FILE >> 20));
    }
    return file;
  }

  private ProviderException passing(InvocationContext context, String reason) {
    return failure(context, Kind.TRANSIENT, reason);
  }

  private ProviderException failure(InvocationContext context, Kind kind, String reason) {
    return new ProviderException(
        Failures.of(
            side,
            OperationName.of(context.response().request()),
            context.response().status(),
            kind,
            reason));
  }
}

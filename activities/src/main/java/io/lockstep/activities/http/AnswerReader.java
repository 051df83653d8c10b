package io.lockstep.activities.http;

import feign.FeignException;
import feign.InvocationContext;
import feign.ResponseInterceptor;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.util.Map;

/** Turns an answer into a map; one that is cut or no JSON object is a passing fault. */
final class AnswerReader implements ResponseInterceptor {

  private final Side side;
  private final AnswerCheck check;

  AnswerReader(Side side, AnswerCheck check) {
    this.side = side;
    this.check = check;
  }

  @Override
  @SuppressWarnings("unchecked") // every method of our API interfaces answers Map<String, Object>
  public Object intercept(InvocationContext context, Chain chain) throws Exception {
    Map<String, Object> answer;
    try {
      answer = (Map<String, Object>) chain.next(context);
    } catch (FeignException unreadable) { // its text may hold the body, so it is not kept as cause
      throw new ProviderException(
          Failures.of(
              side,
              Operation.of(context.response().request()),
              context.response().status(),
              Kind.TRANSIENT,
              "the answer broke off or was not JSON; it is asked for again"));
    }
    if (answer == null) { // an empty body
      return Map.of();
    }
    check.check(context.response(), answer);
    return answer;
  }
}

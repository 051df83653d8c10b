package io.lockstep.activities.bhn;

import feign.Request;
import io.lockstep.activities.Pass;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.util.function.Function;

/** One caller's way to BHN: through the gate, with the connection's token. */
record TokenPass(AccessToken token, Pass pass, Request.Options options) {

  /** Sees that a call can be made, its token included. */
  void ready() {
    pass.ready(() -> token.get(options));
  }

  /** Makes the call with a token that should work. */
  <T> T call(Function<String, T> call) {
    return call(options, call);
  }

  /**
   * Makes the call with a token that should work.
   *
   * @param exchange the time-outs it is sent with
   */
  <T> T call(Request.Options exchange, Function<String, T> call) {
    Duration longest = Duration.ofMillis(exchange.readTimeoutMillis());
    return pass.call(
        () ->
            withToken(
                present -> {
                  pass.requireTime(longest); // a token may have been long in coming
                  return call.apply(present);
                }));
  }

  /** A refused token is replaced once, before the gate hears of it; a second refusal stands. */
  private <T> T withToken(Function<String, T> call) {
    String present = token.get(options);
    try {
      return call.apply(present);
    } catch (ProviderException failure) {
      if (failure.error().kind() != Kind.AUTH) {
        throw failure;
      }
      return call.apply(token.otherThan(present, options));
    }
  }
}

package io.lockstep.activities.bhn;

import feign.Request;
import io.lockstep.activities.Pass;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.util.function.Function;

/** One caller's way to BHN: through the gate, with the connection's token. */
record TokenPass(AccessToken token, Pass pass, Request.Options options) {

  /** Makes the call with a token that should work. */
  <T> T call(Function<String, T> call) {
    return pass.call(() -> withToken(call));
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

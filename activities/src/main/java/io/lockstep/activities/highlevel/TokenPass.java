package io.lockstep.activities.highlevel;

import feign.Request;
import io.lockstep.activities.Pass;
import io.lockstep.activities.grant.LocationToken;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One caller's way to HighLevel: through the gate, with the location's token of that moment. For
 * one thread.
 */
final class TokenPass {

  private final LocationToken source;
  private final Pass pass;
  private final Request.Options options;
  private String token = "";

  TokenPass(LocationToken source, Pass pass, Request.Options options) {
    this.source = source;
    this.pass = pass;
    this.options = options;
  }

  /** The gate's part of it. */
  Pass pass() {
    return pass;
  }

  /** The token of the call that is being made. */
  String token() {
    return token;
  }

  /** Sees that a call can be made, its token included. */
  void ready() {
    pass.ready(() -> source.current(options));
  }

  /** Makes a call that sends {@link #token}. */
  <T> T call(Supplier<T> call) {
    return call(options, call);
  }

  /**
   * Makes a call that sends {@link #token}.
   *
   * @param exchange the time-outs it is sent with
   */
  <T> T call(Request.Options exchange, Supplier<T> call) {
    Duration longest = Duration.ofMillis(exchange.readTimeoutMillis());
    return pass.call(
        () ->
            withToken(
                () -> {
                  pass.requireTime(longest); // a token may have been long in coming
                  return call.get();
                }));
  }

  /** A refused token is replaced once, before the gate hears of it; a second refusal stands. */
  private <T> T withToken(Supplier<T> call) {
    token = source.current(options);
    try {
      return call.get();
    } catch (ProviderException refusal) {
      if (refusal.error().kind() != Kind.AUTH) {
        throw refusal;
      }
      Optional<String> other = source.instead(token, options);
      if (other.isEmpty()) {
        throw source.over(refusal);
      }
      token = other.get();
      pass.again();
      return lastTry(call);
    }
  }

  private <T> T lastTry(Supplier<T> call) {
    try {
      return call.get();
    } catch (ProviderException refusal) {
      throw refusal.error().kind() == Kind.AUTH ? source.over(refusal) : refusal;
    }
  }
}

package io.lockstep.activities.http;

import feign.Client;
import feign.Request;
import feign.Response;
import io.lockstep.activities.Gate;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Sees every request and answer: counts them, reads the rate headers, words a missing answer. */
public final class WatchedClient implements Client {

  private final Client client;
  private final Gate gate;
  private final Side side;
  private final InstantSource clock;
  private final boolean spends;

  public WatchedClient(Client client, Gate gate, Side side, InstantSource clock) {
    this(client, gate, side, clock, true);
  }

  private WatchedClient(Client client, Gate gate, Side side, InstantSource clock, boolean spends) {
    this.client = client;
    this.spends = spends;
    this.gate = gate;
    this.side = side;
    this.clock = clock;
  }

  /** One for token calls: they cost nothing of a location's budget, and say nothing of it. */
  public static WatchedClient ofTokens(Client client, Gate gate, Side side, InstantSource clock) {
    return new WatchedClient(client, gate, side, clock, false);
  }

  @Override
  public Response execute(Request request, Request.Options options) {
    String operation = OperationName.of(request);
    Instant sent = clock.instant();
    try {
      Response answer = client.execute(request, options);
      gate.sent(operation, answer.status(), Duration.between(sent, clock.instant()));
      if (spends) {
        readRates(answer, sent);
      }
      ErrorAnswer.date(answer.headers()).ifPresent(gate::dated);
      return answer;
    } catch (IOException lost) { // its text may hold the address with an e-mail in it: not kept
      gate.sent(operation, 0, Duration.between(sent, clock.instant()));
      throw new ProviderException(
          Failures.of(
              side,
              operation,
              0,
              Kind.TRANSIENT,
              "no answer came; whether it took effect is unknown, so the next attempt looks first"));
    }
  }

  private void readRates(Response answer, Instant sent) {
    gate.left(
        ErrorAnswer.number(answer.headers(), "X-RateLimit-Remaining").orElse(-1),
        ErrorAnswer.number(answer.headers(), "X-RateLimit-Daily-Remaining").orElse(-1),
        sent);
  }
}

package io.lockstep.starter.security;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RequestCallback;
import org.springframework.web.client.ResponseExtractor;
import org.springframework.web.client.RestTemplate;

/**
 * Asks each address once in a while only, whoever wants to know: a stranger's token names a key
 * nobody has, and would otherwise make us read the issuer's keys again each time, or wait for an
 * issuer that is away.
 */
final class SparingTemplate extends RestTemplate {

  static final Duration PAUSE = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<URI, Asked> asked = new ConcurrentHashMap<>();

  private record Asked(Instant at, boolean answered) {}

  /** The address was asked a moment ago. */
  static final class AskedJustNowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean answered;

    AskedJustNowException(boolean answered) {
      super("asked a moment ago, " + (answered ? "and it answered" : "in vain"));
      this.answered = answered;
    }

    /** Whether it said then what there is to know. */
    boolean answered() {
      return answered;
    }
  }

  SparingTemplate(ClientHttpRequestFactory requests, Clock clock) {
    super(requests);
    this.clock = clock;
  }

  @Override
  protected <T> @Nullable T doExecute(
      URI address,
      @Nullable String template,
      @Nullable HttpMethod method,
      @Nullable RequestCallback callback,
      @Nullable ResponseExtractor<T> extractor) {
    Asked before = asked.get(address);
    if (before != null && clock.instant().isBefore(before.at().plus(PAUSE))) {
      throw new AskedJustNowException(before.answered());
    }
    boolean answered = false;
    try {
      T answer = super.doExecute(address, template, method, callback, extractor);
      answered = true;
      return answer;
    } finally {
      asked.put(address, new Asked(clock.instant(), answered)); // waiting was long enough
    }
  }
}

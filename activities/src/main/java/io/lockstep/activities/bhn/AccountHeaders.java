package io.lockstep.activities.bhn;

import feign.Client;
import feign.Request;
import feign.Response;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connection.Bhn.Login;
import io.lockstep.ledger.Connection.Bhn.Way;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Puts on each request what the account's way in takes: {@code Partner-Id}, which one partner's
 * integration sends with the token call too, and the API key of a former release in place of a
 * token. Source: facts/bhn-rewards.md 2.1, after integrators' code; not tried at BHN.
 */
final class AccountHeaders implements Client {

  private final Client client;
  private final Way way;
  private final Supplier<Connection.Bhn> accessNow;

  /**
   * @param accessNow asked for each request with an API key: it may have changed
   */
  AccountHeaders(Client client, Way way, Supplier<Connection.Bhn> accessNow) {
    this.client = client;
    this.way = way;
    this.accessNow = accessNow;
  }

  /** Of a client or of an API key, for {@code Authorization: Basic}. */
  static String credentials(Connection.Bhn access) {
    String pair = access.clientId() + ":" + access.clientSecret();
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Map<String, Collection<String>> headers = new LinkedHashMap<>(request.headers());
    if (!way.partnerId().isEmpty()) {
      headers.put("Partner-Id", List.of(way.partnerId()));
    }
    if (way.login() == Login.BASIC) {
      headers.put("Authorization", List.of("Basic " + credentials(accessNow.get())));
    }
    return client.execute(
        Request.create(
            request.httpMethod(),
            request.url(),
            headers,
            request.body(),
            request.charset(),
            request.requestTemplate()),
        options);
  }
}

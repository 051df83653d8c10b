package io.lockstep.activities.bhn;

import feign.Request;
import io.lockstep.activities.http.SingleFlight;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connection.Bhn.Login;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection's BHN token: minted when first needed, kept until shortly before it expires, and
 * minted anew when BHN refuses it early. One thread mints, the others wait for its token.
 */
final class AccessToken {

  /** So long before it expires a token counts as expired: a call may take 30 s. */
  static final Duration MARGIN = Duration.ofMinutes(1);

  /** Stands in for a token where each call brings an API key. */
  private static final Kept NONE = new Kept("none", Instant.MAX);

  private final BhnToken api;
  private final Supplier<Connection.Bhn> access;
  private final InstantSource clock;
  private final SingleFlight minting = new SingleFlight("BHN Rewards' token is being made");
  private volatile @Nullable Kept kept;

  /**
   * @param access asked each time a token is minted: the client's secret may have changed
   */
  AccessToken(BhnToken api, Supplier<Connection.Bhn> access, InstantSource clock) {
    this.api = api;
    this.access = access;
    this.clock = clock;
  }

  /** A token that should work. */
  String get(Request.Options options) {
    return otherThan("", options);
  }

  /** A token other than this one, which BHN has refused. */
  String otherThan(String refused, Request.Options options) {
    Kept known = kept;
    if (known != null && known.serves(refused, clock.instant())) {
      return known.token();
    }
    return minting.run(
        options,
        () -> {
          Kept meanwhile = kept;
          if (meanwhile != null && meanwhile.serves(refused, clock.instant())) {
            return meanwhile.token(); // another thread has minted it
          }
          Kept minted = mint(options);
          kept = minted;
          return minted.token();
        });
  }

  private Kept mint(Request.Options options) {
    Connection.Bhn client = access.get();
    if (client.way().login() == Login.BASIC) {
      return NONE;
    }
    String form =
        "grant_type=client_credentials&client_id="
            + URLEncoder.encode(client.clientId(), StandardCharsets.UTF_8);
    Instant asked = clock.instant();
    Map<String, Object> answer = api.mintToken(AccountHeaders.credentials(client), form, options);
    if (answer.get("access_token") instanceof String token
        && answer.get("expires_in") instanceof Number seconds) {
      Duration life = Duration.ofSeconds(seconds.longValue());
      Duration margin = life.compareTo(MARGIN.multipliedBy(2)) > 0 ? MARGIN : life.dividedBy(2);
      return new Kept(token, asked.plus(life).minus(margin));
    }
    throw Answers.lacking("access_token or expires_in", "mint-token");
  }

  private record Kept(String token, Instant until) {

    boolean serves(String refused, Instant now) {
      return !token.equals(refused) && now.isBefore(until);
    }

    @Override
    public String toString() { // the token must not reach a log
      return "Kept[until " + until + "]";
    }
  }
}

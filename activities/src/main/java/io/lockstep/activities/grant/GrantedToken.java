package io.lockstep.activities.grant;

import feign.Client;
import feign.Request;
import io.lockstep.activities.NotNowException;
import io.lockstep.core.error.ProviderException;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.Grants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The token HighLevel granted for a location, kept in memory while it is fresh, so that a call
 * costs no statement. One thread of this process at a time sees to a new one.
 */
public final class GrantedToken implements LocationToken {

  private final String locationId;
  private final Renewal renewal;
  private final InstantSource clock;
  private final ReentrantLock seeing = new ReentrantLock();
  private volatile @Nullable Grant kept;

  /**
   * @param client for the token calls
   */
  public GrantedToken(
      Connection connection, Grants grants, HighLevelApp app, Client client, InstantSource clock) {
    this.locationId = connection.highLevel().locationId();
    this.clock = clock;
    TokenCalls calls = TokenCalls.over(connection.highLevel().baseUrl(), client, app, clock);
    this.renewal = new Renewal(grants, calls, connection, clock);
  }

  @Override
  public String current(Request.Options patience) {
    return otherThan("", patience);
  }

  @Override
  public Optional<String> instead(String refused, Request.Options patience) {
    return Optional.of(otherThan(refused, patience));
  }

  @Override
  public ProviderException over(ProviderException refusal) {
    return renewal.over(refusal.error());
  }

  private String otherThan(String refused, Request.Options patience) {
    Grant known = kept;
    Instant now = clock.instant();
    if (known != null && known.isFresh(refused, now)) {
      return known.accessToken();
    }
    // A token that still works waits for nobody: another thread sees to the next one.
    Grant usable = known != null && known.works(refused, now) ? known : null;
    Duration wait =
        usable != null ? Duration.ZERO : Duration.ofMillis(patience.readTimeoutMillis());
    if (!taken(wait)) {
      if (usable != null) {
        return usable.accessToken();
      }
      throw new NotNowException("HighLevel's token is being renewed", Duration.ofSeconds(1));
    }
    try {
      Grant meanwhile = kept;
      if (meanwhile != null && meanwhile.isFresh(refused, clock.instant())) {
        return meanwhile.accessToken();
      }
      Grant next = renewal.working(locationId, refused, wait);
      kept = next;
      return next.accessToken();
    } finally {
      seeing.unlock();
    }
  }

  private boolean taken(Duration wait) {
    try {
      return seeing.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt(); // the worker stops; the call counts as not made
      return false;
    }
  }
}

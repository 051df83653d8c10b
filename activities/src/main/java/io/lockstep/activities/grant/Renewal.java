package io.lockstep.activities.grant;

import io.lockstep.activities.NotNowException;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.Grant.UserType;
import io.lockstep.ledger.Grants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a grant fresh. A refresh token works once, so of all threads of all processes one renews:
 *
 * <ol>
 *   <li>read the row; a token that is fresh is the answer;
 *   <li>take the lease of the version that was read; who does not get it uses the token while it
 *       works, or waits a little and begins anew;
 *   <li>spend the refresh token, and keep the new pair before anybody uses it.
 * </ol>
 *
 * <p>An answer that was lost is asked for again: at once, and by the next process when the lease
 * ends, both within the half minute in which HighLevel answers the same. After that only a
 * reconnect helps, which needs no person while the app is installed. If that is refused too, the
 * grant is over.
 */
final class Renewal {

  /** Longer than two token calls may take, shorter than HighLevel's half minute. */
  private static final Duration LEASE = Duration.ofSeconds(20);

  /** Nobody asks HighLevel again so soon after it gave no token. */
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);

  /** A grant that was refused is tried again after that: somebody may have resumed. */
  private static final Duration REFUSAL_STANDS = Duration.ofMinutes(1);

  private static final Duration BETWEEN_READS = Duration.ofMillis(50);

  private final Grants grants;
  private final TokenCalls calls;
  private final InstantSource clock;
  private final String reconnect;

  /**
   * @param connection whose it is, to say where it is connected again
   */
  Renewal(Grants grants, TokenCalls calls, String connection, InstantSource clock) {
    this.grants = grants;
    this.calls = calls;
    this.clock = clock;
    this.reconnect =
        "connect it again at /oauth/highlevel/start?connection=%s of the starter-api, then resume"
            .formatted(connection);
  }

  /**
   * The grant of that resource with a token that works.
   *
   * @param refused a token HighLevel no longer takes; empty when there is none
   * @throws NotNowException when somebody else renews it for longer than the caller can wait
   * @throws ProviderException AUTH when the grant is over
   */
  Grant working(String resourceId, String refused, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos(); // threads wait in real time
    while (true) {
      Grant known = grants.of(resourceId).orElseThrow(this::notConnected);
      Instant now = clock.instant();
      if (known.isFresh(refused, now)) {
        return known;
      }
      requireNotRefused(known, now);
      if (grants.lease(resourceId, known.version(), now, now.plus(LEASE))) {
        return renewed(known, refused, patience);
      }
      if (known.works(refused, now)) {
        return known; // another one renews it ahead of time
      }
      if (System.nanoTime() >= deadline) {
        throw new NotNowException("HighLevel's token is being renewed", Duration.ofSeconds(1));
      }
      LockSupport.parkNanos(BETWEEN_READS.toNanos());
    }
  }

  private Grant renewed(Grant known, String refused, Duration patience) {
    try {
      Grant next = next(known, patience);
      return grants.renew(
          known.version(),
          new Grant(
              known.resourceId(),
              known.userType(),
              known.companyId(),
              next.accessToken(),
              next.refreshToken(),
              next.obtainedAt(),
              next.expiresAt(),
              known.version(),
              null));
    } catch (ProviderException failure) {
      Instant now = clock.instant();
      if (failure.error().kind() == Kind.AUTH && !OAuthErrors.isOfApp(failure.error())) {
        grants.refused(known.resourceId(), known.version(), now);
        throw over(failure.error());
      }
      Duration told = failure.error().retryIn();
      Duration pause = told.compareTo(AFTER_A_FAILURE) > 0 ? told : AFTER_A_FAILURE;
      grants.leaseEnds(known.resourceId(), known.version(), now.plus(pause));
      if (known.works(refused, now)) {
        return known; // it was ahead of time; there is time to try again
      }
      throw failure;
    } catch (NotNowException agencyIsBusy) {
      grants.leaseEnds(known.resourceId(), known.version(), clock.instant());
      throw agencyIsBusy;
    }
  }

  private Grant next(Grant known, Duration patience) {
    if (known.refreshToken().isEmpty()) {
      return ofAgency(known, patience);
    }
    try {
      return calls.refresh(known);
    } catch (ProviderException failure) {
      if (failure.error().kind() != Kind.AUTH || OAuthErrors.isOfApp(failure.error())) {
        throw failure;
      }
      boolean agencyHelps =
          known.userType() == UserType.LOCATION && grants.of(known.companyId()).isPresent();
      return agencyHelps
          ? ofAgency(known, patience)
          : calls.reconnect(known.userType(), known.resourceId());
    }
  }

  /** Made with the agency's token; if that one dies early, with its next. */
  private Grant ofAgency(Grant location, Duration patience) {
    Grant agency = working(location.companyId(), "", patience);
    try {
      return calls.ofLocation(agency, location.resourceId());
    } catch (ProviderException failure) {
      if (failure.error().status() != 401) {
        throw failure;
      }
      Grant other = working(location.companyId(), agency.accessToken(), patience);
      return calls.ofLocation(other, location.resourceId());
    }
  }

  private void requireNotRefused(Grant known, Instant now) {
    Optional.ofNullable(known.refusedAt())
        .filter(at -> now.isBefore(at.plus(REFUSAL_STANDS)))
        .ifPresent(
            at -> {
              throw error("HighLevel takes the grant no more; " + reconnect);
            });
  }

  private ProviderException notConnected() {
    return error("HighLevel has not let Lockstep in yet; " + reconnect);
  }

  /** The same failure, with what a person can do. */
  ProviderException over(ProviderError failure) {
    return new ProviderException(
        new ProviderError(
            failure.provider(),
            failure.operation(),
            failure.status(),
            failure.traceId(),
            Kind.AUTH,
            Duration.ZERO,
            null,
            null,
            failure.reason() + "; " + reconnect));
  }

  private static ProviderException error(String reason) {
    return new ProviderException(
        new ProviderError(
            Side.CONTACTS, "get-token", 0, null, Kind.AUTH, Duration.ZERO, null, null, reason));
  }
}

package io.lockstep.activities.grant;

import io.lockstep.activities.NotNowException;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.ledger.Connection;
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
 * grant is over: once its token no longer works, that is said, by who still had the lease.
 */
final class Renewal {

  /** Longer than a refresh and its repeat may take, shorter than HighLevel's half minute. */
  private static final Duration LEASE = Duration.ofSeconds(20);

  /** Nobody asks HighLevel again so soon after it gave no token. */
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(2);

  /** A grant that was refused is tried again after that: somebody may have resumed. */
  private static final Duration REFUSAL_STANDS = Duration.ofMinutes(1);

  private static final Duration BETWEEN_READS = Duration.ofMillis(50);

  private final Grants grants;
  private final TokenCalls calls;
  private final InstantSource clock;
  private final String connection;
  private final String baseUrl;
  private final String reconnect;

  /**
   * @param connection whose it is, to say where it is connected again
   */
  Renewal(Grants grants, TokenCalls calls, Connection connection, InstantSource clock) {
    this.grants = grants;
    this.calls = calls;
    this.clock = clock;
    this.connection = connection.id();
    this.baseUrl = connection.highLevel().baseUrl();
    this.reconnect =
        "connect it again at %s of the starter-api, then resume"
            .formatted(connection.connectPath());
  }

  /**
   * The grant of that resource with a token that works.
   *
   * @param refused a token HighLevel no longer takes; empty when there is none
   * @throws NotNowException when somebody else renews it for longer than the caller can wait
   * @throws ProviderException AUTH when the grant is over
   */
  Grant working(String resourceId, String refused, Duration patience) {
    if (grants.of(resourceId).isEmpty()) {
      letInByAgency(resourceId, patience);
    }
    return kept(resourceId, refused, patience);
  }

  /**
   * A location nobody connected by itself may be one of those an agency has let Lockstep into, at
   * once or for the future: only HighLevel knows, so the token of each agency of this address is
   * tried.
   */
  private void letInByAgency(String locationId, Duration patience) {
    for (String company : grants.agencies()) {
      if (ofHere(company).isEmpty()) {
        continue;
      }
      try {
        Grant made = calls.ofLocation(kept(company, "", patience), locationId);
        if (made.resourceId().equals(locationId)) {
          grants.adopt(
              made,
              connection,
              JournalEntry.ofConnection(clock.instant(), Act.CONNECTED, "lockstep", company));
          return;
        }
      } catch (ProviderException refusal) {
        Kind kind = refusal.error().kind();
        if (OAuthErrors.isOfApp(refusal.error()) || (kind != Kind.AUTH && kind != Kind.REFUSED)) {
          throw refusal; // it says nothing of this agency
        }
      }
    }
  }

  /** That grant, if this address gave it: another one, a sandbox perhaps, must not see it. */
  private Optional<Grant> ofHere(String resourceId) {
    return grants.of(resourceId).filter(grant -> grant.isFrom(baseUrl));
  }

  private Grant kept(String resourceId, String refused, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos(); // threads wait in real time
    while (true) {
      Grant known = ofHere(resourceId).orElseThrow(this::notConnected);
      Instant now = clock.instant();
      if (known.isFresh(refused, now)) {
        return known;
      }
      boolean works = known.works(refused, now);
      if (isRefused(known, now)) {
        if (works) {
          return known; // to its end
        }
        throw error("HighLevel takes the grant no more; " + reconnect);
      }
      if (grants.lease(resourceId, known.version(), now, now.plus(LEASE))) {
        Optional<Grant> renewed = renewed(known, refused, patience, now.plus(LEASE));
        if (renewed.isPresent()) {
          return renewed.get();
        }
        continue;
      }
      if (works) {
        return known; // another one renews it ahead of time
      }
      if (System.nanoTime() >= deadline || Thread.currentThread().isInterrupted()) {
        throw new NotNowException("HighLevel's token is being renewed", Duration.ofSeconds(1));
      }
      LockSupport.parkNanos(BETWEEN_READS.toNanos());
    }
  }

  /**
   * Renews it.
   *
   * @param leasedUntil who is later has no say: another process may be at the same version
   * @return empty when it was refused, but is no longer the version that is there
   */
  private Optional<Grant> renewed(
      Grant known, String refused, Duration patience, Instant leasedUntil) {
    try {
      Grant next = next(known, patience);
      Grant pair =
          new Grant(
              known.resourceId(),
              known.userType(),
              known.baseUrl(),
              known.companyId(),
              next.accessToken(),
              next.refreshToken(),
              next.obtainedAt(),
              next.expiresAt(),
              known.version(),
              null,
              next.scopes().isEmpty() ? known.scopes() : next.scopes());
      return Optional.of(sealed(pair, leasedUntil));
    } catch (ProviderException failure) {
      Instant now = clock.instant();
      if (failure.error().kind() == Kind.AUTH && !OAuthErrors.isOfApp(failure.error())) {
        return refused(known, refused, now, leasedUntil, failure.error());
      }
      Duration told = failure.error().retryIn();
      Duration pause = told.compareTo(AFTER_A_FAILURE) > 0 ? told : AFTER_A_FAILURE;
      grants.leaseEnds(known.resourceId(), known.version(), now.plus(pause));
      if (known.works(refused, now)) {
        return Optional.of(known); // it was ahead of time; there is time to try again
      }
      throw failure;
    } catch (NotNowException agencyIsBusy) {
      Instant now = clock.instant();
      boolean works = known.works(refused, now);
      grants.leaseEnds(
          known.resourceId(), known.version(), works ? now.plus(AFTER_A_FAILURE) : now);
      if (works) {
        return Optional.of(known);
      }
      throw agencyIsBusy;
    }
  }

  private Optional<Grant> refused(
      Grant known, String refused, Instant now, Instant leasedUntil, ProviderError why) {
    if (!now.isBefore(leasedUntil)) {
      throw new NotNowException("HighLevel's token took too long to renew", Duration.ofSeconds(1));
    }
    if (!grants.refused(known.resourceId(), known.version(), now)) {
      return Optional.empty();
    }
    if (known.works(refused, now)) {
      return Optional.of(known); // to its end; a person may connect it again before
    }
    throw over(why);
  }

  /** The pair is nowhere else yet, so a ledger that is away for a moment is asked again. */
  private Grant sealed(Grant pair, Instant leasedUntil) {
    long until = System.nanoTime() + Duration.between(clock.instant(), leasedUntil).toNanos();
    while (true) {
      try {
        return grants.renew(pair.version(), pair);
      } catch (RuntimeException away) {
        if (System.nanoTime() >= until || Thread.currentThread().isInterrupted()) {
          throw away;
        }
        LockSupport.parkNanos(BETWEEN_READS.toNanos());
      }
    }
  }

  /** The next one, which must be this resource's own. */
  private Grant next(Grant known, Duration patience) {
    Grant next = asked(known, patience);
    if (known.userType() == UserType.LOCATION && next.userType() == UserType.COMPANY) {
      next = calls.ofLocation(next, known.resourceId()); // a reconnect spoke for the agency
    }
    if (next.userType() != known.userType() || !next.resourceId().equals(known.resourceId())) {
      throw error("HighLevel's token is not the one of " + known.resourceId());
    }
    return next;
  }

  /** Asks for it: with the refresh token, with the agency's token, as an app that is installed. */
  private Grant asked(Grant known, Duration patience) {
    if (!known.isByAgency()) {
      try {
        return calls.refresh(known);
      } catch (ProviderException failure) {
        requireOver(failure);
      }
    }
    boolean agencyHelps =
        known.userType() == UserType.LOCATION && ofHere(known.companyId()).isPresent();
    if (agencyHelps) {
      try {
        return ofAgency(known, patience);
      } catch (ProviderException failure) {
        requireOver(failure);
      }
    }
    return calls.reconnect(known.userType(), known.resourceId());
  }

  private static void requireOver(ProviderException failure) {
    if (failure.error().kind() != Kind.AUTH || OAuthErrors.isOfApp(failure.error())) {
      throw failure;
    }
  }

  /** Made with the agency's token; if that one dies early, with its next. */
  private Grant ofAgency(Grant location, Duration patience) {
    Grant agency = kept(location.companyId(), "", patience);
    try {
      return calls.ofLocation(agency, location.resourceId());
    } catch (ProviderException failure) {
      if (failure.error().status() != 401 || failure.error().kind() == Kind.REFUSED) {
        throw failure;
      }
      Grant other = kept(location.companyId(), agency.accessToken(), patience);
      return calls.ofLocation(other, location.resourceId());
    }
  }

  private static boolean isRefused(Grant known, Instant now) {
    Instant at = known.refusedAt();
    return at != null && now.isBefore(at.plus(REFUSAL_STANDS));
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

package io.lockstep.starter.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after {@value #FREE_TRIES} wrong passwords in a row an address waits, one
 * minute and then twice as long with each further one, an hour at most. Kept in memory of one
 * process, for the {@value #MOST_ADDRESSES} addresses that failed last.
 */
@Component
class LoginThrottle {

  static final int FREE_TRIES = 5;
  private static final int MOST_ADDRESSES = 10_000;
  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Clock clock;
  private final Map<String, Tries> failed = new LinkedHashMap<>();

  private record Tries(int count, Instant last) {

    Instant until() {
      if (count < FREE_TRIES) {
        return Instant.MIN;
      }
      int doublings = Math.min(count - FREE_TRIES, 6); // 64 minutes are past the longest wait
      Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
      return last.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }
  }

  LoginThrottle(Clock clock) {
    this.clock = clock;
  }

  /** How long this address must wait before its next try; zero: go. */
  synchronized Duration wait(String address) {
    Tries tries = failed.get(address);
    Instant now = clock.instant();
    return tries == null || !tries.until().isAfter(now)
        ? Duration.ZERO
        : Duration.between(now, tries.until());
  }

  @EventListener
  synchronized void failed(AuthenticationFailureBadCredentialsEvent event) {
    String address = address(event.getAuthentication());
    Tries before = failed.remove(address); // put again below: the youngest is last
    failed.put(address, new Tries(before == null ? 1 : before.count() + 1, clock.instant()));
    if (failed.size() > MOST_ADDRESSES) {
      failed.remove(failed.keySet().iterator().next());
    }
  }

  @EventListener
  synchronized void succeeded(AuthenticationSuccessEvent event) {
    failed.remove(address(event.getAuthentication()));
  }

  private static String address(Authentication who) {
    return who.getDetails() instanceof WebAuthenticationDetails details
        ? details.getRemoteAddress()
        : "unknown";
  }
}

package io.lockstep.starter.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AuthenticationFailureBadCredentialsEvent;
import org.springframework.security.authentication.event.AuthenticationSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after {@value #FREE_TRIES} wrong passwords in a row an address waits, one
 * minute and then twice as long with each further one, an hour at most. A right password takes back
 * the wrong ones of its own user only, or whoever has one login could guess another's for ever. An
 * address without a wrong one for as long as the longest wait starts anew. Kept in memory of one
 * process, for the {@value #MOST_ADDRESSES} addresses that failed last.
 */
@Component
class LoginThrottle {

  static final int FREE_TRIES = 5;
  private static final String NOBODY = "";
  private static final int MOST_ADDRESSES = 10_000;
  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Set<String> names;
  private final Clock clock;
  private final Map<String, Tries> failed = new LinkedHashMap<>();

  /** By user name; all names nobody has are one, which never succeeds. */
  private record Tries(Map<String, Integer> byName, Instant last) {

    Instant until() {
      int count = byName.values().stream().mapToInt(Integer::intValue).sum();
      if (count < FREE_TRIES) {
        return Instant.MIN;
      }
      int doublings = Math.min(count - FREE_TRIES, 6); // 64 minutes are past the longest wait
      Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
      return last.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }
  }

  LoginThrottle(AccessProperties properties, Clock clock) {
    this.names =
        properties.logins().keySet().stream()
            .map(LoginThrottle::lowerCase)
            .collect(Collectors.toUnmodifiableSet());
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
    Instant now = clock.instant();
    Map<String, Integer> byName =
        before == null || before.last().plus(LONGEST_WAIT).isBefore(now)
            ? new HashMap<>()
            : before.byName();
    byName.merge(name(event.getAuthentication()), 1, Integer::sum);
    failed.put(address, new Tries(byName, now));
    if (failed.size() > MOST_ADDRESSES) {
      failed.remove(failed.keySet().iterator().next());
    }
  }

  @EventListener
  synchronized void succeeded(AuthenticationSuccessEvent event) {
    Tries tries = failed.get(address(event.getAuthentication()));
    if (tries != null) {
      tries.byName().remove(name(event.getAuthentication()));
    }
  }

  private String name(Authentication who) {
    String name = lowerCase(who.getName()); // a login takes either
    return names.contains(name) ? name : NOBODY;
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String address(Authentication who) {
    return who.getDetails() instanceof WebAuthenticationDetails details
        ? details.getRemoteAddress()
        : "unknown";
  }
}

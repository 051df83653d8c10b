package io.lockstep.starter.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after {@value #FREE_TRIES} wrong passwords in a row an address, of IPv6 a
 * network of 64 bits, waits, one minute and then twice as long with each further one, an hour at
 * most. A right password takes back the wrong ones of its own user only, or whoever has one login
 * could guess another's for ever. An address without a wrong one for as long as the longest wait
 * starts anew. Kept in memory of one process, for the {@value #MOST_ADDRESSES} addresses that
 * failed last.
 */
@Component
class LoginThrottle {

  static final int FREE_TRIES = 5;
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
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
    Tries tries = failed.get(network(address));
    Instant now = clock.instant();
    return tries == null || !tries.until().isAfter(now)
        ? Duration.ZERO
        : Duration.between(now, tries.until());
  }

  /** Counts a wrong password, unless its address had to wait already: it told nobody anything. */
  synchronized void wrong(Authentication who) {
    if (!wait(address(who)).isZero()) {
      return;
    }
    String network = network(address(who));
    Tries before = failed.remove(network); // put again below: the youngest is last
    Instant now = clock.instant();
    Map<String, Integer> byName =
        before == null || before.last().plus(LONGEST_WAIT).isBefore(now)
            ? new HashMap<>()
            : before.byName();
    byName.merge(name(who), 1, Integer::sum);
    failed.put(network, new Tries(byName, now));
    if (failed.size() > MOST_ADDRESSES) {
      failed.remove(failed.keySet().iterator().next());
    }
  }

  /** Takes back what its user got wrong; false, and nothing, while its address has to wait. */
  synchronized boolean right(Authentication who) {
    if (!wait(address(who)).isZero()) {
      return false;
    }
    Tries tries = failed.get(network(address(who)));
    if (tries != null) {
      tries.byName().remove(name(who));
    }
    return true;
  }

  private String name(Authentication who) {
    String name = lowerCase(who.getName()); // a login takes either
    return names.contains(name) ? name : NOBODY;
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Of an IPv6 address its first half: whoever has one has the other half to choose from. */
  private static String network(String address) {
    if (!IPV6.matcher(address).matches()) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress(); // asks nobody for such a text
      return bytes.length < 16 ? address : HexFormat.of().formatHex(bytes, 0, 8);
    } catch (UnknownHostException malformed) {
      return address;
    }
  }

  private static String address(Authentication who) {
    return who.getDetails() instanceof WebAuthenticationDetails details
        ? details.getRemoteAddress()
        : "unknown";
  }
}

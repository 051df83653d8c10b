package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the app was granted through OAuth (facts section 1.2): codes, access tokens that expire, and
 * refresh tokens that work once. The same refresh token within 30 s is answered with the same pair.
 */
final class Grants {

  /** How long a code is good; HighLevel does not say. */
  private static final Duration CODE_LIFE = Duration.ofMinutes(10);

  private static final Duration SAME_ANSWER_FOR = Duration.ofSeconds(30);

  private final SandboxClock clock;
  private final Chance chance;
  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, Access> accesses = new HashMap<>();
  private final Map<String, Refresh> refreshes = new HashMap<>();
  private final Map<Resource, Consent> installed = new HashMap<>();
  private Duration tokenLife = Duration.ofSeconds(86_399);

  Grants(SandboxClock clock, Chance chance) {
    this.clock = clock;
    this.chance = chance;
  }

  /** One location, or the agency they all belong to. */
  record Resource(boolean company, String id) {

    String userType() {
      return company ? "Company" : "Location";
    }
  }

  /**
   * What the app may do, and where.
   *
   * @param scope space separated
   * @param locations of an agency: those it is let into, now; of a location: itself
   * @param future of an agency: whether locations made later are among them
   */
  record Consent(String scope, Set<String> locations, boolean future) {
    Consent {
      locations = Set.copyOf(locations);
    }

    boolean covers(String locationId) {
      return future || locations.contains(locationId);
    }
  }

  /** What a token call answers; an empty refresh token is none. */
  record Pair(
      Resource resource, Consent consent, String accessToken, String refreshToken, Duration life) {}

  private record Code(Resource resource, Instant until) {}

  private record Access(Resource resource, Instant until, Set<String> scopes) {}

  private record Refresh(Resource resource, Optional<Pair> answered, Instant at) {}

  /** A person lets the app in: a code to be exchanged once. */
  String grant(Resource resource, Consent consent) {
    installed.put(resource, consent);
    return code(resource);
  }

  private String code(Resource resource) {
    String code = chance.text(40);
    codes.put(code, new Code(resource, clock.instant().plus(CODE_LIFE)));
    return code;
  }

  /** The code of an app that is installed and has lost its refresh token. */
  Optional<String> reconnect(Resource resource) {
    return consent(resource).map(consent -> code(resource));
  }

  /** What it was let in for; empty where it is not installed. */
  Optional<Consent> consent(Resource resource) {
    return Optional.ofNullable(installed.get(resource));
  }

  /** Exchanges a code. */
  Optional<Pair> exchange(String code) {
    return Optional.ofNullable(codes.remove(code))
        .filter(one -> one.until().isAfter(clock.instant()))
        .map(one -> pair(one.resource()));
  }

  /** Spends a refresh token; one that was just spent is answered as before. */
  Optional<Pair> refresh(String token) {
    Refresh known = refreshes.get(token);
    Instant now = clock.instant();
    if (known == null) {
      return Optional.empty();
    }
    if (known.answered().isPresent()) {
      return known.answered().filter(pair -> now.isBefore(known.at().plus(SAME_ANSWER_FOR)));
    }
    Pair next = pair(known.resource());
    refreshes.put(token, new Refresh(known.resource(), Optional.of(next), now));
    return Optional.of(next);
  }

  /** A location's token for its agency; there is no refresh token with it. */
  Pair ofLocation(String locationId, Consent consent) {
    Resource location = new Resource(false, locationId);
    return new Pair(location, consent, access(location, consent), "", tokenLife);
  }

  private Pair pair(Resource resource) {
    String refresh = "refresh-" + chance.text(40);
    refreshes.put(refresh, new Refresh(resource, Optional.empty(), clock.instant()));
    Consent consent = consent(resource).orElseThrow(); // a token of what is thrown out is dead
    return new Pair(resource, consent, access(resource, consent), refresh, tokenLife);
  }

  private String access(Resource resource, Consent consent) {
    String token = "access-" + chance.text(40);
    Set<String> scopes = new HashSet<>(List.of(consent.scope().split(" ")));
    accesses.put(token, new Access(resource, clock.instant().plus(tokenLife), scopes));
    return token;
  }

  /** Whose token that is, while it lives. */
  Optional<Resource> holder(String accessToken) {
    return Optional.ofNullable(accesses.get(accessToken))
        .filter(access -> access.until().isAfter(clock.instant()))
        .map(Access::resource);
  }

  /** What that token is good for; empty where it is none of OAuth's. */
  Optional<Set<String>> scopes(String accessToken) {
    return Optional.ofNullable(accesses.get(accessToken)).map(Access::scopes);
  }

  /** Who calls with it: the app, at home in that location or agency. */
  Optional<Caller> caller(String accessToken) {
    return holder(accessToken).map(resource -> Caller.lockstep(resource.id()));
  }

  /** From now on tokens live that long. */
  void tokenLife(Duration life) {
    tokenLife = life;
  }

  /**
   * The access tokens of that resource die before their time; with an agency's, those of the
   * locations that did not let the app in themselves.
   */
  void killAccess(Resource resource) {
    accesses
        .values()
        .removeIf(
            access ->
                access.resource().equals(resource)
                    || (resource.company() && !installed.containsKey(access.resource())));
  }

  /** Its refresh tokens die; a reconnect still works. */
  void killRefresh(Resource resource) {
    refreshes.values().removeIf(refresh -> refresh.resource().equals(resource));
  }

  /** The app is thrown out: nothing of its grant works any more. False if it was not in. */
  boolean uninstall(Resource resource) {
    killAccess(resource);
    killRefresh(resource);
    codes.values().removeIf(code -> code.resource().equals(resource));
    return installed.remove(resource) != null;
  }

  /** Goes on with what was granted before a reset. */
  void takeOver(Grants before) {
    codes.putAll(before.codes);
    accesses.putAll(before.accesses);
    refreshes.putAll(before.refreshes);
    installed.putAll(before.installed);
    tokenLife = before.tokenLife;
  }
}

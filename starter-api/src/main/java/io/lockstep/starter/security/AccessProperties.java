package io.lockstep.starter.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may come in. There is no default password.
 *
 * @param operator may read and decide on every connection; user name {@code operator}
 * @param viewer may read every connection; user name {@code viewer}; no password: no such user
 * @param users people and programs by name, each with rights of its own
 * @param oidc people and programs whom an identity provider vouches for
 * @param page who sees the overview page without a login
 * @param codec who opens histories, besides Temporal's command line
 */
@ConfigurationProperties("lockstep")
public record AccessProperties(
    @DefaultValue Person operator,
    @DefaultValue Person viewer,
    @DefaultValue Map<String, User> users,
    @DefaultValue Oidc oidc,
    @DefaultValue Page page,
    @DefaultValue Codec codec) {

  private static final int LEAST_LENGTH = 12;
  private static final int MOST_BYTES = 72; // bcrypt takes no more
  private static final String OPERATOR = "operator";
  private static final String VIEWER = "viewer";

  // What the journal calls Lockstep itself, and the two users above.
  private static final Set<String> TAKEN = Set.of("lockstep", OPERATOR, VIEWER);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /**
   * One user of all connections.
   *
   * @param password at least 12 characters; null: this user does not exist
   */
  public record Person(@Nullable String password) {

    @Override
    public String toString() { // the password must not reach a log
      return "Person";
    }
  }

  /**
   * A person, a program, or both.
   *
   * @param password at least 12 characters; null: no login by password
   * @param tokenHashes SHA-256 of API tokens, in hex; two while one replaces the other
   * @param viewerOf ids of the connections it may read, {@code *} for all
   * @param operatorOf ids of the connections it may decide on, {@code *} for all
   */
  public record User(
      @Nullable String password,
      @DefaultValue List<String> tokenHashes,
      @DefaultValue List<String> viewerOf,
      @DefaultValue List<String> operatorOf) {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public User {
      tokenHashes = tokenHashes.stream().map(hash -> hash.toLowerCase(Locale.ROOT)).toList();
      if (!tokenHashes.stream().allMatch(hash -> SHA_256.matcher(hash).matches())) {
        throw new IllegalArgumentException(
            "token-hashes of lockstep.users holds something else than 64 hex digits: it takes the"
                + " SHA-256 of a token, never the token");
      }
      viewerOf = List.copyOf(viewerOf);
      operatorOf = List.copyOf(operatorOf);
    }

    Rights rights() {
      return new Rights(viewerOf, operatorOf);
    }

    @Override
    public String toString() { // the password must not reach a log
      return "User";
    }
  }

  /**
   * An identity provider that signs access tokens (JWT).
   *
   * @param issuer its address, exactly as its tokens name it; null: none is asked
   * @param audience what its tokens for this API name as their audience
   * @param keys address of its public keys (JWK set); null: the issuer's metadata names it
   * @param rightsClaim the claim that lists {@code viewer:<connection>} and {@code
   *     operator:<connection>}, {@code *} for all, or groups
   * @param groups what the members of a group may do, by its name in that claim
   */
  public record Oidc(
      @Nullable String issuer,
      @Nullable String audience,
      @Nullable String keys,
      @DefaultValue("lockstep") String rightsClaim,
      @DefaultValue Map<String, Group> groups) {

    public Oidc {
      groups = Map.copyOf(groups);
      groups.forEach(
          (name, group) -> {
            if (group.rights().isEmpty()) {
              throw new IllegalArgumentException(
                  "lockstep.oidc.groups." + name + " has neither viewer-of nor operator-of");
            }
          });
      if (issuer != null && (audience == null || audience.isBlank())) {
        throw new IllegalArgumentException(
            "lockstep.oidc.audience is not set: without it a token that the issuer made for any"
                + " other program would be taken");
      }
    }

    /** What somebody with these claims may do; an unknown group gives no right. */
    Rights rights(Map<String, Object> claims) {
      return claims.get(rightsClaim) instanceof Collection<?> words
          ? words.stream()
              .map(String::valueOf)
              .map(
                  word ->
                      groups.containsKey(word) ? groups.get(word).rights() : Rights.ofWord(word))
              .reduce(Rights.NONE, Rights::and)
          : Rights.NONE;
    }
  }

  /**
   * What an identity provider calls a group.
   *
   * @param viewerOf ids of the connections its members may read, {@code *} for all
   * @param operatorOf ids of the connections they may decide on, {@code *} for all
   */
  public record Group(@DefaultValue List<String> viewerOf, @DefaultValue List<String> operatorOf) {

    public Group {
      viewerOf = List.copyOf(viewerOf);
      operatorOf = List.copyOf(operatorOf);
    }

    Rights rights() {
      return new Rights(viewerOf, operatorOf);
    }
  }

  /**
   * The overview page.
   *
   * @param openToLoopback true: visitors from this very machine need no login
   */
  public record Page(@DefaultValue("false") boolean openToLoopback) {}

  /**
   * The codec endpoint.
   *
   * @param uiOrigin of Temporal's UI, as a browser names it: {@code https://temporal.example.com};
   *     null: no page of another origin is answered
   */
  public record Codec(@Nullable String uiOrigin) {

    // One origin, no pattern: whoever may read an answer reads the histories.
    private static final Pattern ORIGIN =
        Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:[0-9]{1,5})?");

    public Codec {
      if (uiOrigin != null && !ORIGIN.matcher(uiOrigin).matches()) {
        throw new IllegalArgumentException(
            "lockstep.codec.ui-origin must be one origin without a path, such as"
                + " https://temporal.example.com or http://localhost:8233");
      }
    }
  }

  public AccessProperties {
    users = Map.copyOf(users);
    users.forEach(AccessProperties::requireSound);
    requireLength("operator", operator.password());
    requireLength("viewer", viewer.password());
    requireDistinctNames(users);
    requireDistinctTokens(users);
    if (operator.password() == null
        && oidc.issuer() == null
        && users.values().stream().allMatch(user -> user.operatorOf().isEmpty())) {
      throw new IllegalArgumentException(
          "lockstep.operator.password is not set and nobody else may decide either; there is no"
              + " default, choose one of at least "
              + LEAST_LENGTH
              + " characters");
    }
  }

  private static void requireSound(String name, User user) {
    String property = "lockstep.users." + name;
    if (!NAME.matcher(name).matches() || TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          property + " must have a name of its own, of letters, digits, dots and dashes");
    }
    if (user.password() == null && user.tokenHashes().isEmpty()) {
      throw new IllegalArgumentException(property + " has neither password nor token-hashes");
    }
    Rights rights;
    try {
      rights = user.rights();
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          property + ".viewer-of and operator-of: " + malformed.getMessage(), malformed);
    }
    if (rights.isEmpty()) {
      throw new IllegalArgumentException(property + " has neither viewer-of nor operator-of");
    }
    requireLength("users." + name, user.password());
  }

  private static void requireLength(String user, @Nullable String password) {
    if (password != null && password.length() < LEAST_LENGTH) {
      throw new IllegalArgumentException(
          "lockstep.%s.password is shorter than %d characters".formatted(user, LEAST_LENGTH));
    }
    if (password != null && password.getBytes(UTF_8).length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "lockstep.%s.password is longer than %d bytes".formatted(user, MOST_BYTES));
    }
  }

  private static void requireDistinctNames(Map<String, User> users) {
    Set<String> seen = new HashSet<>();
    for (String name : new TreeSet<>(users.keySet())) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "lockstep.users."
                + name
                + ": another user's name differs from it only by case, and a login does not tell"
                + " them apart");
      }
    }
  }

  private static void requireDistinctTokens(Map<String, User> users) {
    Set<String> seen = new HashSet<>();
    if (!users.values().stream().flatMap(user -> user.tokenHashes().stream()).allMatch(seen::add)) {
      throw new IllegalArgumentException(
          "lockstep.users: one token hash stands twice; the journal could not say who it was");
    }
  }

  /** Everybody who logs in by password, and what they may do. */
  Map<String, Login> logins() {
    Map<String, Login> logins = new HashMap<>();
    users.forEach((name, user) -> add(logins, name, user.password(), user.rights()));
    add(logins, OPERATOR, operator.password(), Rights.OPERATOR_OF_ALL);
    add(logins, VIEWER, viewer.password(), Rights.VIEWER_OF_ALL);
    return logins;
  }

  private static void add(
      Map<String, Login> logins, String name, @Nullable String password, Rights rights) {
    if (password != null) {
      logins.put(name, new Login(password, rights));
    }
  }

  /** A password and what it opens. */
  record Login(String password, Rights rights) {

    @Override
    public String toString() { // the password must not reach a log
      return "Login";
    }
  }
}

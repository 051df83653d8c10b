package io.lockstep.starter.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockstep.starter.security.AccessProperties.User;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens of programs. Configuration holds their SHA-256 alone, so whoever reads it cannot log in; a
 * slow hash would add nothing to 256 random bits.
 */
final class ApiTokens {

  private final Map<String, Owner> byHash = new HashMap<>();

  /** Whose token it is. */
  record Owner(String name, Rights rights) {}

  ApiTokens(Map<String, User> users) {
    users.forEach(
        (name, user) ->
            user.tokenHashes().forEach(hash -> byHash.put(hash, new Owner(name, user.rights()))));
  }

  Optional<Owner> owner(String token) {
    return Optional.ofNullable(byHash.get(sha256(token)));
  }

  private static String sha256(String token) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

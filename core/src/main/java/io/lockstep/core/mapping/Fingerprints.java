package io.lockstep.core.mapping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names a rule's meaning in twelve hex digits. Who wins is no part of it: a policy writes nothing.
 */
final class Fingerprints {

  private Fingerprints() {}

  static String of(FieldRule rule) {
    String meaning =
        String.join(
            "\n",
            rule.name(),
            rule.kind().name(),
            rule.contacts(),
            rule.rewards(),
            rule.form().name(),
            translations(rule).toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(meaning.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * A word that is the same on both sides means nothing more: the users of a location come and go.
   */
  private static Map<String, String> translations(FieldRule rule) {
    Map<String, String> translations = new TreeMap<>(rule.values());
    translations.entrySet().removeIf(pair -> pair.getKey().equals(pair.getValue()));
    return translations;
  }
}

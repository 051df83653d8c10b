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
            vocabulary(rule).toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(meaning.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Who may own a task is no part of the meaning: the users of a location come and go. */
  private static Map<String, String> vocabulary(FieldRule rule) {
    return rule.name().equals(FieldRule.TASK_OWNER) ? Map.of() : new TreeMap<>(rule.values());
  }
}

package io.lockstep.starter.webhook;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which keys signed one body. Many connections share HighLevel's one key, so each key is tried
 * once. Not for more than one thread.
 */
final class SignedBy {

  private final Predicate<String> covers;
  private final Map<String, Boolean> tried = new HashMap<>();

  /**
   * A check of one body.
   *
   * @param covers whether that key signed it
   */
  SignedBy(Predicate<String> covers) {
    this.covers = covers;
  }

  /** Whether one of these keys signed it; none of none did. */
  boolean anyOf(Collection<String> keys) {
    return keys.stream().anyMatch(key -> tried.computeIfAbsent(key, covers::test));
  }
}

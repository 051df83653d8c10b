package io.lockstep.core.mapping;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.Form;
import java.util.LinkedHashMap;
import java.util.Map;

/** The words a profile uses for our constants, in the order a message lists them. */
final class Words {

  static final Map<String, Side> SIDE = words("contacts", Side.CONTACTS, "rewards", Side.REWARDS);

  static final Map<String, Direction> DIRECTION =
      words(
          "both", Direction.BOTH,
          "toContacts", Direction.TO_CONTACTS,
          "toRewards", Direction.TO_REWARDS);

  static final Map<String, Policy> CONFLICT =
      words(
          "newest", Policy.NEWEST,
          "contacts", Policy.CONTACTS,
          "rewards", Policy.REWARDS,
          "review", Policy.REVIEW);

  static final Map<String, Drift> DRIFT = words("accept", Drift.ACCEPT, "restore", Drift.RESTORE);

  static final Map<String, MappingProfile.Create> CREATE =
      words(
          "auto", MappingProfile.Create.AUTO,
          "review", MappingProfile.Create.REVIEW,
          "never", MappingProfile.Create.NEVER);

  static final Map<String, MappingProfile.Deletes> DELETES =
      words(
          "propagate", MappingProfile.Deletes.PROPAGATE,
          "ignore", MappingProfile.Deletes.IGNORE,
          "review", MappingProfile.Deletes.REVIEW);

  /** {@code words} is not among them: only tags are sets on both sides. */
  static final Map<String, Form> FORM =
      words(
          "text", Form.TEXT,
          "email", Form.EMAIL,
          "phone", Form.PHONE,
          "date", Form.DATE,
          "country", Form.COUNTRY,
          "number", Form.NUMBER);

  private Words() {}

  static String of(Form form) {
    return FORM.entrySet().stream()
        .filter(entry -> entry.getValue() == form)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("words");
  }

  @SuppressWarnings("unchecked") // each call above pairs words with constants of one type
  private static <T> Map<String, T> words(Object... pairs) {
    Map<String, T> words = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      words.put((String) pairs[i], (T) pairs[i + 1]);
    }
    return words;
  }
}

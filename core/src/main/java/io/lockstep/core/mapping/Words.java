package io.lockstep.core.mapping;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.Form;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words a profile uses for our constants, in the order a message lists them. */
final class Words {

  static final Map<String, Side> SIDE = words(Side.values());
  static final Map<String, Direction> DIRECTION = words(Direction.values());
  static final Map<String, Policy> CONFLICT = words(Policy.values());
  static final Map<String, Drift> DRIFT = words(Drift.values());
  static final Map<String, MappingProfile.Create> CREATE = words(MappingProfile.Create.values());
  static final Map<String, MappingProfile.Deletes> DELETES = words(MappingProfile.Deletes.values());

  static final Map<String, ItemMapping.Files> FILES = words(ItemMapping.Files.values());

  /** {@code words} is not among them: only tags are sets on both sides. */
  static final Map<String, Form> FORM =
      words(Form.TEXT, Form.EMAIL, Form.PHONE, Form.DATE, Form.COUNTRY, Form.NUMBER);

  private Words() {}

  /** {@code toContacts} for {@code TO_CONTACTS}. */
  static String of(Enum<?> constant) {
    List<String> parts = Arrays.asList(constant.name().toLowerCase(Locale.ROOT).split("_", -1));
    StringBuilder word = new StringBuilder(parts.get(0));
    for (String part : parts.subList(1, parts.size())) {
      word.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    return word.toString();
  }

  @SafeVarargs
  private static <E extends Enum<E>> Map<String, E> words(E... constants) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : constants) {
      words.put(of(constant), constant);
    }
    return words;
  }
}

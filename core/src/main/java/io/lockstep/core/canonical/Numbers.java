package io.lockstep.core.canonical;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as a plain decimal: no exponent, no leading plus, no trailing zeros. */
final class Numbers {

  // Bounded, or a text of ten characters could ask for a billion digits. No grouping: whether 1,000
  // is a thousand or one depends on who wrote it.
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(?:[0-9]{1,100}(?:\\.[0-9]{0,100})?|\\.[0-9]{1,100})(?:[eE][+-]?[0-9]{1,2})?");

  private Numbers() {}

  /** The number, or the text itself where it is none. */
  static String canonical(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return text;
    }
    String plain = new BigDecimal(text).stripTrailingZeros().toPlainString();
    return NUMBER.matcher(plain).matches() ? plain : text; // past the bound it stays as written
  }
}

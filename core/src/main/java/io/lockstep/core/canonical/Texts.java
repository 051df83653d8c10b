package io.lockstep.core.canonical;

import java.text.Normalizer;
import java.util.Locale;

/** What all forms share: composed characters, one kind of line end, no blanks at the ends. */
final class Texts {

  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char REPLACEMENT = '\uFFFD';

  private Texts() {}

  /**
   * NFC and LF. Half a surrogate pair becomes U+FFFD: it cannot travel in UTF-8, and each encoder
   * would replace it by a sign of its own.
   */
  static String clean(String raw) {
    String lines = raw.replace("\r\n", "\n").replace('\r', '\n');
    return Normalizer.normalize(wellFormed(lines), Normalizer.Form.NFC);
  }

  static String trim(String text) {
    int start = 0;
    while (start < text.length() && isBlank(text.charAt(start))) {
      start++;
    }
    return trimEnd(text.substring(start));
  }

  static String trimEnd(String text) {
    int end = text.length();
    while (end > 0 && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /**
   * The same for all spellings that differ in case alone. Upper case is on the way because it
   * brings together what has two lower cases, such as the Greek sigma; lower case comes before it
   * for the one capital that upper case would leave as it is, the sharp s.
   */
  static String fold(String text) {
    String upper = text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
    return trim(clean(upper.toLowerCase(Locale.ROOT)));
  }

  // Providers trim as browsers do, where the no-break space and the byte order mark are blanks too.
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == BYTE_ORDER_MARK;
  }

  private static String wellFormed(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder sound = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c)
        .forEach(sound::appendCodePoint);
    return sound.toString();
  }
}

package io.lockstep.core.canonical;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.regex.Pattern;

/**
 * Phones as E.164, with {@code ;ext=} where there is an extension.
 *
 * <p>Only the length decides what is a number (libphonenumber's "possible"): its list of assigned
 * ranges changes with every release, and would change digests with it.
 */
final class Phones {

  // The library reads letters as keypad digits and picks numbers out of prose. We do not: words in
  // a phone field are for people, and stay words.
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:tel:)?[+\uFF0B\\p{Nd}\\p{Zs}\\p{Pd}().\\[\\]/]{3,60}+"
              + "(?:[,;]?\\p{Zs}?(?:ext\\.?|ext=|extn\\.?|extension|x|#)\\p{Zs}?\\p{Nd}{1,11})?",
          Pattern.CASE_INSENSITIVE);

  // The library takes one national prefix off at a time; a number written with two (Brazil's 0 and
  // a
  // carrier's code) is done when nothing more comes off.
  private static final int MOST_PREFIXES = 4;

  private final PhoneNumberUtil library = PhoneNumberUtil.getInstance();
  private final String region;

  Phones(String region) {
    this.region = region;
  }

  /** The number, or the text itself where it is none. */
  String canonical(String text) {
    String number = parsed(text);
    for (int again = 0; again < MOST_PREFIXES; again++) {
      String next = parsed(number);
      if (next.equals(number)) {
        return number;
      }
      number = next;
    }
    return text;
  }

  private String parsed(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return text;
    }
    try {
      PhoneNumber number = library.parse(text, region);
      if (library.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE) {
        return text;
      }
      String e164 = library.format(number, PhoneNumberFormat.E164);
      return number.hasExtension() ? e164 + ";ext=" + number.getExtension() : e164;
    } catch (NumberParseException e) {
      return text; // looks like a number and is none, such as a country code nobody has
    }
  }
}

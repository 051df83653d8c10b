package io.lockstep.sandbox.highlevel;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** HighLevel takes phones in any form and stores E.164; what it cannot read it keeps as it is. */
final class Phones {

  private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

  private Phones() {}

  static String stored(String written, String country) {
    try {
      PhoneNumber number = UTIL.parse(written, country);
      return UTIL.isPossibleNumber(number) ? UTIL.format(number, PhoneNumberFormat.E164) : written;
    } catch (NumberParseException unreadable) {
      return written;
    }
  }
}

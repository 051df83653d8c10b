package io.lockstep.core.canonical;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * Instants in UTC, to the millisecond: neither provider keeps more. A time without a zone names no
 * instant and is compared as it is written.
 */
final class Moments {

  private Moments() {}

  /** The instant, or the text itself where it names none. */
  static String canonical(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS).toString();
    } catch (DateTimeParseException e) {
      return text;
    }
  }
}

package io.lockstep.sandbox.highlevel;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates of birth: HighLevel takes year or month first, with {@code -}, {@code /}, {@code .}. */
final class Birthdays {

  private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})([-/._])(\\d{2})\\2(\\d{2})");
  private static final Pattern MONTH_FIRST = Pattern.compile("(\\d{2})([-/._])(\\d{2})\\2(\\d{4})");

  private Birthdays() {}

  /** Empty when the text is none of the documented forms, or no day. */
  static Optional<LocalDate> read(String text) {
    Matcher year = YEAR_FIRST.matcher(text);
    if (year.matches()) {
      return day(year.group(1), year.group(3), year.group(4));
    }
    Matcher month = MONTH_FIRST.matcher(text);
    return month.matches() ? day(month.group(4), month.group(1), month.group(3)) : Optional.empty();
  }

  private static Optional<LocalDate> day(String year, String month, String day) {
    try {
      return Optional.of(
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day)));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }
}

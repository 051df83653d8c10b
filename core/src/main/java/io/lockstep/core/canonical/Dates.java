package io.lockstep.core.canonical;

import java.time.YearMonth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates as {@code yyyy-MM-dd}. Reads what HighLevel accepts for {@code dateOfBirth} (year first or
 * month first, separated by {@code - / . _}) and full ISO timestamps, of which the date is taken as
 * written: a birthday has no time zone.
 */
final class Dates {

  private static final Pattern YEAR_FIRST =
      Pattern.compile("([0-9]{4})([-/._])([0-9]{1,2})\\2([0-9]{1,2})");
  private static final Pattern MONTH_FIRST =
      Pattern.compile("([0-9]{1,2})([-/._])([0-9]{1,2})\\2([0-9]{4})");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]"
              + "(?::[0-5][0-9](?:[.,][0-9]{1,9})?)?(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?");

  private Dates() {}

  /** The date, or the text itself where it names no day of the calendar. */
  static String canonical(String text) {
    Matcher timestamp = TIMESTAMP.matcher(text);
    String date = timestamp.matches() ? timestamp.group(1) : text;
    Matcher yearFirst = YEAR_FIRST.matcher(date);
    if (yearFirst.matches()) {
      return day(text, yearFirst.group(1), yearFirst.group(3), yearFirst.group(4));
    }
    Matcher monthFirst = MONTH_FIRST.matcher(date);
    if (monthFirst.matches()) {
      return day(text, monthFirst.group(4), monthFirst.group(1), monthFirst.group(3));
    }
    return text;
  }

  private static String day(String text, String year, String month, String day) {
    int m = Integer.parseInt(month);
    int d = Integer.parseInt(day);
    if (m < 1 || m > 12 || !YearMonth.of(Integer.parseInt(year), m).isValidDay(d)) {
      return text;
    }
    return "%s-%02d-%02d".formatted(year, m, d);
  }
}

package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import java.util.List;

/** What a query must or may hold. */
final class Params {

  private Params() {}

  /** That parameter; 422 without it. */
  static String needed(Ask ask, String name) {
    return ask.param(name)
        .orElseThrow(() -> Says.unprocessable(List.of(name + " must be a string")));
  }

  /** A whole number from 0 to {@code most}; 422 if it is another, {@code usual} if it is absent. */
  static int whole(Ask ask, String name, int usual, int most) {
    long value = ask.param(name).map(Params::whole).orElse((long) usual);
    if (value < 0 || value > most) {
      throw Says.unprocessable(List.of(name + " must be between 0 and " + most));
    }
    return (int) value;
  }

  /** The number of a page, counted from 1; 422 if it is another. */
  static int page(Ask ask) {
    int page = whole(ask, "page", 1, Integer.MAX_VALUE);
    if (page == 0) {
      throw Says.unprocessable(List.of("page must not be less than 1"));
    }
    return page;
  }

  /** Any whole number; 422 if it is none. */
  static long whole(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException noNumber) {
      throw Says.unprocessable(List.of("a number is expected where another text was sent"));
    }
  }
}

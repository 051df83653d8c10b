package io.lockstep.starter.api;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param next the {@code after} of the next part; absent at the end
 */
record Page<T>(List<T> items, @Nullable String next) {

  static final String USUAL = "100";
  private static final int MOST = 500;

  Page {
    items = List.copyOf(items);
  }

  /** How many to show of a list that was asked to show so many. */
  static int most(int limit) {
    return Math.max(1, Math.min(limit, MOST));
  }

  /** The first of what several connections have, in that order of their places. */
  static <T> Page<T> merged(Map<After, T> all, Comparator<After> order, int most) {
    List<Map.Entry<After, T>> first =
        all.entrySet().stream().sorted(Map.Entry.comparingByKey(order)).limit(most).toList();
    return new Page<>(
        first.stream().map(Map.Entry::getValue).toList(),
        first.size() < most ? null : first.get(most - 1).getKey().text());
  }

  /** A list that is never continued. */
  static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null);
  }
}

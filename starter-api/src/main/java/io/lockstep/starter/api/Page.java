package io.lockstep.starter.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param next the {@code after} of the next part; absent at the end
 */
record Page<T>(List<T> items, @Nullable String next) {

  static final String USUAL = "100";
  static final int MOST = 500;

  Page {
    items = List.copyOf(items);
  }

  /** A list that is never continued. */
  static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null);
  }
}

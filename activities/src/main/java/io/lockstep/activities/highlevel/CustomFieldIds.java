package io.lockstep.activities.highlevel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A location's custom field ids by key, read once and believed for ten minutes: every look needs
 * them, and a call each would double its price.
 */
final class CustomFieldIds {

  static final Duration BELIEVED_FOR = Duration.ofMinutes(10);

  private final Consumer<Map<String, String>> told;
  private final InstantSource clock;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile @Nullable Known known;

  CustomFieldIds(Consumer<Map<String, String>> told, InstantSource clock) {
    this.told = told;
    this.clock = clock;
  }

  /** The ids; {@code read} is called when none are known or they are old, by one thread at once. */
  Map<String, String> get(Supplier<Map<String, String>> read) {
    Known now = known;
    if (now != null && now.isFresh(clock.instant())) {
      return now.ids();
    }
    reading.lock(); // a hundred looks that start together cost one call, not the whole window
    try {
      Known meanwhile = known;
      if (meanwhile != null && meanwhile.isFresh(clock.instant())) {
        return meanwhile.ids();
      }
      return refresh(read);
    } finally {
      reading.unlock();
    }
  }

  /** Reads them now. */
  Map<String, String> refresh(Supplier<Map<String, String>> read) {
    Map<String, String> ids = Map.copyOf(read.get());
    told.accept(ids);
    known = new Known(ids, clock.instant());
    return ids;
  }

  private record Known(Map<String, String> ids, Instant readAt) {
    boolean isFresh(Instant now) {
      return now.isBefore(readAt.plus(BELIEVED_FOR));
    }
  }
}

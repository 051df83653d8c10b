package io.lockstep.activities.highlevel;

import feign.Request;
import io.lockstep.activities.http.SingleFlight;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A location's ids of one kind by the name we know them by (custom fields by key, users by e-mail),
 * read once and believed for ten minutes: every look needs them, and a call each would double its
 * price.
 */
final class KnownIds {

  static final Duration BELIEVED_FOR = Duration.ofMinutes(10);

  private final Consumer<Map<String, String>> told;
  private final InstantSource clock;
  private final SingleFlight reading;
  private volatile @Nullable Known known;

  /**
   * @param whatIsRead what others are told while one thread reads them
   * @param told each time they were read
   */
  KnownIds(String whatIsRead, Consumer<Map<String, String>> told, InstantSource clock) {
    this.reading = new SingleFlight(whatIsRead);
    this.told = told;
    this.clock = clock;
  }

  /** The ids; {@code read} is called when none are known or they are old, by one thread at once. */
  Map<String, String> get(Request.Options patience, Supplier<Map<String, String>> read) {
    Known now = known;
    if (now != null && now.isFresh(clock.instant())) {
      return now.ids();
    }
    // A hundred looks that start together cost one call, not the whole window.
    return reading.run(
        patience,
        () -> {
          Known meanwhile = known;
          return meanwhile != null && meanwhile.isFresh(clock.instant())
              ? meanwhile.ids()
              : refresh(read);
        });
  }

  /** The ids as last read, however old; empty before the first read. */
  Map<String, String> lastRead() {
    Known last = known;
    return last == null ? Map.of() : last.ids();
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

    @Override
    public String toString() { // a name may be an e-mail
      return "Known[" + ids.size() + " at " + readAt + "]";
    }
  }
}

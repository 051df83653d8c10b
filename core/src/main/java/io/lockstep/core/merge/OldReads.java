package io.lockstep.core.merge;

import io.lockstep.core.pair.Stamp;
import io.lockstep.core.person.PersonView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Discards a read that was taken before our last write: by the provider's own stamp it is older, so
 * nothing it shows, or does not show, is news.
 */
final class OldReads {

  /** When to read again. */
  static final Duration AGAIN = Duration.ofSeconds(10);

  /**
   * How long our write can explain an older time stamp. After that a provider whose answers and
   * reads stamp differently would stop the pair for good, which is worse than one look at an old
   * read. A version is exact, and needs no such mercy.
   */
  static final Duration EXPLAINS = Duration.ofMinutes(10);

  /** For a stamp that is older by more than clocks differ, the write explains it for a day. */
  static final Duration CLEARLY_OLDER = Duration.ofSeconds(2);

  private static final Duration ALWAYS = Duration.ofDays(100_000);
  private static final Duration A_DAY = Duration.ofHours(24);

  private OldReads() {}

  /** How a read stands to our last write of that side, as far as its stamp tells. */
  enum Age {
    OLDER,
    UNKNOWN,
    NEWER
  }

  /** The view itself, or one that shows nothing. */
  static PersonView current(PersonView view, @Nullable Stamp stamp, Instant lookedAt, Draft draft) {
    if (stamp == null
        || age(view, stamp) != Age.OLDER
        || lookedAt.isAfter(stamp.writtenAt().plus(explains(view, stamp)))) {
      return view;
    }
    draft.branch(Branch.OLD_READ_DISCARDED);
    draft.again(AGAIN);
    return new PersonView(
        view.side(), view.id(), Map.of(), view.updatedAt(), view.version(), view.counterpart());
  }

  private static Duration explains(PersonView view, Stamp stamp) {
    if (compare(view.version(), stamp.version()) != null) {
      return ALWAYS;
    }
    Instant shown = view.updatedAt();
    Instant written = stamp.updatedAt();
    boolean clearly =
        shown != null && written != null && shown.plus(CLEARLY_OLDER).isBefore(written);
    return clearly ? A_DAY : EXPLAINS;
  }

  /** BHN's version decides where both show one, otherwise the time stamp. */
  static Age age(PersonView view, Stamp stamp) {
    Integer order = compare(view.version(), stamp.version());
    if (order == null && view.updatedAt() != null && stamp.updatedAt() != null) {
      order = view.updatedAt().compareTo(stamp.updatedAt());
    }
    if (order == null) {
      return Age.UNKNOWN;
    }
    if (order < 0) {
      return Age.OLDER;
    }
    return order > 0 ? Age.NEWER : Age.UNKNOWN;
  }

  private static @Nullable Integer compare(@Nullable String left, @Nullable String right) {
    if (left == null || right == null || !isCount(left) || !isCount(right)) {
      return null; // a version that is no number has no order
    }
    return Long.compare(Long.parseLong(left), Long.parseLong(right));
  }

  private static boolean isCount(String version) {
    return version.matches("\\d{1,18}");
  }
}

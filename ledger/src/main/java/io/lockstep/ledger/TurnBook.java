package io.lockstep.ledger;

import io.lockstep.ledger.Budget.Asker;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.Budget.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of one location's {@link Budget}: pure, so that the database row and its twin give
 * the same turns. Two lists of at most 100 times, oldest first: turns as they were promised, and
 * turns as they were used. A new turn is promised behind both; a turn is used only if the 100th use
 * before it is 10.2 s old, so an owner that comes late never makes a window too full.
 */
final class TurnBook {

  /** Calls the provider allows in any ten seconds. */
  static final int BURST = 100;

  /** Calls the provider allows in a day. */
  static final int DAILY = 200_000;

  // The provider's window is 10 s; 0.2 s covers what lies between our row and its counter.
  private static final long WINDOW_MS = 10_200;
  // What the provider has counted when it answers; to the point, or a full book hides a neighbour.
  private static final long COUNTED_MS = 10_000;

  private static final Duration DAY_PROBE = Duration.ofMinutes(10);
  // Answers overtake each other by a few calls; only a larger gap says that we miscounted.
  private static final int DAILY_TOLERANCE = 100;

  /** Turns promised and not used yet. */
  record Held(Instant at, int turns) {}

  /**
   * The answer, and what it leaves.
   *
   * @param held the asker's turns from now on; null when it holds none
   */
  record Taken(Turn turn, @Nullable Held held, TurnBook after) {}

  private final long[] promised;
  private final long[] used;
  private final LocalDate day;
  private final int dayCount;

  /**
   * A book as it was stored.
   *
   * @param promised times of the last 100 turns given, the future ones included; epoch milliseconds
   * @param used times at which the last 100 turns were used; epoch milliseconds
   * @param day the UTC day that {@code dayCount} counts
   */
  TurnBook(long[] promised, long[] used, LocalDate day, int dayCount) {
    this.promised = promised;
    this.used = used;
    this.day = day;
    this.dayCount = dayCount;
  }

  static TurnBook empty(Instant now) {
    return new TurnBook(new long[0], new long[0], dayOf(now), 0);
  }

  /**
   * Turns for that asker.
   *
   * @param held what it holds since an earlier answer; with too few it asks anew
   */
  Taken take(Asker asker, Need need, @Nullable Held held, Instant now) {
    return held != null && held.turns() >= need.now() ? claim(held, now) : take(asker, need, now);
  }

  private Taken take(Asker asker, Need need, Instant now) {
    TurnBook today = on(dayOf(now));
    Duration closed = today.closedFor(asker, now);
    if (!closed.isZero()) {
      return new Taken(new Turn(false, closed), null, today);
    }
    long at = now.toEpochMilli();
    long next = Math.max(at, today.free(need.now(), asker.keepFree));
    if (next == at) {
      return new Taken(new Turn(true, Duration.ZERO), null, today.used(need.now(), at));
    }
    if (asker != Asker.LIVE) {
      return new Taken(new Turn(false, Duration.ofMillis(next - at)), null, today);
    }
    next = Math.max(at, today.free(need.later(), 0));
    return new Taken(
        new Turn(true, Duration.ofMillis(next - at)),
        new Held(Instant.ofEpochMilli(next), need.later()),
        today.kept(need.later(), next));
  }

  private Taken claim(Held held, Instant now) {
    long at = now.toEpochMilli();
    long from = Math.max(held.at().toEpochMilli(), freeAt(used, BURST - held.turns() + 1));
    if (from > at) {
      return new Taken(new Turn(true, Duration.ofMillis(from - at)), held, this);
    }
    long[] moved = promised.clone(); // the promise moves to the time it was used
    int place = Arrays.binarySearch(moved, held.at().toEpochMilli());
    for (int left = held.turns(); place >= 0 && left > 0; left--) {
      moved[place] = at;
      Arrays.sort(moved);
      place = Arrays.binarySearch(moved, held.at().toEpochMilli());
    }
    return new Taken(
        new Turn(true, Duration.ZERO),
        null,
        new TurnBook(moved, with(used, at, held.turns()), day, dayCount));
  }

  /** From when on so many turns are free at once, behind all promises, and so many stay free. */
  private long free(int turns, int keepFree) {
    return Math.max(
        freeAt(used, BURST - turns + 1), freeAt(promised, BURST - keepFree - turns + 1));
  }

  private TurnBook used(int turns, long at) {
    return new TurnBook(with(promised, at, turns), with(used, at, turns), day, dayCount + turns);
  }

  private TurnBook kept(int turns, long at) {
    return new TurnBook(with(promised, at, turns), used, day, dayCount + turns);
  }

  /**
   * The book after a provider said what it has left (negative: it did not say); this very one when
   * that changes nothing.
   */
  TurnBook corrected(int remaining, int dailyRemaining, Instant sent, Instant now) {
    TurnBook book = on(dayOf(now));
    long at = now.toEpochMilli();
    long[] promisedNow = book.promised;
    long[] usedNow = book.used;
    if (remaining >= 0) {
      long edge = sent.toEpochMilli() - COUNTED_MS;
      long recent = Arrays.stream(usedNow).filter(use -> use > edge).count();
      int missing = (int) (BURST - recent - remaining);
      if (missing > 0) {
        promisedNow = with(promisedNow, at, missing);
        usedNow = with(usedNow, at, missing);
      }
    }
    int count = book.dayCount;
    if (dailyRemaining >= 0) {
      int said = DAILY - dailyRemaining;
      count = Math.abs(said - count) > DAILY_TOLERANCE ? said : Math.max(said, count);
    }
    return promisedNow == promised && usedNow == used && book == this && count == dayCount
        ? this
        : new TurnBook(promisedNow, usedNow, book.day, count);
  }

  private TurnBook on(LocalDate today) {
    return today.isAfter(day) ? new TurnBook(promised, used, today, 0) : this;
  }

  /** How long the day's quota keeps this asker out; zero: not at all. */
  private Duration closedFor(Asker asker, Instant now) {
    if (dayCount < DAILY - asker.keepOfDay) {
      return Duration.ZERO;
    }
    Instant tomorrow = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Duration untilTomorrow = Duration.between(now, tomorrow);
    if (asker != Asker.LIVE || promised.length == 0) {
      return untilTomorrow;
    }
    Instant probe = Instant.ofEpochMilli(promised[promised.length - 1]).plus(DAY_PROBE);
    Duration untilProbe = Duration.between(now, probe);
    if (untilProbe.isNegative()) {
      return Duration.ZERO;
    }
    return untilProbe.compareTo(untilTomorrow) < 0 ? untilProbe : untilTomorrow;
  }

  /** From when on fewer than {@code most} of these times lie within one window. */
  private static long freeAt(long[] times, int most) {
    return times.length < most ? Long.MIN_VALUE : times[times.length - most] + WINDOW_MS;
  }

  private static long[] with(long[] times, long time, int count) {
    long[] more = Arrays.copyOf(times, times.length + count);
    Arrays.fill(more, times.length, more.length, time);
    Arrays.sort(more);
    return Arrays.copyOfRange(more, Math.max(0, more.length - BURST), more.length);
  }

  private static LocalDate dayOf(Instant now) {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  long[] promised() {
    return promised.clone();
  }

  long[] used() {
    return used.clone();
  }

  LocalDate day() {
    return day;
  }

  int dayCount() {
    return dayCount;
  }
}

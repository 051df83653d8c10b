package io.lockstep.ledger;

import io.lockstep.core.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;

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
  // An answer may have been counted seconds before it reached us; what was used then counts too,
  // or a slow answer in full flow would look like somebody else's calls.
  private static final long SEEN_BY_ANSWER_MS = 15_000;

  private static final Duration DAY_PROBE = Duration.ofMinutes(10);
  // Answers overtake each other by a few calls; only a larger gap says that we miscounted.
  private static final int DAILY_TOLERANCE = 100;

  /** Who asks decides how much must stay free for others. */
  enum Asker {
    LIVE(0, 0),
    RETRY(10, 5_000),
    BULK(30, 20_000);

    private final int keepFree;
    private final int keepOfDay;

    Asker(int keepFree, int keepOfDay) {
      this.keepFree = keepFree;
      this.keepOfDay = keepOfDay;
    }

    static Asker of(Lane lane, boolean retry) {
      return lane == Lane.BULK ? BULK : retry ? RETRY : LIVE;
    }
  }

  /** The turn answered, and the book after it. */
  record Taken(Budget.Turn turn, TurnBook after) {}

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

  /** A turn for somebody who holds none. */
  Taken take(Asker asker, Instant now) {
    TurnBook today = on(dayOf(now));
    Duration closed = today.closedFor(asker, now);
    if (!closed.isZero()) {
      return new Taken(new Budget.Turn(false, closed), today);
    }
    long at = now.toEpochMilli();
    long next = Math.max(at, Math.max(today.nextUse(), freeAt(today.promised, BURST)));
    if (asker == Asker.LIVE) {
      return new Taken(
          new Budget.Turn(true, Duration.ofMillis(next - at)),
          new TurnBook(
              with(today.promised, next),
              next == at ? with(today.used, at) : today.used,
              today.day,
              today.dayCount + 1));
    }
    next = Math.max(next, freeAt(today.promised, BURST - asker.keepFree));
    if (next > at) {
      return new Taken(new Budget.Turn(false, Duration.ofMillis(next - at)), today);
    }
    return new Taken(
        new Budget.Turn(true, Duration.ZERO),
        new TurnBook(
            with(today.promised, at), with(today.used, at), today.day, today.dayCount + 1));
  }

  /** The turn somebody holds since an earlier answer; zero uses it up. */
  Taken claim(Instant held, Instant now) {
    long at = now.toEpochMilli();
    long next = Math.max(at, Math.max(held.toEpochMilli(), nextUse()));
    Budget.Turn turn = new Budget.Turn(true, Duration.ofMillis(next - at));
    if (next > at) {
      return new Taken(turn, this);
    }
    long[] moved = promised.clone(); // the promise moves to the time it was used
    int place = Arrays.binarySearch(moved, held.toEpochMilli());
    if (place >= 0) {
      moved[place] = at;
      Arrays.sort(moved);
    }
    return new Taken(turn, new TurnBook(moved, with(used, at), day, dayCount));
  }

  /**
   * The book after a provider said what it has left (negative: it did not say); this very one when
   * that changes nothing.
   */
  TurnBook corrected(int remaining, int dailyRemaining, Instant now) {
    TurnBook book = on(dayOf(now));
    long at = now.toEpochMilli();
    long[] promisedNow = book.promised;
    long[] usedNow = book.used;
    if (remaining >= 0) {
      long recent = Arrays.stream(usedNow).filter(use -> use > at - SEEN_BY_ANSWER_MS).count();
      for (long missing = BURST - recent - remaining; missing > 0; missing--) {
        promisedNow = with(promisedNow, at);
        usedNow = with(usedNow, at);
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

  private long nextUse() {
    return freeAt(used, BURST);
  }

  /** From when on fewer than {@code most} of these times lie within one window. */
  private static long freeAt(long[] times, int most) {
    return times.length < most ? Long.MIN_VALUE : times[times.length - most] + WINDOW_MS;
  }

  private static long[] with(long[] times, long time) {
    long[] more = Arrays.copyOf(times, times.length + 1);
    more[times.length] = time;
    Arrays.sort(more);
    return more.length <= BURST ? more : Arrays.copyOfRange(more, 1, more.length);
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

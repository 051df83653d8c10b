package io.lockstep.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * HighLevel's two windows, one row per location, shared by all processes: the next turn is the
 * later of now and the turn 100 ago plus 10.2 s, so any 10 s hold at most 100 calls.
 */
public interface Budget {

  /** Who asks for a turn; decides whether it may wait for one, and how many must stay free. */
  enum Asker {
    /** A change somebody made: takes the next turn and keeps it. */
    LIVE(0, 0),
    /** A repeated attempt, or bulk work that has begun: never reserves, leaves 10 free. */
    RETRY(10, 5_000),
    /** Bulk work that begins: never reserves, leaves 30 free. */
    BULK(30, 20_000);

    final int keepFree;
    final int keepOfDay;

    Asker(int keepFree, int keepOfDay) {
      this.keepFree = keepFree;
      this.keepOfDay = keepOfDay;
    }
  }

  /**
   * How many calls a piece of work will make.
   *
   * @param now if it may begin at once; 1 to 10
   * @param later if it has to wait first: what was looked at is then read again; at least {@code
   *     now}
   */
  record Need(int now, int later) {

    /** One call. */
    public static final Need ONE = of(1);

    public Need {
      if (now < 1 || later < now || later > 10) {
        throw new IllegalArgumentException("a need is 1 to 10 calls, and not fewer later");
      }
    }

    /** That many calls, now or later. */
    public static Need of(int calls) {
      return new Need(calls, calls);
    }
  }

  /**
   * Asks for the turns of one piece of work. Whoever needs several asks for all of them at once:
   * one that got its first turn and lacks the second has made a call for nothing.
   *
   * <p>{@link Asker#LIVE} takes the next moment at which that many turns are free and keeps them:
   * {@code in} says how long until then, and the same owner asking again, as whoever, for no more
   * than it holds is given these and not others. Turns are used up by the answer zero. An owner
   * that comes late is given the first moment that is free. The others never reserve: they get
   * turns only if it is now and {@code keepFree} stay free; otherwise {@code taken} is false and
   * {@code in} says when to ask again.
   *
   * <p>Of the day's 200,000 calls (UTC days, corrected by the provider's word) bulk work leaves
   * 20,000 and retries 5,000. When none is left, one live call in ten minutes finds out whether the
   * provider's day has turned.
   *
   * @param owner whose calls they are: a workflow id or operation id, the same for its next attempt
   */
  Turn take(String location, Asker asker, Need need, String owner, Instant now);

  /**
   * Corrects the row from a provider's answer. Fewer left than we think means that somebody else
   * calls too: the missing turns count as taken now. More left is not believed. What we think is
   * what was used in the provider's 10 s before the call left: an answer that travelled for seconds
   * must not look like somebody else's calls.
   *
   * @param sent when the call that was answered left
   * @param remaining {@code X-RateLimit-Remaining}; negative when the answer did not say
   * @param dailyRemaining {@code X-RateLimit-Daily-Remaining}; likewise
   */
  void correct(String location, int remaining, int dailyRemaining, Instant sent, Instant now);

  /**
   * When the calls may be made.
   *
   * @param taken whether the turns were taken
   * @param in zero: call now; otherwise how long until the turns, or until to ask again
   */
  record Turn(boolean taken, Duration in) {}
}

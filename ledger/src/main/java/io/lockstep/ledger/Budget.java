package io.lockstep.ledger;

import io.lockstep.core.Lane;
import java.time.Duration;
import java.time.Instant;

/**
 * HighLevel's two windows, one row per location, shared by all processes: the next turn is the
 * later of now and the turn 100 ago plus 10.2 s, so any 10 s hold at most 100 calls.
 */
public interface Budget {

  /**
   * Asks for one call's turn.
   *
   * <p>{@link Lane#LIVE} takes the next turn and keeps it: {@code in} says how long until then, and
   * the same owner asking again (in any lane, as a retry or not) is given the turn it holds, not
   * another. A turn is used up by the answer zero. An owner that comes late is given the first turn
   * that is free. Retries and {@link Lane#BULK} never reserve: they get a turn only if it is now
   * and 10, or 30, stay free; otherwise {@code taken} is false and {@code in} says when to ask
   * again.
   *
   * <p>Of the day's 200,000 calls (UTC days, corrected by the provider's word) bulk work leaves
   * 20,000 and retries 5,000. When none is left, one live call in ten minutes finds out whether the
   * provider's day has turned.
   *
   * @param retry whether this is a repeated attempt, which leaves 10 free
   * @param owner whose call it is: a workflow id or operation id, the same for its next attempt
   */
  Turn take(String location, Lane lane, boolean retry, String owner, Instant now);

  /**
   * Corrects the row from a provider's answer. Fewer left than we think means that somebody else
   * calls too: the missing turns count as taken now. More left is not believed.
   *
   * @param remaining {@code X-RateLimit-Remaining}; negative when the answer did not say
   * @param dailyRemaining {@code X-RateLimit-Daily-Remaining}; likewise
   */
  void correct(String location, int remaining, int dailyRemaining, Instant now);

  /**
   * One turn.
   *
   * @param taken whether a turn was taken
   * @param in zero: call now; otherwise how long until the turn, or until to ask again
   */
  record Turn(boolean taken, Duration in) {}
}

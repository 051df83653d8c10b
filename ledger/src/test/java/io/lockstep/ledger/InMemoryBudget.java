package io.lockstep.ledger;

import io.lockstep.core.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The twin of the budget rows. */
public final class InMemoryBudget implements Budget {

  private record Hold(String location, String owner) {}

  private final Map<String, TurnBook> books = new HashMap<>();
  private final Map<Hold, Instant> holds = new HashMap<>();

  @Override
  public synchronized Turn take(
      String location, Lane lane, boolean retry, String owner, Instant now) {
    TurnBook book = books.getOrDefault(location, TurnBook.empty(now));
    Hold hold = new Hold(location, owner);
    Instant held = holds.get(hold);
    TurnBook.Taken taken =
        held == null ? book.take(TurnBook.Asker.of(lane, retry), now) : book.claim(held, now);
    books.put(location, taken.after());
    Duration in = taken.turn().in();
    if (in.isZero()) {
      holds.remove(hold);
    } else if (held == null && taken.turn().taken()) {
      holds.put(hold, now.plus(in));
    }
    return taken.turn();
  }

  @Override
  public synchronized void correct(
      String location, int remaining, int dailyRemaining, Instant now) {
    books.compute(
        location,
        (name, book) ->
            (book == null ? TurnBook.empty(now) : book).corrected(remaining, dailyRemaining, now));
  }
}

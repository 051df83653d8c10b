package io.lockstep.ledger;

import io.lockstep.ledger.TurnBook.Held;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The twin of the budget rows. */
public final class InMemoryBudget implements Budget {

  private record Hold(String location, String owner) {}

  private final Map<String, TurnBook> books = new HashMap<>();
  private final Map<Hold, Held> holds = new HashMap<>();

  @Override
  public synchronized Turn take(
      String location, Asker asker, Need need, String owner, Instant now) {
    TurnBook book = books.getOrDefault(location, TurnBook.empty(now));
    Hold hold = new Hold(location, owner);
    TurnBook.Taken taken = book.take(asker, need, holds.get(hold), now);
    books.put(location, taken.after());
    Held held = taken.held();
    if (held == null) {
      holds.remove(hold);
    } else {
      holds.put(hold, held);
    }
    return taken.turn();
  }

  @Override
  public synchronized void correct(
      String location, int remaining, int dailyRemaining, Instant sent, Instant now) {
    books.compute(
        location,
        (name, book) ->
            (book == null ? TurnBook.empty(now) : book)
                .corrected(remaining, dailyRemaining, sent, now));
  }
}

package io.lockstep.ledger;

import static io.lockstep.ledger.Database.at;
import static io.lockstep.ledger.Database.instantOrNull;

import io.lockstep.ledger.TurnBook.Held;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The budget rows: lock the location's row, let {@link TurnBook} decide, write it back. These
 * commits do not wait for the disk: what a crash of the database loses is a moment of turns, and it
 * takes the database longer than that to come back.
 */
final class PostgresBudget implements Budget {

  private final Database db;

  PostgresBudget(Database db) {
    this.db = db;
  }

  private record Row(TurnBook book, @Nullable Held held) {}

  @Override
  public Turn take(String location, Asker asker, Need need, String owner, Instant now) {
    return db.inTransaction(
        status -> {
          Row row = locked(location, owner, now);
          TurnBook.Taken taken = row.book().take(asker, need, row.held(), now);
          if (taken.after() != row.book()) {
            save(location, taken.after());
          }
          Held held = taken.held();
          if (held == null && row.held() != null) {
            release(location, owner);
          } else if (held != null && !held.equals(row.held())) {
            hold(location, owner, held);
          }
          return taken.turn();
        });
  }

  @Override
  public void correct(
      String location, int remaining, int dailyRemaining, Instant sent, Instant now) {
    Optional<TurnBook> seen =
        db.sql("select * from lockstep.budget where location = :location")
            .param("location", location)
            .query((row, number) -> book(row))
            .optional();
    if (seen.isPresent()
        && seen.get().corrected(remaining, dailyRemaining, sent, now) == seen.get()) {
      return; // the usual case: one read, no lock
    }
    db.inTransaction(
        () -> {
          TurnBook book = locked(location, "", now).book();
          TurnBook corrected = book.corrected(remaining, dailyRemaining, sent, now);
          if (corrected != book) {
            save(location, corrected);
          }
        });
  }

  private Row locked(String location, String owner, Instant now) {
    return lock(location, owner)
        .orElseGet(
            () -> {
              insert(location, TurnBook.empty(now));
              return lock(location, owner).orElseThrow();
            });
  }

  private Optional<Row> lock(String location, String owner) {
    return db.sql(
            """
            select b.*, h.turn_at, h.turns, set_config('synchronous_commit', 'off', true)
            from lockstep.budget b
            left join lockstep.budget_hold h on h.location = b.location and h.owner = :owner
            where b.location = :location for update of b
            """)
        .param("location", location)
        .param("owner", owner)
        .query((row, number) -> new Row(book(row), held(row)))
        .optional();
  }

  private static @Nullable Held held(ResultSet row) throws SQLException {
    Instant at = instantOrNull(row, "turn_at");
    return at == null ? null : new Held(at, row.getInt("turns"));
  }

  private static TurnBook book(ResultSet row) throws SQLException {
    return new TurnBook(
        times(row, "promised"),
        times(row, "used"),
        row.getObject("day", LocalDate.class),
        row.getInt("day_count"));
  }

  private static long[] times(ResultSet row, String column) throws SQLException {
    Long[] times = (Long[]) row.getArray(column).getArray();
    return Stream.of(times).mapToLong(Long::longValue).toArray();
  }

  private void insert(String location, TurnBook book) {
    db.sql(
            """
            insert into lockstep.budget (location, promised, used, day, day_count)
            values (:location, '{}', '{}', :day, 0) on conflict do nothing
            """)
        .param("location", location)
        .param("day", book.day())
        .update();
  }

  private void save(String location, TurnBook book) {
    db.sql(
            """
            update lockstep.budget
            set promised = :promised, used = :used, day = :day, day_count = :count
            where location = :location
            """)
        .param("location", location)
        .param("promised", book.promised())
        .param("used", book.used())
        .param("day", book.day())
        .param("count", book.dayCount())
        .update();
  }

  private void hold(String location, String owner, Held held) {
    db.sql(
            """
            insert into lockstep.budget_hold (location, owner, turn_at, turns)
            values (:location, :owner, :at, :turns)
            on conflict (location, owner) do update
            set turn_at = excluded.turn_at, turns = excluded.turns
            """)
        .param("location", location)
        .param("owner", owner)
        .param("at", at(held.at()))
        .param("turns", held.turns())
        .update();
  }

  private void release(String location, String owner) {
    db.sql("delete from lockstep.budget_hold where location = :location and owner = :owner")
        .param("location", location)
        .param("owner", owner)
        .update();
  }
}

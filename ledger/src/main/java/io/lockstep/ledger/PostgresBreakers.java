package io.lockstep.ledger;

import static io.lockstep.ledger.Database.at;
import static io.lockstep.ledger.Database.instant;

import io.lockstep.core.Side;
import java.time.Duration;
import java.time.Instant;

/** The breaker rows; {@link Pause} is their arithmetic. */
final class PostgresBreakers implements Breakers {

  private static final String READ =
      "select * from lockstep.breaker where connection = :connection and side = :side";

  private final Database db;

  PostgresBreakers(Database db) {
    this.db = db;
  }

  @Override
  public Duration wait(String connection, Side side, Instant now) {
    return read(READ, connection, side).left(now);
  }

  @Override
  public void failed(String connection, Side side, Duration atLeast, Instant now) {
    db.inTransaction(
        () -> {
          db.sql(
                  """
                  insert into lockstep.breaker
                    (connection, side, failures, guessed_until, told_until)
                  values (:connection, :side, 0, 'epoch', 'epoch') on conflict do nothing
                  """)
              .param("connection", connection)
              .param("side", side.name())
              .update();
          Pause pause = read(READ + " for update", connection, side).failed(atLeast, now);
          db.sql(
                  """
                  update lockstep.breaker
                  set failures = :failures, guessed_until = :guessed, told_until = :told
                  where connection = :connection and side = :side
                  """)
              .param("connection", connection)
              .param("side", side.name())
              .param("failures", pause.failures())
              .param("guessed", at(pause.guessedUntil()))
              .param("told", at(pause.toldUntil()))
              .update();
        });
  }

  @Override
  public void succeeded(String connection, Side side) {
    db.sql(
            """
            update lockstep.breaker set failures = 0, guessed_until = 'epoch'
            where connection = :connection and side = :side and failures > 0
            """)
        .param("connection", connection)
        .param("side", side.name())
        .update();
  }

  @Override
  public int failures(String connection, Side side) {
    return read(READ, connection, side).failures();
  }

  private Pause read(String sql, String connection, Side side) {
    return db.sql(sql)
        .param("connection", connection)
        .param("side", side.name())
        .query(
            (row, number) ->
                new Pause(
                    row.getInt("failures"),
                    instant(row, "guessed_until"),
                    instant(row, "told_until")))
        .optional()
        .orElse(Pause.NONE);
  }
}

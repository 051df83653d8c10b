package io.lockstep.ledger;

import java.util.Optional;

/** The reading positions. */
final class PostgresCursors implements Cursors {

  private final Database db;

  PostgresCursors(Database db) {
    this.db = db;
  }

  @Override
  public Optional<String> read(String connection, String what) {
    return db.sql(
            """
            select position from lockstep.reading_position
            where connection = :connection and what = :what
            """)
        .param("connection", connection)
        .param("what", what)
        .query(String.class)
        .optional();
  }

  @Override
  public void save(String connection, String what, String position) {
    db.sql(
            """
            insert into lockstep.reading_position (connection, what, position)
            values (:connection, :what, :position)
            on conflict (connection, what) do update set position = excluded.position
            """)
        .param("connection", connection)
        .param("what", what)
        .param("position", position)
        .update();
  }
}

package io.lockstep.ledger;

import static io.lockstep.ledger.Database.at;
import static io.lockstep.ledger.Database.instant;

import io.lockstep.core.Side;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** The events that came. Their commits do not wait for the disk: the next one is noted again. */
final class PostgresSeenWebhooks implements SeenWebhooks {

  private final Database db;

  PostgresSeenWebhooks(Database db) {
    this.db = db;
  }

  @Override
  public void seen(String connection, Side side, String type, Instant at) {
    db.sql(
            """
            insert into lockstep.webhook_seen as known (connection, side, type, seen_at)
            select :connection, :side, :type, :at
            where set_config('synchronous_commit', 'off', true) = 'off'
            on conflict (connection, side, type) do update
            set seen_at = greatest(known.seen_at, excluded.seen_at)
            """)
        .param("connection", connection)
        .param("side", side.name())
        .param("type", type)
        .param("at", at(at))
        .update();
  }

  @Override
  public Map<String, Instant> of(String connection, Side side) {
    return db
        .sql(
            """
            select type, seen_at from lockstep.webhook_seen
            where connection = :connection and side = :side
            """)
        .param("connection", connection)
        .param("side", side.name())
        .query((row, number) -> Map.entry(row.getString("type"), instant(row, "seen_at")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}

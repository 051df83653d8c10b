package io.lockstep.ledger;

import static io.lockstep.ledger.Database.at;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Lane;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The places, kept in the rows of the open marks, so that a look takes both with one statement.
 * Their commits do not wait for the disk: what a crash forgets lets a few runs too many in.
 */
final class PostgresPlaces implements Places {

  private static final Logger log = LoggerFactory.getLogger(PostgresPlaces.class);

  /** A run that was let in looks within this time, or its start was lost. */
  private static final Duration UNTIL_ITS_LOOK = Duration.ofSeconds(15);

  private static final String OF_RUN =
      " where flow = :flow and connection = :connection and contact_id = :contact";

  private final Database db;
  private final int most;

  /**
   * @param most runs at work in one connection
   */
  PostgresPlaces(Database db, int most) {
    this.db = db;
    this.most = most;
  }

  @Override
  public boolean take(Flow flow, FlowKey key, Lane lane, Instant now) {
    return take(flow, key, lane, false, now);
  }

  @Override
  public boolean takeForQueued(Flow flow, FlowKey key, Lane lane, Instant now) {
    return take(flow, key, lane, true, now);
  }

  private boolean take(Flow flow, FlowKey key, Lane lane, boolean fromQueue, Instant now) {
    return of(
            """
            select lockstep.take_place(
              :flow, :connection, :contact, :lane, :queued, :most, :now, :until)
            """,
            flow,
            key)
        .param("lane", lane.name())
        .param("queued", fromQueue)
        .param("most", room(lane, most))
        .param("now", at(now))
        .param("until", at(now.plus(UNTIL_ITS_LOOK)))
        .query(Boolean.class)
        .single();
  }

  /** How many runs may be at work before one more of that lane has to wait. */
  static int room(Lane lane, int most) {
    return lane == Lane.LIVE ? most : Math.max(1, most / 2);
  }

  @Override
  public void giveBack(Flow flow, FlowKey key, Instant lookedAt) {
    try {
      release(flow, key, lookedAt);
    } catch (DataAccessException away) { // what was looked at or written stands all the same
      log.warn(
          "a place of {} was not given back and lapses: {}", key.connection(), away.getMessage());
    }
  }

  private void release(Flow flow, FlowKey key, Instant lookedAt) {
    of(
            "with forgotten as (delete from lockstep.open_mark"
                + OF_RUN
                + " and opened_at is null)"
                + " update lockstep.open_mark set works_until = null"
                + OF_RUN
                + " and opened_at <= :at and works_until is not null"
                + " and set_config('synchronous_commit', 'off', true) = 'off'",
            flow,
            key)
        .param("at", at(lookedAt))
        .update();
  }

  @Override
  public void waitInQueue(String connection, Lane lane, Instant until) {
    db.sql(
            """
            insert into lockstep.queue_mark (connection, lane, waits_until)
            select :connection, :lane, :until
            where set_config('synchronous_commit', 'off', true) = 'off'
            on conflict (connection, lane) do update set waits_until = excluded.waits_until
            """)
        .param("connection", connection)
        .param("lane", lane.name())
        .param("until", at(until))
        .update();
  }

  private JdbcClient.StatementSpec of(String sql, Flow flow, FlowKey key) {
    return db.sql(sql)
        .param("flow", flow.prefix())
        .param("connection", key.connection())
        .param("contact", key.contactId());
  }
}

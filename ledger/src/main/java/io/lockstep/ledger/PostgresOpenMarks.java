package io.lockstep.ledger;

import static io.lockstep.ledger.Database.at;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The open marks. Their commits do not wait for the disk: whatever depends on a mark is committed
 * after it and takes it along, and one that outlives its run costs a look, no more.
 */
final class PostgresOpenMarks implements OpenMarks {

  /** A run whose worker died counts as at work for so long; see {@link Places}. */
  private static final Duration WORKS_FOR = Duration.ofSeconds(60);

  private static final String OF_RUN =
      " where flow = :flow and connection = :connection and contact_id = :contact";

  private final Database db;

  PostgresOpenMarks(Database db) {
    this.db = db;
  }

  @Override
  public boolean open(Flow flow, FlowKey key, Instant lookedAt) {
    return of(
                """
            with before as (
              select from lockstep.open_mark
              where flow = :flow and connection = :connection and contact_id = :contact
                and opened_at is not null
            ), opened as (
            insert into lockstep.open_mark (flow, connection, contact_id, opened_at, works_until)
            select :flow, :connection, :contact, :at, :until
            where set_config('synchronous_commit', 'off', true) = 'off'
            on conflict (flow, connection, contact_id)
            do update set opened_at = excluded.opened_at, works_until = excluded.works_until
            )
            select count(*) from before
            """,
                flow,
                key)
            .param("at", at(lookedAt))
            .param("until", at(lookedAt.plus(WORKS_FOR)))
            .query(Integer.class)
            .single()
        > 0;
  }

  @Override
  public void close(Flow flow, FlowKey key, Instant lookedAt) {
    of(
            "delete from lockstep.open_mark"
                + OF_RUN
                + " and (opened_at is null or opened_at <= :at)"
                + " and set_config('synchronous_commit', 'off', true) = 'off'",
            flow,
            key)
        .param("at", at(lookedAt))
        .update();
  }

  @Override
  public boolean isOpen(Flow flow, FlowKey key) {
    return of(
                "select count(*) from lockstep.open_mark" + OF_RUN + " and opened_at is not null",
                flow,
                key)
            .query(Integer.class)
            .single()
        > 0;
  }

  private JdbcClient.StatementSpec of(String sql, Flow flow, FlowKey key) {
    return db.sql(sql)
        .param("flow", flow.prefix())
        .param("connection", key.connection())
        .param("contact", key.contactId());
  }
}

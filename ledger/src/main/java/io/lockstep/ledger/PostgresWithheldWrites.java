package io.lockstep.ledger;

import static io.lockstep.ledger.Database.array;
import static io.lockstep.ledger.Database.at;
import static io.lockstep.ledger.Database.instant;
import static io.lockstep.ledger.Database.texts;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Withheld;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The writes that wait for permission. */
final class PostgresWithheldWrites implements WithheldWrites {

  private static final String OF_CONTACT =
      " where connection = :connection and contact_id = :contact and flow = :flow";

  private final Database db;

  PostgresWithheldWrites(Database db) {
    this.db = db;
  }

  @Override
  public void replace(Flow flow, FlowKey key, List<Withheld> writes, Instant now) {
    List<String> ids = writes.stream().map(Withheld::opId).toList();
    db.inTransaction(
        () -> {
          of("delete from lockstep.withheld" + OF_CONTACT + " and op_id <> all(:ids)", flow, key)
              .param("ids", array(ids))
              .update();
          db.forEach(
              writes,
              """
              insert into lockstep.withheld
                (connection, contact_id, flow, op_id, item, kind, fields, contacts, rewards, since)
              values (:connection, :contact, :flow, :op, :item, :kind, :fields, :contacts,
                :rewards, :since)
              on conflict (connection, contact_id, flow, op_id) do nothing
              """,
              write -> row(flow, key, write, now));
        });
  }

  private static SqlParameterSource row(Flow flow, FlowKey key, Withheld write, Instant now) {
    ItemRef item = write.item();
    return new MapSqlParameterSource()
        .addValue("connection", key.connection())
        .addValue("contact", key.contactId())
        .addValue("flow", flow.name())
        .addValue("op", write.opId())
        .addValue("item", item == null ? "" : item.text())
        .addValue("kind", write.kind().name())
        .addValue("fields", array(write.fields().stream().map(Withheld.Shown::field).toList()))
        .addValue("contacts", array(write.fields().stream().map(Withheld.Shown::contacts).toList()))
        .addValue("rewards", array(write.fields().stream().map(Withheld.Shown::rewards).toList()))
        .addValue("since", at(now));
  }

  @Override
  public List<Withheld> of(Flow flow, FlowKey key) {
    return of("select * from lockstep.withheld" + OF_CONTACT + " order by op_id", flow, key)
        .query((row, number) -> withheld(row))
        .list();
  }

  private JdbcClient.StatementSpec of(String sql, Flow flow, FlowKey key) {
    return db.sql(sql)
        .param("connection", key.connection())
        .param("contact", key.contactId())
        .param("flow", flow.name());
  }

  private static Withheld withheld(ResultSet row) throws SQLException {
    String item = row.getString("item");
    List<String> fields = texts(row, "fields");
    List<String> contacts = texts(row, "contacts");
    List<String> rewards = texts(row, "rewards");
    List<Withheld.Shown> shown = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      shown.add(new Withheld.Shown(fields.get(i), contacts.get(i), rewards.get(i)));
    }
    return new Withheld(
        row.getString("op_id"),
        Op.Kind.valueOf(row.getString("kind")),
        item.isEmpty() ? null : ItemRef.parse(item),
        shown);
  }

  @Override
  public int count(String connection) {
    return db.sql("select count(*) from lockstep.withheld where connection = :connection")
        .param("connection", connection)
        .query(Integer.class)
        .single();
  }

  @Override
  public List<OfContact> contacts(String connection, String after, int most) {
    return db.sql(
            """
            select contact_id, array_agg(distinct flow) as flows, count(*) as writes,
                   min(since) as since
            from lockstep.withheld
            where connection = :connection and contact_id > :after
            group by contact_id order by contact_id limit :most
            """)
        .param("connection", connection)
        .param("after", after)
        .param("most", most)
        .query(
            (row, number) ->
                new OfContact(
                    new FlowKey(connection, row.getString("contact_id")),
                    texts(row, "flows").stream().map(Flow::valueOf).collect(Collectors.toSet()),
                    row.getInt("writes"),
                    instant(row, "since")))
        .list();
  }
}

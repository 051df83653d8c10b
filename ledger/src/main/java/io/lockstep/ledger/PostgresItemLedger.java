package io.lockstep.ledger;

import static io.lockstep.ledger.Database.array;
import static io.lockstep.ledger.Database.instant;
import static io.lockstep.ledger.Database.instantOrNull;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import io.lockstep.ledger.PairLedger.Claim;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Items in the pair tables. */
final class PostgresItemLedger implements ItemLedger {

  private static final Duration HISTORY = Duration.ofDays(1);

  private final Database db;
  private final InstantSource clock;
  private final PairReader reader;
  private final PairWriter writer;
  private final Intents intents;

  PostgresItemLedger(Database db, Sealer sealer, InstantSource clock) {
    this.db = db;
    this.clock = clock;
    reader = new PairReader(db);
    writer = new PairWriter(db, new SealedTexts(sealer), new ItemTable(db));
    intents = new Intents(db);
  }

  @Override
  public Map<ItemRef, PairRecord> load(FlowKey key, ItemKind kind) {
    return reader.items(key, kind, clock.instant().minus(HISTORY));
  }

  @Override
  public PairRecord load(FlowKey key, ItemRef item) {
    return reader.item(key, item, clock.instant().minus(HISTORY));
  }

  @Override
  public void commit(FlowKey key, Map<ItemRef, PairChange> changes) {
    List<Step> steps =
        changes.entrySet().stream()
            .filter(change -> !change.getValue().isEmpty())
            .map(change -> new Step(new RecordKey(key, change.getKey()), change.getValue()))
            .sorted(comparing(step -> step.key().itemText())) // one order for all: no deadlock
            .toList();
    if (!steps.isEmpty()) {
      db.inTransaction(() -> writer.write(steps, clock.instant()));
    }
  }

  @Override
  public Claim claim(FlowKey key, ItemRef item, Intent intent, Instant now) {
    return intents.claim(new RecordKey(key, item), intent, now);
  }

  @Override
  public Map<String, ItemTombstone> tombstones(
      String connection, ItemKind kind, Side side, Set<String> ids) {
    return db
        .sql(
            """
            select wanted.id, t.survivor, t.reason, t.at from lockstep.tombstone as t
            join unnest(:ids) as wanted (id) on t.id = :kind || ':' || wanted.id
            where t.connection = :connection and t.side = :side
            """)
        .param("ids", array(ids))
        .param("kind", kind.word())
        .param("connection", connection)
        .param("side", side.name())
        .query(PostgresItemLedger::tombstone)
        .list()
        .stream()
        .collect(toMap(ItemTombstone::id, stone -> stone));
  }

  private static ItemTombstone tombstone(ResultSet row, int number) throws SQLException {
    return new ItemTombstone(
        row.getString("id"),
        row.getBoolean("survivor"),
        row.getString("reason"),
        instant(row, "at"));
  }

  @Override
  public Map<String, Owned> owners(String connection, ItemKind kind, Side side, Set<String> ids) {
    Map<String, Owned> owners = new HashMap<>();
    db.sql(
            """
            select %1$s as id, contact_id, item from lockstep.item
            where connection = :connection and kind = :kind and %1$s = any(:ids)
            """
                .formatted(side == Side.CONTACTS ? "contacts_id" : "rewards_id"))
        .param("connection", connection)
        .param("kind", kind.word())
        .param("ids", array(ids))
        .query(
            row -> {
              FlowKey key = new FlowKey(connection, row.getString("contact_id"));
              owners.put(row.getString("id"), new Owned(key, ItemRef.parse(row.getString("item"))));
            });
    return owners;
  }

  @Override
  public List<ItemSummary> items(FlowKey key) {
    return db.sql(
            """
            select item, contacts_id, rewards_id, state, reason, agreed_at from lockstep.item
            where connection = :connection and contact_id = :contact
            union all
            (select distinct on (item) item, null, null, 'NEEDS_PERSON', reason, null
            from lockstep.parked as p
            where connection = :connection and contact_id = :contact and item <> ''
            and not exists (
              select from lockstep.item as i
              where (i.connection, i.contact_id, i.item) = (p.connection, p.contact_id, p.item))
            order by item, since, op_id)
            order by item
            """)
        .param("connection", key.connection())
        .param("contact", key.contactId())
        .query(PostgresItemLedger::summary)
        .list();
  }

  private static ItemSummary summary(ResultSet row, int number) throws SQLException {
    ItemRef item = ItemRef.parse(row.getString("item"));
    return new ItemSummary(
        item,
        idOr(row.getString("contacts_id"), item, Side.CONTACTS),
        idOr(row.getString("rewards_id"), item, Side.REWARDS),
        PairState.valueOf(row.getString("state")),
        row.getString("reason"),
        instantOrNull(row, "agreed_at"));
  }

  /** An item that stands alone has its id in its name. */
  private static @Nullable String idOr(@Nullable String id, ItemRef item, Side side) {
    return id == null && item.madeAt() == side ? item.id() : id;
  }
}

package io.lockstep.ledger;

import static io.lockstep.ledger.Database.array;
import static io.lockstep.ledger.Database.at;
import static io.lockstep.ledger.Database.instant;
import static io.lockstep.ledger.Database.texts;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pair tables. Reading one pair is {@link PairReader}'s, writing one {@link PairWriter}'s. */
final class PostgresPairLedger implements PairLedger {

  private static final Duration HISTORY = Duration.ofDays(1);
  private static final Duration EDIT_LIFE = Duration.ofDays(7);
  private static final Duration HOLD_LIFE = Duration.ofHours(1);
  private static final int PURGED_AT_ONCE = 2_000;

  private final Database db;
  private final InstantSource clock;
  private final SealedTexts sealed;
  private final PairReader reader;
  private final PairWriter writer;
  private final Intents intents;

  PostgresPairLedger(Database db, Sealer sealer, InstantSource clock) {
    this.db = db;
    this.clock = clock;
    sealed = new SealedTexts(sealer);
    reader = new PairReader(db);
    writer = new PairWriter(db, sealed, new PairTable(db));
    intents = new Intents(db);
  }

  @Override
  public PairRecord load(FlowKey key) {
    return reader.pair(key, clock.instant().minus(HISTORY));
  }

  @Override
  public void commit(FlowKey key, PairChange change) {
    if (change.isEmpty()) {
      return;
    }
    Link made = change.link();
    FlowKey pair = made == null ? key : new FlowKey(key.connection(), made.contactId());
    Step step = new Step(RecordKey.of(pair), change);
    db.inTransaction(() -> writer.write(List.of(step), clock.instant()));
  }

  @Override
  public Claim claim(FlowKey key, Intent intent, Instant now) {
    return intents.claim(RecordKey.of(key), intent, now);
  }

  @Override
  public Optional<Link> linkOfProfile(String connection, String profileId) {
    return db.sql(
            """
            select * from lockstep.pair where connection = :connection and profile_id = :profile
            """)
        .param("connection", connection)
        .param("profile", profileId)
        .query((row, number) -> PairRows.link(row))
        .optional();
  }

  @Override
  public Optional<Link> linkOfContact(String connection, String contactId) {
    return db.sql(
            """
            select * from lockstep.pair
            where connection = :connection and contact_id = :contact and profile_id is not null
            """)
        .param("connection", connection)
        .param("contact", contactId)
        .query((row, number) -> PairRows.link(row))
        .optional();
  }

  @Override
  public Optional<Tombstone> tombstone(String connection, Side side, String id) {
    return db.sql(
            """
            select reason, at from lockstep.tombstone
            where connection = :connection and side = :side and id = :id
            """)
        .param("connection", connection)
        .param("side", side.name())
        .param("id", id)
        .query(
            (row, number) -> new Tombstone(side, id, row.getString("reason"), instant(row, "at")))
        .optional();
  }

  @Override
  public boolean lease(
      String connection, List<String> names, String owner, Instant now, Duration length) {
    List<String> sorted = List.copyOf(new TreeSet<>(names)); // one order for all: no deadlock
    return db.inTransaction(
        transaction -> {
          int leased =
              db.sql(
                      """
                      insert into lockstep.lease as l (connection, name, owner, until)
                      select :connection, name, :owner, :until
                      from unnest(:names) with ordinality as wanted (name, place) order by place
                      on conflict (connection, name) do update
                      set owner = excluded.owner, until = excluded.until
                      where l.until <= :now or l.owner = excluded.owner
                      """)
                  .param("connection", connection)
                  .param("owner", owner)
                  .param("until", at(now.plus(length)))
                  .param("names", array(sorted))
                  .param("now", at(now))
                  .update();
          if (leased < sorted.size()) {
            transaction.setRollbackOnly();
          }
          return leased == sorted.size();
        });
  }

  @Override
  public void release(String connection, String owner) {
    db.sql("delete from lockstep.lease where connection = :connection and owner = :owner")
        .param("connection", connection)
        .param("owner", owner)
        .update();
  }

  @Override
  public Map<PairState, Integer> counts(String connection) {
    Map<PairState, Integer> counts = new EnumMap<>(PairState.class);
    db.sql(
            """
            select case when state <> 'SYNCING' and contact_id in (
                select contact_id from lockstep.parked where connection = :connection)
              then 'NEEDS_PERSON' else state end as stands, count(*) as pairs
            from lockstep.pair where connection = :connection group by stands
            """)
        .param("connection", connection)
        .query(
            row -> {
              counts.put(PairState.valueOf(row.getString("stands")), row.getInt("pairs"));
            });
    return counts;
  }

  @Override
  public Map<String, Integer> reasons(String connection, PairState state) {
    Map<String, Integer> reasons = new TreeMap<>();
    db.sql(
            """
            select reason, count(*) as pairs from lockstep.pair
            where connection = :connection and state = :state group by reason
            """)
        .param("connection", connection)
        .param("state", state.name())
        .query(
            row -> {
              reasons.put(row.getString("reason"), row.getInt("pairs"));
            });
    return reasons;
  }

  @Override
  public List<PairSummary> pairs(String connection, String afterContactId, int limit) {
    return list(
        db.sql(
                """
                select * from lockstep.pair
                where connection = :connection and contact_id > :after
                order by contact_id limit :limit
                """)
            .param("after", afterContactId),
        connection,
        limit,
        PostgresPairLedger::summary);
  }

  @Override
  public Optional<PairSummary> summary(FlowKey key) {
    return db.sql(
            """
            select * from lockstep.pair where connection = :connection and contact_id = :contact
            """)
        .param("connection", key.connection())
        .param("contact", key.contactId())
        .query(PostgresPairLedger::summary)
        .optional();
  }

  private static PairSummary summary(ResultSet row, int number) throws SQLException {
    return new PairSummary(
        row.getString("contact_id"),
        row.getString("profile_id"),
        PairState.valueOf(row.getString("state")),
        row.getString("reason"));
  }

  @Override
  public List<WaitingItem> waiting(String connection, @Nullable Shown after, int limit) {
    String further =
        after == null ? "" : "and (since, contact_id, item, op_id) > (:at, :contact, :item, :id)";
    return list(
        after(
            after,
            """
            select * from lockstep.parked where connection = :connection %s
            order by since, contact_id, item, op_id limit :limit
            """
                .formatted(further)),
        connection,
        limit,
        PostgresPairLedger::waiting);
  }

  @Override
  public List<WaitingItem> held(String connection, int limit) {
    return list(
        db.sql(
            """
            select * from lockstep.parked as held
            where connection = :connection and kind = 'HELD' and not exists (
              select 1 from lockstep.parked as other
              where other.connection = held.connection and other.contact_id = held.contact_id
                and other.kind <> 'HELD')
            order by since, contact_id, item, op_id limit :limit
            """),
        connection,
        limit,
        PostgresPairLedger::waiting);
  }

  private static WaitingItem waiting(ResultSet row, int number) throws SQLException {
    return new WaitingItem(row.getString("contact_id"), item(row), PairRows.parked(row));
  }

  private JdbcClient.StatementSpec after(@Nullable Shown last, String sql) {
    return last == null
        ? db.sql(sql)
        : db.sql(sql)
            .param("at", at(last.at()))
            .param("contact", last.contactId())
            .param("item", last.item())
            .param("id", last.id());
  }

  @Override
  public List<ListedConflict> conflicts(
      String connection, @Nullable Shown after, int limit, boolean withValues) {
    String further =
        after == null
            ? ""
            : "and at <= :at and (at < :at or (contact_id, item, id) > (:contact, :item, :id))";
    return list(
        after(
            after,
            """
            select * from lockstep.conflict where connection = :connection %s
            order by at desc, contact_id, item, id limit :limit
            """
                .formatted(further)),
        connection,
        limit,
        (row, number) ->
            new ListedConflict(
                row.getString("contact_id"),
                item(row),
                withValues ? withValues(row) : PairRows.conflictWithoutValues(row)));
  }

  private Conflict withValues(ResultSet row) throws SQLException {
    FlowKey pair = new FlowKey(row.getString("connection"), row.getString("contact_id"));
    RecordKey key = new RecordKey(pair, item(row));
    return PairRows.conflict(
        row, values(row, key, "contacts_values"), values(row, key, "rewards_values"));
  }

  private static @Nullable ItemRef item(ResultSet row) throws SQLException {
    return RecordKey.item(row.getString("item"));
  }

  private List<String> values(ResultSet row, RecordKey key, String column) throws SQLException {
    return sealed.open(row.getString(column), key, "conflict", row.getString("id"), column);
  }

  @Override
  public void record(String connection, JournalEntry entry) {
    PairWriter.journal(db, connection, entry);
  }

  @Override
  public List<ListedEntry> journal(String connection, int limit) {
    return list(
        db.sql(
            """
            select * from lockstep.journal where connection = :connection
            order by at desc, number desc limit :limit
            """),
        connection,
        limit,
        PostgresPairLedger::listed);
  }

  @Override
  public List<ListedEntry> journalAfter(String connection, long number, int limit) {
    return list(
        db.sql(
                """
                select * from lockstep.journal where connection = :connection and number > :number
                order by number limit :limit
                """)
            .param("number", number),
        connection,
        limit,
        PostgresPairLedger::listed);
  }

  private static ListedEntry listed(ResultSet row, int place) throws SQLException {
    return new ListedEntry(row.getLong("number"), row.getString("connection"), entry(row));
  }

  private static JournalEntry entry(ResultSet row) throws SQLException {
    String side = row.getString("side");
    return new JournalEntry(
        instant(row, "at"),
        row.getString("contact_id"),
        JournalEntry.Act.valueOf(row.getString("act")),
        side == null ? null : Side.valueOf(side),
        texts(row, "fields"),
        row.getString("who"));
  }

  private static <T> List<T> list(
      JdbcClient.StatementSpec statement, String connection, int limit, RowMapper<T> mapper) {
    return statement.param("connection", connection).param("limit", limit).query(mapper).list();
  }

  @Override
  public int count(String connection, Side side, List<JournalEntry.Act> acts, Instant since) {
    return db.sql(
            """
            select count(*) from lockstep.journal
            where connection = :connection and at >= :since and side = :side and act = any (:acts)
            """)
        .param("connection", connection)
        .param("since", at(since))
        .param("side", side.name())
        .param("acts", array(acts.stream().map(JournalEntry.Act::name).toList()))
        .query(Integer.class)
        .single();
  }

  @Override
  public void saveEdit(FlowKey key, String editId, List<String> values) {
    db.sql(
            """
            insert into lockstep.saved_edit (connection, contact_id, id, sealed, saved_at)
            values (:connection, :contact, :id, :sealed, :at)
            on conflict (connection, contact_id, id) do update
            set sealed = excluded.sealed, saved_at = excluded.saved_at
            """)
        .param("connection", key.connection())
        .param("contact", key.contactId())
        .param("id", editId)
        .param("sealed", sealed.seal(values, RecordKey.of(key), "saved_edit", editId, "sealed"))
        .param("at", at(clock.instant()))
        .update();
  }

  @Override
  public Optional<List<String>> edit(FlowKey key, String editId) {
    return db.sql(
            """
            select sealed from lockstep.saved_edit
            where connection = :connection and contact_id = :contact and id = :id
            """)
        .param("connection", key.connection())
        .param("contact", key.contactId())
        .param("id", editId)
        .query(String.class)
        .optional()
        .map(text -> sealed.open(text, RecordKey.of(key), "saved_edit", editId, "sealed"));
  }

  @Override
  public void purge(Instant now) {
    delete("settled_intent", "settled_at", now.minus(HISTORY));
    delete("field_move", "at", now.minus(HISTORY));
    delete("lease", "until", now);
    delete("saved_edit", "saved_at", now.minus(EDIT_LIFE));
    delete("budget_hold", "turn_at", now.minus(HOLD_LIFE));
  }

  /** By slices that a statement's time is enough for, however much there is. */
  private void delete(String table, String over, Instant before) {
    String slice =
        """
        delete from lockstep.%1$s where ctid = any (array(
          select ctid from lockstep.%1$s where %2$s <= :before limit :slice
          for update skip locked))
        """
            .formatted(table, over);
    int deleted;
    do {
      deleted = db.sql(slice).param("before", at(before)).param("slice", PURGED_AT_ONCE).update();
    } while (deleted == PURGED_AT_ONCE);
  }
}

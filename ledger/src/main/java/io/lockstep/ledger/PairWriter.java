package io.lockstep.ledger;

import static io.lockstep.ledger.Database.array;
import static io.lockstep.ledger.Database.at;
import static io.lockstep.ledger.Database.atOrNull;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * Writes a {@link PairChange}; the caller gives it a transaction. The base is {@link BaseWriter}'s.
 */
final class PairWriter {

  private final Database db;
  private final SealedTexts sealed;
  private final BaseWriter base;

  PairWriter(Database db, SealedTexts sealed) {
    this.db = db;
    this.sealed = sealed;
    this.base = new BaseWriter(db);
  }

  /** Writes all of it to the pair of this key, which is the link's where the change makes one. */
  void write(FlowKey pair, PairChange change, Instant now) {
    PairChange.EndedLink ended = change.ended();
    if (ended != null) {
      end(pair, ended);
    }
    Link made = change.link();
    if (made != null) {
      link(pair, made);
      takeOverProfile(made, change.closedIntents(), now);
    }
    PairState state = change.state();
    if (state != null) {
      state(pair, state, change.stateReason());
    }
    base.write(pair, change);
    settle(pair, change.closedIntents(), now);
    accepted(pair, change);
    conflicts(pair, change.conflicts());
    parked(pair, change);
    history(pair, change);
    change.journal().forEach(entry -> journal(pair.connection(), entry));
  }

  private void end(FlowKey pair, PairChange.EndedLink ended) {
    String bury =
        """
        insert into lockstep.tombstone (connection, side, id, reason, at)
        select connection, :side, %s, :reason, :at from lockstep.pair
        where connection = :connection and contact_id = :contact and profile_id is not null
        on conflict (connection, side, id) do update set reason = excluded.reason, at = excluded.at
        """;
    for (Side side : Side.values()) {
      String id = side == Side.CONTACTS ? "contact_id" : "profile_id";
      db.sql(bury.formatted(id))
          .paramSource(
              of(pair)
                  .addValue("side", side.name())
                  .addValue("reason", ended.reason())
                  .addValue("at", at(ended.at())))
          .update();
    }
    db.sql(
            """
            update lockstep.pair set profile_id = null, linked_at = null
            where connection = :connection and contact_id = :contact
            """)
        .paramSource(of(pair))
        .update();
    for (String table :
        List.of("base", "accepted_difference", "edit_date", "field_move", "stamp")) {
      forget(pair, table);
    }
  }

  private void link(FlowKey pair, Link made) {
    int linked;
    try {
      linked =
          db.sql(
                  """
                  insert into lockstep.pair as p
                    (connection, contact_id, profile_id, linked_at, state, reason)
                  values (:connection, :contact, :profile, :at, 'SYNCING', '')
                  on conflict (connection, contact_id) do update
                  set profile_id = excluded.profile_id,
                      linked_at = coalesce(p.linked_at, excluded.linked_at)
                  where p.profile_id is null or p.profile_id = excluded.profile_id
                  """)
              .paramSource(
                  of(pair)
                      .addValue("profile", made.profileId())
                      .addValue("at", at(made.linkedAt())))
              .update();
    } catch (DuplicateKeyException e) { // the profile belongs to another contact
      linked = 0;
    }
    if (linked == 0) {
      throw new LinkTakenException(made.contactId(), made.profileId());
    }
    db.sql(
            """
            delete from lockstep.tombstone where connection = :connection
            and (side, id) in (('CONTACTS', :contact), ('REWARDS', :profile))
            """)
        .paramSource(of(pair).addValue("profile", made.profileId()))
        .update();
  }

  /** What the profile's own key held before it had a contact is over. */
  private void takeOverProfile(Link made, List<String> settled, Instant now) {
    FlowKey profile = FlowKey.ofProfile(made.connection(), made.profileId());
    forget(profile, "pair");
    forget(profile, "parked");
    settle(profile, settled, now);
  }

  private void forget(FlowKey pair, String table) {
    db.sql(
            "delete from lockstep."
                + table
                + " where connection = :connection and contact_id = :contact")
        .paramSource(of(pair))
        .update();
  }

  private void state(FlowKey pair, PairState state, String reason) {
    db.sql(
            """
            insert into lockstep.pair as p (connection, contact_id, state, reason)
            values (:connection, :contact, :state, :reason)
            on conflict (connection, contact_id) do update
            set state = excluded.state, reason = excluded.reason
            where (p.state, p.reason) <> (excluded.state, excluded.reason)
            """)
        .paramSource(of(pair).addValue("state", state.name()).addValue("reason", reason))
        .update();
  }

  private void settle(FlowKey pair, List<String> opIds, Instant now) {
    if (opIds.isEmpty()) {
      return;
    }
    db.sql(
            """
            with settled as (
              delete from lockstep.intent
              where connection = :connection and contact_id = :contact and op_id = any (:ops)
              returning *)
            insert into lockstep.settled_intent select settled.*, :now from settled
            """)
        .paramSource(of(pair).addValue("ops", array(opIds)).addValue("now", at(now)))
        .update();
  }

  private void accepted(FlowKey pair, PairChange change) {
    if (!change.acceptedWithdrawn().isEmpty()) {
      db.sql(
              """
              delete from lockstep.accepted_difference
              where connection = :connection and contact_id = :contact and field = any (:fields)
              """)
          .paramSource(of(pair).addValue("fields", array(change.acceptedWithdrawn())))
          .update();
    }
    db.forEach(
        last(change.accepted(), row -> List.of(row.field(), row.element())),
        """
        insert into lockstep.accepted_difference
          (connection, contact_id, field, element, contacts, rewards, rule_fingerprint, reason,
           who, at)
        values (:connection, :contact, :field, :element, :contacts, :rewards, :rule, :reason,
          :who, :at)
        on conflict (connection, contact_id, field, element) do update
        set contacts = excluded.contacts, rewards = excluded.rewards,
            rule_fingerprint = excluded.rule_fingerprint, reason = excluded.reason,
            who = excluded.who, at = excluded.at
        """,
        row ->
            of(pair)
                .addValue("field", row.field())
                .addValue("element", row.element())
                .addValue("contacts", row.contacts())
                .addValue("rewards", row.rewards())
                .addValue("rule", row.ruleFingerprint())
                .addValue("reason", row.reason().name())
                .addValue("who", row.who())
                .addValue("at", at(row.at())));
  }

  private void conflicts(FlowKey pair, List<Conflict> conflicts) {
    db.forEach(
        last(conflicts, Conflict::id),
        """
        insert into lockstep.conflict
          (connection, contact_id, id, field, state, loser, contacts_values, rewards_values, why,
           at)
        values (:connection, :contact, :id, :field, :state, :loser, :contacts, :rewards, :why, :at)
        on conflict (connection, contact_id, id) do update
        set field = excluded.field, state = excluded.state, loser = excluded.loser,
            contacts_values = excluded.contacts_values, rewards_values = excluded.rewards_values,
            why = excluded.why, at = excluded.at
        """,
        row ->
            of(pair)
                .addValue("id", row.id())
                .addValue("field", row.field())
                .addValue("state", row.state().name())
                .addValue("loser", name(row.loser()))
                .addValue(
                    "contacts",
                    sealed.seal(row.contacts(), pair, "conflict", row.id(), "contacts_values"))
                .addValue(
                    "rewards",
                    sealed.seal(row.rewards(), pair, "conflict", row.id(), "rewards_values"))
                .addValue("why", row.why())
                .addValue("at", at(row.at())));
  }

  private void parked(FlowKey pair, PairChange change) {
    if (!change.unparked().isEmpty()) {
      db.sql(
              """
              delete from lockstep.parked
              where connection = :connection and contact_id = :contact and op_id = any (:ops)
              """)
          .paramSource(of(pair).addValue("ops", array(change.unparked())))
          .update();
    }
    db.forEach(
        last(change.parked(), row -> row.waiting().opId()),
        """
        insert into lockstep.parked
          (connection, contact_id, op_id, field, kind, reason, contacts, rewards, since)
        values (:connection, :contact, :op, :field, :kind, :reason, :contacts, :rewards, :since)
        on conflict (connection, contact_id, op_id) do update
        set field = excluded.field, kind = excluded.kind, reason = excluded.reason,
            contacts = excluded.contacts, rewards = excluded.rewards, since = excluded.since
        """,
        row ->
            of(pair)
                .addValue("op", row.waiting().opId())
                .addValue("field", row.waiting().field())
                .addValue("kind", row.waiting().kind().name())
                .addValue("reason", row.waiting().reason())
                .addValue("contacts", row.contacts())
                .addValue("rewards", row.rewards())
                .addValue("since", at(row.since())));
  }

  private void history(FlowKey pair, PairChange change) {
    db.forEach(
        change.edits(),
        """
        insert into lockstep.edit_date as e (connection, contact_id, field, side, digest, at)
        values (:connection, :contact, :field, :side, :digest, :at)
        on conflict (connection, contact_id, field, side, digest) do update
        set at = least(e.at, excluded.at)
        """,
        row ->
            of(pair)
                .addValue("field", row.field())
                .addValue("side", row.side().name())
                .addValue("digest", row.digest())
                .addValue("at", at(row.at())));
    db.forEach(
        change.moves(),
        """
        insert into lockstep.field_move
          (connection, contact_id, field, element, side, before, after, made_by, at)
        values (:connection, :contact, :field, :element, :side, :before, :after, :by, :at)
        on conflict do nothing
        """,
        row ->
            of(pair)
                .addValue("field", row.field())
                .addValue("element", row.element())
                .addValue("side", row.side().name())
                .addValue("before", row.before())
                .addValue("after", row.after())
                .addValue("by", row.by().name())
                .addValue("at", at(row.at())));
    db.forEach(
        change.stamps(),
        """
        insert into lockstep.stamp as s
          (connection, contact_id, side, written_at, updated_at, version)
        values (:connection, :contact, :side, :written, :updated, :version)
        on conflict (connection, contact_id, side) do update
        set written_at = excluded.written_at,
            updated_at = coalesce(excluded.updated_at, s.updated_at),
            version = coalesce(excluded.version, s.version)
        """,
        row ->
            of(pair)
                .addValue("side", row.side().name())
                .addValue("written", at(row.writtenAt()))
                .addValue("updated", atOrNull(row.updatedAt()))
                .addValue("version", row.version()));
  }

  /** Writes a journal entry; one that is there already is not written again. */
  void journal(String connection, JournalEntry entry) {
    db.sql(
            """
            insert into lockstep.journal (connection, at, contact_id, act, side, fields, who)
            values (:connection, :at, :contact, :act, :side, :fields, :who)
            on conflict do nothing
            """)
        .param("connection", connection)
        .param("at", at(entry.at()))
        .param("contact", entry.contactId())
        .param("act", entry.act().name())
        .param("side", name(entry.side()))
        .param("fields", array(entry.fields()))
        .param("who", entry.who())
        .update();
  }

  static MapSqlParameterSource of(FlowKey pair) {
    return new MapSqlParameterSource("connection", pair.connection())
        .addValue("contact", pair.contactId());
  }

  private static @Nullable String name(@Nullable Side side) {
    return side == null ? null : side.name();
  }

  /** Of several rows for the same key the last one counts. */
  static <R, K> List<R> last(Collection<R> rows, Function<R, K> key) {
    Map<K, R> byKey = new LinkedHashMap<>();
    rows.forEach(row -> byKey.put(key.apply(row), row));
    return new ArrayList<>(byKey.values());
  }
}

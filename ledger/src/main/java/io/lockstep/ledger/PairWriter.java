package io.lockstep.ledger;

import static io.lockstep.ledger.Database.array;
import static io.lockstep.ledger.Database.at;
import static io.lockstep.ledger.Database.atOrNull;

import io.lockstep.core.Side;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.PairChange;
import io.lockstep.ledger.Step.Row;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * Writes changes of pairs or of items, all those of one commit table by table; the caller gives a
 * transaction. The base is {@link BaseWriter}'s, links and states are {@link LinkTable}'s.
 */
final class PairWriter {

  private static final String JOURNAL =
      """
      insert into lockstep.journal (connection, at, contact_id, act, side, fields, who)
      values (:connection, :at, :contact, :act, :side, :fields, :who)
      on conflict do nothing
      """;

  private final Database db;
  private final SealedTexts sealed;
  private final LinkTable links;
  private final BaseWriter base;
  private final Intents intents;

  PairWriter(Database db, SealedTexts sealed, LinkTable links) {
    this.db = db;
    this.sealed = sealed;
    this.links = links;
    base = new BaseWriter(db);
    intents = new Intents(db);
  }

  /** Writes all of them; a pair that is linked is under its contact's key. */
  void write(List<Step> steps, Instant now) {
    links.end(steps.stream().filter(step -> step.change().ended() != null).toList());
    List<Step> over =
        links.link(steps.stream().filter(step -> step.change().link() != null).toList());
    intents.settle(over, now);
    links.state(steps, now);
    base.write(steps);
    intents.settle(steps, now);
    accepted(steps);
    conflicts(steps);
    parked(steps);
    edits(steps);
    moves(steps);
    stamps(steps);
    db.forEach(
        Step.rows(steps, PairChange::journal),
        JOURNAL,
        row -> parameters(row.key().pair().connection(), row.row()));
  }

  private void accepted(List<Step> steps) {
    db.forEach(
        Step.named(steps, PairChange::acceptedWithdrawn),
        """
        delete from lockstep.accepted_difference
        where connection = :connection and contact_id = :contact and item = :item
        and field = any (:fields)
        """,
        row -> row.parameters().addValue("fields", array(row.row())));
    db.forEach(
        Step.last(steps, PairChange::accepted, row -> List.of(row.field(), row.element())),
        """
        insert into lockstep.accepted_difference
          (connection, contact_id, item, field, element, contacts, rewards, rule_fingerprint,
           reason, who, at)
        values (:connection, :contact, :item, :field, :element, :contacts, :rewards, :rule, :reason,
          :who, :at)
        on conflict (connection, contact_id, item, field, element) do update
        set contacts = excluded.contacts, rewards = excluded.rewards,
            rule_fingerprint = excluded.rule_fingerprint, reason = excluded.reason,
            who = excluded.who, at = excluded.at
        """,
        of ->
            of.parameters()
                .addValue("field", of.row().field())
                .addValue("element", of.row().element())
                .addValue("contacts", of.row().contacts())
                .addValue("rewards", of.row().rewards())
                .addValue("rule", of.row().ruleFingerprint())
                .addValue("reason", of.row().reason().name())
                .addValue("who", of.row().who())
                .addValue("at", at(of.row().at())));
  }

  private void conflicts(List<Step> steps) {
    db.forEach(
        Step.last(steps, PairChange::conflicts, Conflict::id),
        """
        insert into lockstep.conflict
          (connection, contact_id, item, id, field, state, loser, contacts_values, rewards_values,
           why, at)
        values (:connection, :contact, :item, :id, :field, :state, :loser, :contacts, :rewards,
          :why, :at)
        on conflict (connection, contact_id, item, id) do update
        set field = excluded.field, state = excluded.state, loser = excluded.loser,
            contacts_values = excluded.contacts_values, rewards_values = excluded.rewards_values,
            why = excluded.why, at = excluded.at
        """,
        of ->
            of.parameters()
                .addValue("id", of.row().id())
                .addValue("field", of.row().field())
                .addValue("state", of.row().state().name())
                .addValue("loser", name(of.row().loser()))
                .addValue("contacts", seal(of, of.row().contacts(), "contacts_values"))
                .addValue("rewards", seal(of, of.row().rewards(), "rewards_values"))
                .addValue("why", of.row().why())
                .addValue("at", at(of.row().at())));
  }

  private String seal(Row<Conflict> of, List<String> values, String column) {
    return sealed.seal(values, of.key(), "conflict", of.row().id(), column);
  }

  private void parked(List<Step> steps) {
    db.forEach(
        Step.named(steps, PairChange::unparked),
        """
        delete from lockstep.parked
        where connection = :connection and contact_id = :contact and item = :item
        and op_id = any (:ops)
        """,
        row -> row.parameters().addValue("ops", array(row.row())));
    db.forEach(
        Step.last(steps, PairChange::parked, row -> row.waiting().opId()),
        """
        insert into lockstep.parked
          (connection, contact_id, item, op_id, field, kind, reason, contacts, rewards, since)
        values (:connection, :contact, :item, :op, :field, :kind, :reason, :contacts, :rewards,
          :since)
        on conflict (connection, contact_id, item, op_id) do update
        set field = excluded.field, kind = excluded.kind, reason = excluded.reason,
            contacts = excluded.contacts, rewards = excluded.rewards, since = excluded.since
        """,
        of ->
            of.parameters()
                .addValue("op", of.row().waiting().opId())
                .addValue("field", of.row().waiting().field())
                .addValue("kind", of.row().waiting().kind().name())
                .addValue("reason", of.row().waiting().reason())
                .addValue("contacts", of.row().contacts())
                .addValue("rewards", of.row().rewards())
                .addValue("since", at(of.row().since())));
  }

  private void edits(List<Step> steps) {
    db.forEach(
        Step.rows(steps, PairChange::edits),
        """
        insert into lockstep.edit_date as e (connection, contact_id, item, field, side, digest, at)
        values (:connection, :contact, :item, :field, :side, :digest, :at)
        on conflict (connection, contact_id, item, field, side, digest) do update
        set at = least(e.at, excluded.at)
        """,
        of ->
            of.parameters()
                .addValue("field", of.row().field())
                .addValue("side", of.row().side().name())
                .addValue("digest", of.row().digest())
                .addValue("at", at(of.row().at())));
  }

  private void moves(List<Step> steps) {
    db.forEach(
        Step.rows(steps, PairChange::moves),
        """
        insert into lockstep.field_move
          (connection, contact_id, item, field, element, side, before, after, made_by, at)
        values (:connection, :contact, :item, :field, :element, :side, :before, :after, :by, :at)
        on conflict do nothing
        """,
        of ->
            of.parameters()
                .addValue("field", of.row().field())
                .addValue("element", of.row().element())
                .addValue("side", of.row().side().name())
                .addValue("before", of.row().before())
                .addValue("after", of.row().after())
                .addValue("by", of.row().by().name())
                .addValue("at", at(of.row().at())));
  }

  private void stamps(List<Step> steps) {
    db.forEach(
        Step.rows(steps, PairChange::stamps),
        """
        insert into lockstep.stamp as s
          (connection, contact_id, item, side, written_at, updated_at, version)
        values (:connection, :contact, :item, :side, :written, :updated, :version)
        on conflict (connection, contact_id, item, side) do update
        set written_at = excluded.written_at,
            updated_at = coalesce(excluded.updated_at, s.updated_at),
            version = coalesce(excluded.version, s.version)
        """,
        of ->
            of.parameters()
                .addValue("side", of.row().side().name())
                .addValue("written", at(of.row().writtenAt()))
                .addValue("updated", atOrNull(of.row().updatedAt()))
                .addValue("version", of.row().version()));
  }

  /** Writes a journal entry; one that is there already is not written again. */
  static void journal(Database db, String connection, JournalEntry entry) {
    db.sql(JOURNAL).paramSource(parameters(connection, entry)).update();
  }

  private static MapSqlParameterSource parameters(String connection, JournalEntry entry) {
    return new MapSqlParameterSource("connection", connection)
        .addValue("at", at(entry.at()))
        .addValue("contact", entry.contactId())
        .addValue("act", entry.act().name())
        .addValue("side", name(entry.side()))
        .addValue("fields", array(entry.fields()))
        .addValue("who", entry.who());
  }

  private static @Nullable String name(@Nullable Side side) {
    return side == null ? null : side.name();
  }
}

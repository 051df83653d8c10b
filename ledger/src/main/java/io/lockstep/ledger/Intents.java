package io.lockstep.ledger;

import static io.lockstep.ledger.Database.array;
import static io.lockstep.ledger.Database.at;

import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.ledger.PairLedger.Claim;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records writes before they are sent, and that their end is known. */
final class Intents {

  private final Database db;

  Intents(Database db) {
    this.db = db;
  }

  /** As {@link PairLedger#claim} says, for any record. */
  Claim claim(RecordKey key, Intent intent, Instant now) {
    List<Map.Entry<String, Intent.Wrote>> wrote = List.copyOf(intent.digests().entrySet());
    Optional<Integer> attempts =
        db.sql(
                """
                insert into lockstep.intent as i
                  (connection, contact_id, item, op_id, kind, target, target_id, source_id,
                   generation, wrote_field, wrote_source, wrote_before, wrote_after, wrote_rule,
                   held_ids, owner, sent_at, lease_until, attempts)
                values (:connection, :contact, :item, :op, :kind, :target, :targetId, :sourceId,
                  :generation, :fields, :sources, :befores, :afters, :rules, :held, :owner,
                  :sentAt, :leaseUntil, 1)
                on conflict (connection, contact_id, item, op_id) do update
                set owner = excluded.owner, lease_until = excluded.lease_until,
                    attempts = i.attempts + 1
                where i.lease_until <= :now or i.owner = excluded.owner
                returning attempts
                """)
            .paramSource(
                key.parameters()
                    .addValue("op", intent.opId())
                    .addValue("kind", intent.kind().name())
                    .addValue("target", intent.target().name())
                    .addValue("targetId", intent.targetId())
                    .addValue("sourceId", intent.sourceId())
                    .addValue("generation", intent.generation())
                    .addValue("fields", array(wrote.stream().map(Map.Entry::getKey).toList()))
                    .addValue(
                        "sources", array(wrote.stream().map(w -> w.getValue().source()).toList()))
                    .addValue(
                        "befores", array(wrote.stream().map(w -> w.getValue().before()).toList()))
                    .addValue(
                        "afters", array(wrote.stream().map(w -> w.getValue().after()).toList()))
                    .addValue(
                        "rules",
                        array(wrote.stream().map(w -> w.getValue().ruleFingerprint()).toList()))
                    .addValue("held", array(intent.heldIds()))
                    .addValue("owner", intent.owner())
                    .addValue("sentAt", at(intent.sentAt()))
                    .addValue("leaseUntil", at(intent.leaseUntil()))
                    .addValue("now", at(now)))
            .query(Integer.class)
            .optional();
    return attempts.map(count -> count == 1 ? Claim.FIRST : Claim.AGAIN).orElse(Claim.BUSY);
  }

  /** Settles what these changes close. */
  void settle(List<Step> steps, Instant now) {
    db.forEach(
        Step.named(steps, PairChange::closedIntents),
        """
        with settled as (
          delete from lockstep.intent
          where connection = :connection and contact_id = :contact and item = :item
          and op_id = any (:ops)
          returning *)
        insert into lockstep.settled_intent select settled.*, :now from settled
        """,
        row -> row.parameters().addValue("ops", array(row.row())).addValue("now", at(now)));
  }
}

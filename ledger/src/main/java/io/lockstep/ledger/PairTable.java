package io.lockstep.ledger;

import static io.lockstep.ledger.Database.at;

import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.DuplicateKeyException;

/** Links and states of pairs. */
final class PairTable extends LinkTable {

  PairTable(Database db) {
    super(db);
  }

  @Override
  void end(List<Step> ending) {
    bury(
        ending,
        """
        select connection, contact_id as contacts_id, profile_id as rewards_id from lockstep.pair
        where connection = :connection and contact_id = :contact and profile_id is not null
        """);
    db.forEach(
        ending,
        """
        update lockstep.pair set profile_id = null, linked_at = null
        where connection = :connection and contact_id = :contact
        """,
        step -> step.key().parameters());
    forget(ending.stream().map(Step::key).toList(), AGREED);
  }

  @Override
  List<Step> link(List<Step> linking) {
    linking.forEach(step -> link(step.key(), step.made()));
    List<Step> before = linking.stream().map(PairTable::ofProfile).toList();
    db.forEach(
        before,
        "delete from lockstep.pair where connection = :connection and contact_id = :contact",
        step -> step.key().parameters());
    forget(before.stream().map(Step::key).toList(), List.of("parked"));
    return before;
  }

  private void link(RecordKey pair, Link made) {
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
                  pair.parameters()
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
        .paramSource(pair.parameters().addValue("profile", made.profileId()))
        .update();
  }

  private static Step ofProfile(Step step) {
    Link made = step.made();
    FlowKey profile = FlowKey.ofProfile(made.connection(), made.profileId());
    return new Step(RecordKey.of(profile), step.change());
  }

  @Override
  void state(List<Step> steps, Instant now) {
    db.forEach(
        steps.stream().filter(step -> step.change().state() != null).toList(),
        """
        insert into lockstep.pair as p (connection, contact_id, state, reason)
        values (:connection, :contact, :state, :reason)
        on conflict (connection, contact_id) do update
        set state = excluded.state, reason = excluded.reason
        where (p.state, p.reason) <> (excluded.state, excluded.reason)
        """,
        step -> {
          PairState state = Objects.requireNonNull(step.change().state());
          return step.key()
              .parameters()
              .addValue("state", state.name())
              .addValue("reason", step.change().stateReason());
        });
  }
}

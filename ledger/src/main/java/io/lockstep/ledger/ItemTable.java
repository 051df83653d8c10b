package io.lockstep.ledger;

import static io.lockstep.ledger.Database.array;
import static io.lockstep.ledger.Database.at;
import static io.lockstep.ledger.Database.atOrNull;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairState;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/** Links and states of items. An item whose link has ended is as one never met. */
final class ItemTable extends LinkTable {

  ItemTable(Database db) {
    super(db);
  }

  /** How the tombstone of half an item is named among those of contacts and profiles. */
  static String tombstone(ItemKind kind, String id) {
    return kind.word() + ":" + id;
  }

  @Override
  void end(List<Step> ending) {
    bury(
        ending,
        """
        select connection, kind || ':' || contacts_id as contacts_id,
          kind || ':' || rewards_id as rewards_id
        from lockstep.item
        where connection = :connection and contact_id = :contact and item = :item
        and linked_at is not null
        """);
    forgetAll(ending);
  }

  /** Intents stay until a look has followed them; conflicts stay to be read. */
  private void forgetAll(List<Step> over) {
    List<RecordKey> keys = over.stream().map(Step::key).toList();
    forget(keys, AGREED);
    forget(keys, List.of("parked", "item"));
  }

  @Override
  List<Step> link(List<Step> linking) {
    linking.forEach(step -> link(step.key(), item(step), step.made()));
    db.forEach(
        linking,
        """
        delete from lockstep.tombstone where connection = :connection
        and (side, id) in (('CONTACTS', :contactsHalf), ('REWARDS', :rewardsHalf))
        """,
        step ->
            step.key()
                .parameters()
                .addValue("contactsHalf", tombstone(item(step).kind(), step.made().contactId()))
                .addValue("rewardsHalf", tombstone(item(step).kind(), step.made().profileId())));
    List<Step> alone = onTheirOwn(linking);
    forgetAll(alone);
    return alone;
  }

  private void link(RecordKey key, ItemRef item, Link made) {
    int linked;
    try {
      linked =
          db.sql(
                  """
                  insert into lockstep.item as i
                    (connection, contact_id, item, kind, contacts_id, rewards_id, linked_at, state,
                     reason)
                  values (:connection, :contact, :item, :kind, :contactsId, :rewardsId, :at,
                    'SYNCING', '')
                  on conflict (connection, contact_id, item) do update
                  set contacts_id = excluded.contacts_id, rewards_id = excluded.rewards_id,
                      linked_at = coalesce(i.linked_at, excluded.linked_at)
                  where i.linked_at is null
                  or (i.contacts_id, i.rewards_id) = (excluded.contacts_id, excluded.rewards_id)
                  """)
              .paramSource(
                  key.parameters()
                      .addValue("kind", item.kind().word())
                      .addValue("contactsId", made.contactId())
                      .addValue("rewardsId", made.profileId())
                      .addValue("at", at(made.linkedAt())))
              .update();
    } catch (DuplicateKeyException e) { // one half belongs to another item
      linked = 0;
    }
    if (linked == 0) {
      throw new LinkTakenException(made.contactId(), made.profileId());
    }
  }

  /**
   * The names that the linked halves had while each stood alone. Such a name may by now be that of
   * a linked item whose half was made anew; that one goes on.
   */
  private List<Step> onTheirOwn(List<Step> linking) {
    Map<RecordKey, Step> alone = new LinkedHashMap<>();
    for (Step step : linking) {
      for (Side side : Side.values()) {
        ItemRef own = new ItemRef(item(step).kind(), side, step.made().id(side));
        RecordKey key = new RecordKey(step.key().pair(), own);
        alone.put(key, new Step(key, step.change()));
      }
    }
    if (alone.isEmpty()) {
      return List.of();
    }
    Set<String> linked =
        db.sql(
                """
                select item from lockstep.item
                where connection = :connection and contact_id = :contact and item = any (:items)
                and linked_at is not null
                """)
            .paramSource(ofContact(alone.keySet()))
            .query(String.class)
            .set();
    alone.keySet().removeIf(key -> linked.contains(key.itemText()));
    return List.copyOf(alone.values());
  }

  @Override
  void state(List<Step> steps, Instant now) {
    db.forEach(
        steps.stream().filter(step -> step.change().state() != null).toList(),
        """
        insert into lockstep.item as i
          (connection, contact_id, item, kind, state, reason, agreed_at)
        values (:connection, :contact, :item, :kind, :state, :reason, :agreed)
        on conflict (connection, contact_id, item) do update
        set state = excluded.state, reason = excluded.reason,
            agreed_at = coalesce(excluded.agreed_at, i.agreed_at)
        """,
        step -> {
          PairState state = Objects.requireNonNull(step.change().state());
          return step.key()
              .parameters()
              .addValue("kind", item(step).kind().word())
              .addValue("state", state.name())
              .addValue("reason", step.change().stateReason())
              .addValue("agreed", atOrNull(state == PairState.IN_STEP ? now : null));
        });
    List<RecordKey> agreed =
        steps.stream().filter(step -> !step.change().base().isEmpty()).map(Step::key).toList();
    if (!agreed.isEmpty()) {
      db.sql(
              """
              update lockstep.item set agreed_at = :now
              where connection = :connection and contact_id = :contact and item = any (:items)
              """)
          .paramSource(ofContact(agreed).addValue("now", at(now)))
          .update();
    }
  }

  /** All items of one commit belong to one contact. */
  private static MapSqlParameterSource ofContact(Collection<RecordKey> keys) {
    List<String> names = keys.stream().map(RecordKey::itemText).toList();
    return keys.iterator().next().parameters().addValue("items", array(names));
  }

  private static ItemRef item(Step step) {
    return Objects.requireNonNull(step.key().item());
  }
}

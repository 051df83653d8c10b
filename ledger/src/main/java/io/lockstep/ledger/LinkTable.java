package io.lockstep.ledger;

import static io.lockstep.ledger.Database.array;
import static io.lockstep.ledger.Database.at;
import static java.util.stream.Collectors.groupingBy;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.pair.PairChange.EndedLink;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where links and states of one kind of record stand; the caller gives a transaction. */
abstract class LinkTable {

  /** What two sides agreed on, which goes with their link. */
  static final List<String> AGREED =
      List.of("base", "accepted_difference", "edit_date", "field_move", "stamp");

  final Database db;

  LinkTable(Database db) {
    this.db = db;
  }

  /** Ends the links of these records, leaves tombstones and forgets what was agreed on. */
  abstract void end(List<Step> ending);

  /**
   * Makes the links of these changes and takes away the tombstones of what they link.
   *
   * @return the same changes under the names that the linked halves had on their own: what was kept
   *     there is over
   * @throws LinkTakenException when one of the halves is linked to another
   */
  abstract List<Step> link(List<Step> linking);

  /** Says where these records stand, and that they agree where a change tells so. */
  abstract void state(List<Step> steps, Instant now);

  /** Deletes all rows of these records in those tables, however many in one statement each. */
  void forget(List<RecordKey> keys, List<String> tables) {
    Map<FlowKey, List<RecordKey>> byPair = keys.stream().collect(groupingBy(RecordKey::pair));
    byPair.forEach(
        (pair, records) -> {
          for (String table : tables) {
            db.sql(
                    """
                    delete from lockstep.%s
                    where connection = :connection and contact_id = :contact and item = any (:items)
                    """
                        .formatted(table))
                .param("connection", pair.connection())
                .param("contact", pair.contactId())
                .param("items", array(records.stream().map(RecordKey::itemText).toList()))
                .update();
          }
        });
  }

  /**
   * Leaves a tombstone on each side.
   *
   * @param linked selects the link of one record, as {@code connection} and one id per side
   */
  void bury(List<Step> ending, String linked) {
    for (Side side : Side.values()) {
      db.forEach(
          ending,
          """
          insert into lockstep.tombstone (connection, side, id, reason, at, survivor)
          select connection, :side, %s, :reason, :at, :survivor from (%s) as link
          on conflict (connection, side, id) do update
          set reason = excluded.reason, at = excluded.at, survivor = excluded.survivor
          """
              .formatted(side == Side.CONTACTS ? "contacts_id" : "rewards_id", linked),
          step -> {
            EndedLink ended = step.ended();
            return step.key()
                .parameters()
                .addValue("side", side.name())
                .addValue("reason", ended.reason())
                .addValue("at", at(ended.at()))
                .addValue("survivor", ended.survivor() == side);
          });
    }
  }
}

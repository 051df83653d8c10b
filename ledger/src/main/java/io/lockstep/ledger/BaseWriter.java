package io.lockstep.ledger;

import static io.lockstep.ledger.Database.array;

import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.PairChange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * Moves the base rows of a pair, each only from the revision its writer saw; the caller gives it a
 * transaction.
 */
final class BaseWriter {

  private final Database db;

  BaseWriter(Database db) {
    this.db = db;
  }

  /**
   * Writes what that change removes from the base and moves in it.
   *
   * @throws StaleBaseException when a row is no longer as it was seen
   */
  void write(FlowKey pair, PairChange change) {
    remove(pair, change.baseRemoved());
    move(pair, change);
  }

  private void remove(FlowKey pair, List<BaseRow> rows) {
    List<BaseRow> removed = PairWriter.last(rows, BaseWriter::element);
    int[] counts =
        db.forEach(
            removed,
            """
            delete from lockstep.base
            where connection = :connection and contact_id = :contact
            and field = :field and element = :element
            and (element <> '' or revision = :revision)
            """,
            row -> of(pair, row));
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0 && exists(pair, removed.get(i))) {
        throw new StaleBaseException(removed.get(i).field());
      }
    }
  }

  private boolean exists(FlowKey pair, BaseRow row) {
    return db.sql(
                """
            select count(*) from lockstep.base
            where connection = :connection and contact_id = :contact
            and field = :field and element = :element
            """)
            .paramSource(of(pair, row))
            .query(Integer.class)
            .single()
        > 0;
  }

  private void move(FlowKey pair, PairChange change) {
    List<BaseRow> rows = PairWriter.last(change.base(), BaseWriter::element);
    // A first row is inserted; a later one must exist and be as it was seen. Members of a set are
    // compared by their head alone.
    int[] counts =
        db.forEach(
            rows,
            """
            insert into lockstep.base as b
              (connection, contact_id, field, element, contacts, rewards, canon_version,
               rule_fingerprint, revision)
            select :connection, :contact, :field, :element, :contacts, :rewards, :version, :rule,
              :revision + 1
            where :element <> '' or :revision = 0 or exists (
              select from lockstep.base
              where connection = :connection and contact_id = :contact
              and field = :field and element = :element)
            on conflict (connection, contact_id, field, element) do update
            set contacts = excluded.contacts, rewards = excluded.rewards,
                canon_version = excluded.canon_version,
                rule_fingerprint = excluded.rule_fingerprint, revision = excluded.revision
            where b.element <> '' or b.revision = excluded.revision - 1
            """,
            row -> of(pair, row));
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        throw new StaleBaseException(rows.get(i).field());
      }
    }
    Set<String> moved = new HashSet<>();
    rows.forEach(row -> moved.add(row.field()));
    change.baseRemoved().forEach(row -> moved.add(row.field()));
    if (moved.isEmpty()) {
      return;
    }
    Set<String> headless = new HashSet<>(moved);
    rows.stream().filter(row -> row.element().isEmpty()).forEach(r -> headless.remove(r.field()));
    if (!headless.isEmpty()) {
      db.sql(
              """
              update lockstep.base set revision = revision + 1
              where connection = :connection and contact_id = :contact
              and field = any (:fields) and element = ''
              """)
          .paramSource(PairWriter.of(pair).addValue("fields", array(headless)))
          .update();
    }
    db.sql(
            """
            delete from lockstep.edit_date
            where connection = :connection and contact_id = :contact and field = any (:fields)
            """)
        .paramSource(PairWriter.of(pair).addValue("fields", array(moved)))
        .update();
  }

  private static MapSqlParameterSource of(FlowKey pair, BaseRow row) {
    return PairWriter.of(pair)
        .addValue("field", row.field())
        .addValue("element", row.element())
        .addValue("contacts", row.contacts())
        .addValue("rewards", row.rewards())
        .addValue("version", row.canonVersion())
        .addValue("rule", row.ruleFingerprint())
        .addValue("revision", row.revision());
  }

  private static List<String> element(BaseRow row) {
    return List.of(row.field(), row.element());
  }
}

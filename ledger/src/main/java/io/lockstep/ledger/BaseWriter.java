package io.lockstep.ledger;

import static io.lockstep.ledger.Database.array;

import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.PairChange;
import io.lockstep.ledger.Step.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;

/**
 * Moves base rows, each only from the revision its writer saw; the caller gives it a transaction.
 */
final class BaseWriter {

  private final Database db;

  BaseWriter(Database db) {
    this.db = db;
  }

  /**
   * Writes what those changes remove from the bases and move in them.
   *
   * @throws StaleBaseException when a row is no longer as it was seen
   */
  void write(List<Step> steps) {
    remove(steps);
    move(steps);
  }

  private void remove(List<Step> steps) {
    List<Row<BaseRow>> removed = Step.last(steps, PairChange::baseRemoved, BaseWriter::element);
    int[] counts =
        db.forEach(
            removed,
            """
            delete from lockstep.base
            where connection = :connection and contact_id = :contact and item = :item
            and field = :field and element = :element
            and (element <> '' or revision = :revision)
            """,
            BaseWriter::parameters);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0 && exists(removed.get(i))) {
        throw new StaleBaseException(removed.get(i).row().field());
      }
    }
  }

  private boolean exists(Row<BaseRow> row) {
    return db.sql(
                """
                select count(*) from lockstep.base
                where connection = :connection and contact_id = :contact and item = :item
                and field = :field and element = :element
                """)
            .paramSource(parameters(row))
            .query(Integer.class)
            .single()
        > 0;
  }

  private void move(List<Step> steps) {
    List<Row<BaseRow>> rows = Step.last(steps, PairChange::base, BaseWriter::element);
    // A first row is inserted; a later one must exist and be as it was seen. Members of a set are
    // compared by their head alone.
    int[] counts =
        db.forEach(
            rows,
            """
            insert into lockstep.base as b
              (connection, contact_id, item, field, element, contacts, rewards, canon_version,
               rule_fingerprint, revision)
            select :connection, :contact, :item, :field, :element, :contacts, :rewards, :version,
              :rule, :revision + 1
            where :element <> '' or :revision = 0 or exists (
              select from lockstep.base
              where connection = :connection and contact_id = :contact and item = :item
              and field = :field and element = :element)
            on conflict (connection, contact_id, item, field, element) do update
            set contacts = excluded.contacts, rewards = excluded.rewards,
                canon_version = excluded.canon_version,
                rule_fingerprint = excluded.rule_fingerprint, revision = excluded.revision
            where b.element <> '' or b.revision = excluded.revision - 1
            """,
            BaseWriter::parameters);
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        throw new StaleBaseException(rows.get(i).row().field());
      }
    }
    db.forEach(
        Step.named(steps, BaseWriter::headless),
        """
        update lockstep.base set revision = revision + 1
        where connection = :connection and contact_id = :contact and item = :item
        and field = any (:fields) and element = ''
        """,
        row -> row.parameters().addValue("fields", array(row.row())));
    db.forEach(
        Step.named(steps, BaseWriter::moved),
        """
        delete from lockstep.edit_date
        where connection = :connection and contact_id = :contact and item = :item
        and field = any (:fields)
        """,
        row -> row.parameters().addValue("fields", array(row.row())));
  }

  private static List<String> moved(PairChange change) {
    return Stream.concat(change.base().stream(), change.baseRemoved().stream())
        .map(BaseRow::field)
        .distinct()
        .toList();
  }

  /** The sets of which the change moves members alone. */
  private static List<String> headless(PairChange change) {
    List<String> fields = new ArrayList<>(moved(change));
    change.base().stream()
        .filter(row -> row.element().isEmpty())
        .forEach(head -> fields.remove(head.field()));
    return fields;
  }

  private static MapSqlParameterSource parameters(Row<BaseRow> of) {
    BaseRow row = of.row();
    return of.parameters()
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

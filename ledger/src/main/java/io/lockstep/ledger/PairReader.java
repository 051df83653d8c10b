package io.lockstep.ledger;

import static io.lockstep.ledger.Database.at;
import static io.lockstep.ledger.Database.instant;
import static io.lockstep.ledger.Database.instantOrNull;
import static io.lockstep.ledger.Database.texts;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.PairRecord.FieldEdit;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a pair in one round trip: nine statements sent together, nine answers. The base comes
 * first: if a commit slips in between, what follows is newer than the base, and the write planned
 * on it is refused as stale.
 */
final class PairReader {

  private static final String OF_PAIR = " where connection = ? and contact_id = ?";
  private static final String OF_PROFILE = " where connection = ? and profile_id = ?";
  private static final String LINK = "select * from lockstep.pair";

  private static final List<String> PARTS =
      List.of(
          "select * from lockstep.intent" + OF_PAIR + " order by sent_at, op_id",
          "select * from lockstep.accepted_difference" + OF_PAIR + " order by field, element",
          "select * from lockstep.conflict"
              + OF_PAIR
              + " and (state = 'OPEN' or at > ?) order by at, id",
          "select * from lockstep.parked" + OF_PAIR + " order by since, op_id",
          "select * from lockstep.edit_date" + OF_PAIR + " order by at, field, side, digest",
          "select * from lockstep.field_move"
              + OF_PAIR
              + " and at > ? order by at, field, element, side, after",
          "select * from lockstep.stamp" + OF_PAIR + " order by side");

  private final Database db;

  PairReader(Database db) {
    this.db = db;
  }

  PairRecord load(FlowKey key, Instant historySince) {
    List<String> statements = new ArrayList<>();
    statements.add("select * from lockstep.base" + OF_PAIR + " order by field, element");
    statements.add(LINK + (key.isProfile() ? OF_PROFILE : OF_PAIR + " and profile_id is not null"));
    statements.addAll(PARTS);
    PairRecord loaded =
        db.jdbc()
            .execute(
                String.join(";\n", statements),
                (PreparedStatement statement) -> {
                  bind(statement, statements, key, historySince);
                  return read(new Answers(statement));
                });
    return loaded == null ? PairRecord.unknown() : loaded;
  }

  private static void bind(
      PreparedStatement statement, List<String> statements, FlowKey key, Instant since)
      throws SQLException {
    int next = 1;
    for (String sql : statements) {
      statement.setString(next++, key.connection());
      statement.setString(next++, sql.contains(OF_PROFILE) ? key.profileId() : key.contactId());
      if (sql.contains("at > ?")) {
        statement.setObject(next++, at(since));
      }
    }
  }

  private static PairRecord read(Answers answers) throws SQLException {
    List<BaseRow> base = answers.next(PairReader::base);
    List<Link> links = answers.next(PairReader::link);
    return new PairRecord(
        links.isEmpty() ? null : links.get(0),
        base,
        answers.next(PairReader::intent),
        answers.next(PairReader::accepted),
        answers.next(PairReader::conflictWithoutValues),
        answers.next(PairReader::parked),
        answers.next(PairReader::edit),
        answers.next(PairReader::move),
        answers.next(PairReader::stamp));
  }

  /** The result sets of one round trip, in the order of their statements. */
  private static final class Answers {

    private final PreparedStatement statement;
    private boolean first = true;

    Answers(PreparedStatement statement) {
      this.statement = statement;
    }

    <T> List<T> next(Mapper<T> mapper) throws SQLException {
      boolean present = first ? statement.execute() : statement.getMoreResults();
      first = false;
      if (!present) {
        throw new SQLException("fewer answers than statements");
      }
      List<T> rows = new ArrayList<>();
      try (ResultSet row = statement.getResultSet()) {
        while (row.next()) {
          rows.add(mapper.map(row));
        }
      }
      return rows;
    }
  }

  private interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** The link in a row of {@code pair} that has one. */
  static Link link(ResultSet row) throws SQLException {
    return new Link(
        row.getString("connection"),
        row.getString("contact_id"),
        row.getString("profile_id"),
        instant(row, "linked_at"));
  }

  private static BaseRow base(ResultSet row) throws SQLException {
    return new BaseRow(
        row.getString("field"),
        row.getString("element"),
        row.getString("contacts"),
        row.getString("rewards"),
        row.getInt("canon_version"),
        row.getString("rule_fingerprint"),
        row.getLong("revision"));
  }

  private static Intent intent(ResultSet row) throws SQLException {
    return new Intent(
        row.getString("op_id"),
        Op.Kind.valueOf(row.getString("kind")),
        Side.valueOf(row.getString("target")),
        row.getString("target_id"),
        row.getString("source_id"),
        row.getInt("generation"),
        wrote(row),
        texts(row, "held_ids"),
        row.getString("owner"),
        instant(row, "sent_at"),
        instant(row, "lease_until"));
  }

  private static Map<String, Intent.Wrote> wrote(ResultSet row) throws SQLException {
    List<String> fields = texts(row, "wrote_field");
    List<String> sources = texts(row, "wrote_source");
    List<String> befores = texts(row, "wrote_before");
    List<String> afters = texts(row, "wrote_after");
    Map<String, Intent.Wrote> wrote = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      wrote.put(fields.get(i), new Intent.Wrote(sources.get(i), befores.get(i), afters.get(i)));
    }
    return wrote;
  }

  private static AcceptedDifference accepted(ResultSet row) throws SQLException {
    return new AcceptedDifference(
        row.getString("field"),
        row.getString("element"),
        row.getString("contacts"),
        row.getString("rewards"),
        row.getString("rule_fingerprint"),
        AcceptedDifference.Reason.valueOf(row.getString("reason")),
        row.getString("who"),
        instant(row, "at"));
  }

  static Conflict conflictWithoutValues(ResultSet row) throws SQLException {
    return conflict(row, List.of(), List.of());
  }

  static Conflict conflict(ResultSet row, List<String> contacts, List<String> rewards)
      throws SQLException {
    String loser = row.getString("loser");
    return new Conflict(
        row.getString("id"),
        row.getString("field"),
        Conflict.State.valueOf(row.getString("state")),
        loser == null ? null : Side.valueOf(loser),
        contacts,
        rewards,
        row.getString("why"),
        instant(row, "at"));
  }

  static Parked parked(ResultSet row) throws SQLException {
    Waiting waiting =
        new Waiting(
            row.getString("op_id"),
            row.getString("field"),
            Waiting.Kind.valueOf(row.getString("kind")),
            row.getString("reason"));
    return new Parked(
        waiting, row.getString("contacts"), row.getString("rewards"), instant(row, "since"));
  }

  private static FieldEdit edit(ResultSet row) throws SQLException {
    return new FieldEdit(
        row.getString("field"),
        Side.valueOf(row.getString("side")),
        row.getString("digest"),
        instant(row, "at"));
  }

  private static FieldMove move(ResultSet row) throws SQLException {
    return new FieldMove(
        row.getString("field"),
        row.getString("element"),
        Side.valueOf(row.getString("side")),
        row.getString("before"),
        row.getString("after"),
        FieldMove.By.valueOf(row.getString("made_by")),
        instant(row, "at"));
  }

  private static Stamp stamp(ResultSet row) throws SQLException {
    return new Stamp(
        Side.valueOf(row.getString("side")),
        instant(row, "written_at"),
        instantOrNull(row, "updated_at"),
        row.getString("version"));
  }
}

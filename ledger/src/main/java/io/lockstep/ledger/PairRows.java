package io.lockstep.ledger;

import static io.lockstep.ledger.Database.instant;
import static io.lockstep.ledger.Database.instantOrNull;
import static io.lockstep.ledger.Database.texts;

import io.lockstep.core.Side;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord.FieldEdit;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one row of a table says. */
final class PairRows {

  private PairRows() {}

  /** The link in a row of {@code pair} that has one. */
  static Link link(ResultSet row) throws SQLException {
    return new Link(
        row.getString("connection"),
        row.getString("contact_id"),
        row.getString("profile_id"),
        instant(row, "linked_at"));
  }

  static BaseRow base(ResultSet row) throws SQLException {
    return new BaseRow(
        row.getString("field"),
        row.getString("element"),
        row.getString("contacts"),
        row.getString("rewards"),
        row.getInt("canon_version"),
        row.getString("rule_fingerprint"),
        row.getLong("revision"));
  }

  static Intent intent(ResultSet row) throws SQLException {
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

  static Map<String, Intent.Wrote> wrote(ResultSet row) throws SQLException {
    List<String> fields = texts(row, "wrote_field");
    List<String> sources = texts(row, "wrote_source");
    List<String> befores = texts(row, "wrote_before");
    List<String> afters = texts(row, "wrote_after");
    List<String> rules = texts(row, "wrote_rule"); // none from before V11
    Map<String, Intent.Wrote> wrote = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      wrote.put(
          fields.get(i),
          new Intent.Wrote(
              sources.get(i), befores.get(i), afters.get(i), rules.isEmpty() ? "" : rules.get(i)));
    }
    return wrote;
  }

  static AcceptedDifference accepted(ResultSet row) throws SQLException {
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

  static FieldEdit edit(ResultSet row) throws SQLException {
    return new FieldEdit(
        row.getString("field"),
        Side.valueOf(row.getString("side")),
        row.getString("digest"),
        instant(row, "at"));
  }

  static FieldMove move(ResultSet row) throws SQLException {
    return new FieldMove(
        row.getString("field"),
        row.getString("element"),
        Side.valueOf(row.getString("side")),
        row.getString("before"),
        row.getString("after"),
        FieldMove.By.valueOf(row.getString("made_by")),
        instant(row, "at"));
  }

  static Stamp stamp(ResultSet row) throws SQLException {
    return new Stamp(
        Side.valueOf(row.getString("side")),
        instant(row, "written_at"),
        instantOrNull(row, "updated_at"),
        row.getString("version"));
  }
}

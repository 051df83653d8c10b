package io.lockstep.ledger;

import static io.lockstep.ledger.Database.at;
import static java.util.stream.Collectors.toMap;

import io.lockstep.core.FlowKey;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads records in one round trip, however many there are: nine statements sent together, nine
 * answers. The base comes first: if a commit slips in between, what follows is newer than the base,
 * and the write planned on it is refused as stale.
 */
final class PairReader {

  private static final String OF_CONTACT = " where connection = ? and contact_id = ?";
  private static final String OF_PROFILE = " where connection = ? and profile_id = ?";
  private static final String PAIR_LINK =
      "select '' as item, connection, contact_id, profile_id, linked_at from lockstep.pair";
  private static final String ITEM_LINK =
      """
      select item, connection, contacts_id as contact_id, rewards_id as profile_id, linked_at
      from lockstep.item\
      """;
  private static final String LINKED = " and linked_at is not null";
  private static final String BASE = "base%s order by field, element";
  private static final List<String> PARTS =
      List.of(
          "intent%s order by sent_at, op_id",
          "accepted_difference%s order by field, element",
          "conflict%s and (state = 'OPEN' or at > ?) order by at, id",
          "parked%s order by since, op_id",
          "edit_date%s order by at, field, side, digest",
          "field_move%s and at > ? order by at, field, element, side, after",
          "stamp%s order by side");

  private final Database db;

  PairReader(Database db) {
    this.db = db;
  }

  /** The pair itself. */
  PairRecord pair(FlowKey key, Instant historySince) {
    String link = key.isProfile() ? PAIR_LINK + OF_PROFILE : PAIR_LINK + OF_CONTACT + LINKED;
    return read(key, link, " and item = ?", "", historySince).of("");
  }

  /** One of its items. */
  PairRecord item(FlowKey key, ItemRef item, Instant historySince) {
    String which = " and item = ?";
    String link = ITEM_LINK + OF_CONTACT + which + LINKED;
    return read(key, link, which, item.text(), historySince).of(item.text());
  }

  /** Its items of one kind that are linked, or of which something is open, accepted or waiting. */
  Map<ItemRef, PairRecord> items(FlowKey key, ItemKind kind, Instant historySince) {
    String which = " and starts_with(item, ?)";
    String link = ITEM_LINK + OF_CONTACT + which + LINKED;
    Loaded loaded = read(key, link, which, kind.word() + "/", historySince);
    return loaded.known().stream().collect(toMap(ItemRef::parse, loaded::of));
  }

  private Loaded read(
      FlowKey key, String link, String which, String itemText, Instant historySince) {
    List<String> statements = new ArrayList<>();
    String ofRecord = OF_CONTACT + which;
    statements.add("select * from lockstep." + BASE.formatted(ofRecord));
    statements.add(link);
    PARTS.forEach(part -> statements.add("select * from lockstep." + part.formatted(ofRecord)));
    return Objects.requireNonNull(
        db.jdbc()
            .execute(
                String.join(";\n", statements),
                (PreparedStatement statement) -> {
                  bind(statement, statements, key, itemText, historySince);
                  return Loaded.from(new Answers(statement));
                }));
  }

  private static void bind(
      PreparedStatement statement,
      List<String> statements,
      FlowKey key,
      String itemText,
      Instant since)
      throws SQLException {
    int next = 1;
    for (String sql : statements) {
      statement.setString(next++, key.connection());
      statement.setString(next++, sql.contains(OF_PROFILE) ? key.profileId() : key.contactId());
      if (sql.contains("item = ?") || sql.contains("starts_with(item, ?)")) {
        statement.setString(next++, itemText);
      }
      if (sql.contains("at > ?")) {
        statement.setObject(next++, at(since));
      }
    }
  }

  /** Every part of some records, by the item its rows belong to. */
  private record Loaded(
      Map<String, List<BaseRow>> base,
      Map<String, List<Link>> links,
      Map<String, List<Intent>> intents,
      Map<String, List<AcceptedDifference>> accepted,
      Map<String, List<Conflict>> conflicts,
      Map<String, List<Parked>> parked,
      Map<String, List<FieldEdit>> edits,
      Map<String, List<FieldMove>> moves,
      Map<String, List<Stamp>> stamps) {

    static Loaded from(Answers answers) throws SQLException {
      return new Loaded(
          answers.next(PairRows::base),
          answers.next(PairRows::link),
          answers.next(PairRows::intent),
          answers.next(PairRows::accepted),
          answers.next(PairRows::conflictWithoutValues),
          answers.next(PairRows::parked),
          answers.next(PairRows::edit),
          answers.next(PairRows::move),
          answers.next(PairRows::stamp));
    }

    PairRecord of(String item) {
      List<Link> link = rows(links, item);
      return new PairRecord(
          link.isEmpty() ? null : link.get(0),
          rows(base, item),
          rows(intents, item),
          rows(accepted, item),
          rows(conflicts, item),
          rows(parked, item),
          rows(edits, item),
          rows(moves, item),
          rows(stamps, item));
    }

    /** What is left of an item that is over, such as a decided conflict, does not bring it back. */
    Set<String> known() {
      Set<String> known = new HashSet<>(links.keySet());
      known.addAll(intents.keySet());
      known.addAll(accepted.keySet());
      known.addAll(parked.keySet());
      conflicts.forEach(
          (item, listed) -> {
            if (listed.stream().anyMatch(conflict -> conflict.state() == Conflict.State.OPEN)) {
              known.add(item);
            }
          });
      return known;
    }

    private static <T> List<T> rows(Map<String, List<T>> part, String item) {
      return part.getOrDefault(item, List.of());
    }
  }

  /** The result sets of one round trip, in the order of their statements. */
  private static final class Answers {

    private final PreparedStatement statement;
    private boolean first = true;

    Answers(PreparedStatement statement) {
      this.statement = statement;
    }

    <T> Map<String, List<T>> next(Mapper<T> mapper) throws SQLException {
      boolean present = first ? statement.execute() : statement.getMoreResults();
      first = false;
      if (!present) {
        throw new SQLException("fewer answers than statements");
      }
      Map<String, List<T>> rows = new HashMap<>();
      try (ResultSet row = statement.getResultSet()) {
        while (row.next()) {
          rows.computeIfAbsent(row.getString("item"), item -> new ArrayList<>())
              .add(mapper.map(row));
        }
      }
      return rows;
    }
  }

  private interface Mapper<T> {
    T map(ResultSet row) throws SQLException;
  }
}

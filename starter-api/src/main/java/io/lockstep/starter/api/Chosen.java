package io.lockstep.starter.api;

import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.PairLedger;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which connection and which pair a request speaks of. */
@Component
final class Chosen {

  private final Connections connections;
  private final PairLedger pairs;

  Chosen(Connections connections, PairLedger pairs) {
    this.connections = connections;
    this.pairs = pairs;
  }

  /** That connection. */
  Connection connection(String id) {
    return connections
        .byId(id)
        .orElseThrow(
            () ->
                Problems.notFound(
                    "No such connection",
                    "There is no connection of that id.",
                    "GET /api/v1/connections lists them."));
  }

  /** That connection, or all of them when none is named. */
  List<Connection> connections(@Nullable String id) {
    return id == null ? connections.all() : List.of(connection(id));
  }

  /**
   * A pair by the contact's id, or by {@code bhn:<profileId>} for a profile without a contact.
   *
   * @param connection may be left out where there is only one
   */
  FlowKey key(@Nullable String connection, String contactId) {
    String id = connection == null ? onlyConnection() : connection(connection).id();
    try {
      return new FlowKey(id, contactId);
    } catch (IllegalArgumentException malformed) {
      throw Problems.badRequest(
          "Not a contact id",
          "The path names a contact with letters no provider uses in an id.",
          "Use the id as GET /api/v1/pairs shows it.");
    }
  }

  /**
   * The same, for an act; a problem while the connection is paused, since a run would then drop it.
   */
  FlowKey running(@Nullable String connection, String contactId) {
    FlowKey key = key(connection, contactId);
    if (connection(key.connection()).paused()) {
      throw Problems.conflict(
          "The connection is paused",
          "Connection " + key.connection() + " is paused, so nothing was recorded.",
          "POST /api/v1/connections/" + key.connection() + "/resume, then try again.");
    }
    return key;
  }

  /** What the ledger knows of that pair; a problem when it neither knows nor lists it. */
  PairRecord known(FlowKey key) {
    PairRecord record = pairs.load(key);
    // Of a contact that is not eligible the list may show the state, and nothing else is kept.
    if (record.equals(PairRecord.unknown()) && pairs.summary(key).isEmpty()) {
      throw Problems.notFound(
          "No such pair",
          "Connection " + key.connection() + " knows nothing of that contact.",
          "GET /api/v1/pairs lists them; POST /api/v1/pairs/{contactId}/sync looks at a new one.");
    }
    return record;
  }

  private String onlyConnection() {
    List<Connection> all = connections.all();
    if (all.size() != 1) {
      throw Problems.badRequest(
          "Which connection?",
          "There are %d connections: %s."
              .formatted(
                  all.size(), all.stream().map(Connection::id).collect(Collectors.joining(", "))),
          "Add ?connection=<id>.");
    }
    return all.get(0).id();
  }
}

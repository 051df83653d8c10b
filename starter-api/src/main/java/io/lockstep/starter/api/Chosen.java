package io.lockstep.starter.api;

import io.lockstep.core.FlowKey;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.PairLedger;
import io.lockstep.starter.security.Access;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which connection and which pair a request speaks of. A connection that is none of its sender's
 * business does not exist here.
 */
@Component
final class Chosen {

  private final Connections connections;
  private final PairLedger pairs;
  private final ItemLedger items;
  private final Access access;

  Chosen(Connections connections, PairLedger pairs, ItemLedger items, Access access) {
    this.connections = connections;
    this.pairs = pairs;
    this.items = items;
    this.access = access;
  }

  /** That connection. */
  Connection connection(String id) {
    return Optional.of(id)
        .filter(access::sees)
        .flatMap(connections::byId)
        .orElseThrow(
            () ->
                Problems.notFound(
                    "No such connection",
                    "There is no connection of that id.",
                    "GET /api/v1/connections lists them."));
  }

  /** That connection, or all of one's own when none is named. */
  List<Connection> connections(@Nullable String id) {
    return id == null
        ? connections.all().stream().filter(one -> access.sees(one.id())).toList()
        : List.of(connection(id));
  }

  /** That connection, for an operator: to decide, to read a person's data, or to call providers. */
  Connection decidable(String id) {
    Connection connection = connection(id);
    if (!decides(id)) {
      throw Problems.forbidden(
          "Not an operator here",
          "You may read connection " + id + " and not decide on it.",
          "Ask for operator-of: [" + id + "] in lockstep.users, or whoever is its operator.");
    }
    return connection;
  }

  /** Whether its sender is an operator of that connection. */
  boolean decides(String id) {
    return access.decides(id);
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
          "The request names a contact with letters no provider uses in an id.",
          "Use the id as GET /api/v1/pairs shows it.");
    }
  }

  /**
   * The same, for an act; a problem while the connection is paused, since a run would then drop it.
   */
  FlowKey running(@Nullable String connection, String contactId) {
    FlowKey key = key(connection, contactId);
    running(key.connection());
    return key;
  }

  /** Where a list in the order of contact ids goes on; a problem when that is no contact's id. */
  String after(String connection, String contactId) {
    return contactId.isEmpty() ? contactId : key(connection, contactId).contactId();
  }

  /** That connection, for an act; a problem while it is paused. */
  Connection running(String id) {
    Connection connection = decidable(id);
    if (connection.paused()) {
      throw Problems.conflict(
          "The connection is paused",
          "Connection " + id + " is paused, so nothing was recorded.",
          "POST /api/v1/connections/" + id + "/resume, then try again.");
    }
    return connection;
  }

  /**
   * What an act on that pair is about; a problem where that kind of item stays where it is.
   *
   * @param item as lists name it, such as {@code task/c:abc}; null: the contact itself
   */
  Concern concern(FlowKey key, @Nullable String item) {
    if (item == null) {
      return Concern.CONTACT;
    }
    ItemRef named;
    try {
      named = ItemRef.parse(item);
    } catch (IllegalArgumentException malformed) {
      throw Problems.badRequest(
          "Not an item",
          "item names no task and no note.",
          "Name it as lists do, such as item=task/c:abc; leave it out for the contact itself.");
    }
    if (mapping(key.connection()).items(named.kind()).isEmpty()) {
      throw Problems.conflict(
          "Not kept in step",
          "The mapping profile of "
              + key.connection()
              + " lets no "
              + named.kind().word()
              + " travel.",
          "Add tasks: or notes: to the profile and restart the worker.");
    }
    return new Concern(named);
  }

  /** How that connection's fields belong together. */
  MappingProfile mapping(String connection) {
    return MappingProfiles.parse(connection, connection(connection).profileYaml());
  }

  /** What the ledger knows of that item; a problem when it knows nothing. */
  PairRecord known(FlowKey key, ItemRef item) {
    PairRecord record = items.load(key, item);
    if (record.equals(PairRecord.unknown())) {
      throw Problems.notFound(
          "No such item",
          "The ledger knows no " + item.kind().word() + " of that name under that contact.",
          "GET /api/v1/pairs/{contactId} lists the contact's items.");
    }
    return record;
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
    List<Connection> all = connections(null);
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

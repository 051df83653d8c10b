package io.lockstep.starter.webhook;

import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.door.Door;
import io.lockstep.core.door.ItemDoor;
import io.lockstep.core.item.ItemForms;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.person.BhnProfile;
import io.lockstep.core.person.EventFields;
import io.lockstep.core.person.HighLevelContact;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.Connections.Listing;
import io.lockstep.ledger.Connections.Unreadable;
import io.lockstep.starter.webhook.Owners.LeftOut;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Makes {@link ServedConnection}s; what was made is kept until the connection changes. One that
 * cannot be made is left out alone (law L9) and said so once, in the log, and for as long as it
 * lasts, in the health.
 */
@Component
final class ServedConnections {

  private static final Logger log = LoggerFactory.getLogger(ServedConnections.class);

  private final Connections ledger;
  private final Digester digester;
  private final Map<String, Made> made = new ConcurrentHashMap<>();
  private final Map<String, String> reported = new ConcurrentHashMap<>(); // id to why

  private record Made(Parts of, ServedConnection served) {}

  private record Parts(Connection connection, Map<String, String> customFieldIds) {}

  ServedConnections(Connections ledger, Digester digester) {
    this.ledger = ledger;
    this.digester = digester;
  }

  /**
   * All connections as the ledger has them now.
   *
   * @throws DataAccessException when the ledger is away
   */
  Owners read() {
    Listing listing = ledger.list();
    List<ServedConnection> served = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    for (Connection connection : listing.readable()) {
      Parts parts = new Parts(connection, listing.customFieldIds(connection.id()));
      try {
        served.add(of(parts));
      } catch (RuntimeException wrong) { // whatever it is, it is this connection's alone
        leftOut.add(leftOut(connection, wrong));
      }
    }
    listing.unreadable().stream().map(ServedConnections::leftOut).forEach(leftOut::add);
    report(leftOut);
    return new Owners(served, leftOut);
  }

  private ServedConnection of(Parts parts) {
    String id = parts.connection().id();
    Made before = made.get(id);
    if (before != null && before.of().equals(parts)) {
      return before.served();
    }
    ServedConnection served = make(parts);
    made.put(id, new Made(parts, served));
    return served;
  }

  private ServedConnection make(Parts parts) {
    Connection connection = parts.connection();
    MappingProfile profile = MappingProfiles.parse(connection.id(), connection.profileYaml());
    EventFields fields = new EventFields(profile);
    fields.notices().forEach(notice -> log.info("connection {}: {}", connection.id(), notice));
    CanonicalForms forms = new CanonicalForms(connection.region());
    return new ServedConnection(
        connection,
        new Door(profile, forms, digester),
        new HighLevelContact(profile, parts.customFieldIds()),
        new BhnProfile(profile),
        fields,
        items(profile, forms));
  }

  private Map<ItemKind, ServedItems> items(MappingProfile profile, CanonicalForms forms) {
    Map<ItemKind, ServedItems> items = new EnumMap<>(ItemKind.class);
    profile
        .items()
        .forEach(
            (kind, mapping) ->
                items.put(
                    kind,
                    new ServedItems(
                        kind,
                        mapping,
                        new ItemDoor(mapping, forms, digester),
                        // Nobody here may ask HighLevel for its users: an owner is not shown.
                        ItemForms.of(kind, mapping, Map.of()))));
    return items;
  }

  private static LeftOut leftOut(Connection connection, RuntimeException wrong) {
    return new LeftOut(
        connection.id(),
        connection.highLevel().locationId(),
        connection.bhn().accountId(),
        Objects.requireNonNullElse(wrong.getMessage(), wrong.getClass().getName())
            + ". Mend its configuration and restart the worker; if the worker reads it well, bring"
            + " the starter-api to the worker's release.");
  }

  private static LeftOut leftOut(Unreadable locked) {
    return new LeftOut(
        locked.id(),
        locked.locationId(),
        locked.accountId(),
        locked.why() + ". Give the starter-api the worker's key file and restart it.");
  }

  private void report(List<LeftOut> leftOut) {
    for (LeftOut one : leftOut) {
      if (!one.why().equals(reported.put(one.id(), one.why()))) {
        log.error(
            "connection {} is left out; senders of its webhooks are asked to repeat them: {}",
            one.id(),
            one.why());
      }
    }
    reported.keySet().retainAll(leftOut.stream().map(LeftOut::id).collect(Collectors.toSet()));
  }
}

package io.lockstep.starter.webhook;

import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.door.Door;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.person.BhnProfile;
import io.lockstep.core.person.EventFields;
import io.lockstep.core.person.HighLevelContact;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes {@link ServedConnection}s; what was made is kept until the connection changes. */
@Component
final class ServedConnections {

  private static final Logger log = LoggerFactory.getLogger(ServedConnections.class);

  private final Connections ledger;
  private final Digester digester;
  private final Map<String, Made> made = new ConcurrentHashMap<>();

  private record Made(Parts of, ServedConnection served) {}

  private record Parts(Connection connection, Map<String, String> customFieldIds) {}

  ServedConnections(Connections ledger, Digester digester) {
    this.ledger = ledger;
    this.digester = digester;
  }

  ServedConnection of(Connection connection) {
    Parts parts = new Parts(connection, ledger.customFieldIds(connection.id()));
    Made before = made.get(connection.id());
    if (before != null && before.of().equals(parts)) {
      return before.served();
    }
    ServedConnection served = make(parts);
    made.put(connection.id(), new Made(parts, served));
    return served;
  }

  private ServedConnection make(Parts parts) {
    Connection connection = parts.connection();
    MappingProfile profile = MappingProfiles.parse(connection.id(), connection.profileYaml());
    EventFields fields = new EventFields(profile);
    fields.notices().forEach(notice -> log.info("connection {}: {}", connection.id(), notice));
    return new ServedConnection(
        connection,
        new Door(profile, new CanonicalForms(connection.region()), digester),
        new HighLevelContact(profile, parts.customFieldIds()),
        new BhnProfile(profile),
        fields);
  }
}

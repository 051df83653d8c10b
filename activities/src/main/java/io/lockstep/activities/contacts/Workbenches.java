package io.lockstep.activities.contacts;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.ProviderCalls;
import io.lockstep.activities.sync.Mappings;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.person.BhnProfile;
import io.lockstep.core.person.HighLevelContact;
import io.lockstep.ledger.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Opens connections; keeps each mapping profile parsed and each set of custom field ids saved. */
final class Workbenches {

  private final Ports ports;
  private final Mappings mappings = new Mappings();
  private final Map<String, Map<String, String>> savedIds = new ConcurrentHashMap<>();

  Workbenches(Ports ports) {
    this.ports = ports;
  }

  /** The connection, ready to work on. Costs a HighLevel call when its field ids are not fresh. */
  Workbench open(Connection connection, CallContext caller) {
    ProviderCalls providers = ports.providers().of(connection, caller);
    MappingProfile mapping = mapping(connection);
    Map<String, String> ids = providers.highLevel().customFieldIds();
    saveForTheDoor(connection.id(), ids);
    return new Workbench(
        connection,
        mapping,
        mappings.forms(connection),
        ports.digester(),
        providers.highLevel(),
        providers.bhn(),
        new HighLevelContact(mapping, ids),
        new BhnProfile(mapping));
  }

  /** The mapping of that connection; it was validated when the connection was registered. */
  MappingProfile mapping(Connection connection) {
    return mappings.mapping(connection);
  }

  private void saveForTheDoor(String connection, Map<String, String> ids) {
    if (!ids.equals(savedIds.get(connection))) {
      ports.connections().saveCustomFieldIds(connection, ids);
      savedIds.put(connection, ids);
    }
  }
}

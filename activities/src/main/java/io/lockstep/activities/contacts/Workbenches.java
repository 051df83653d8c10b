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

/** Opens connections; keeps each mapping profile parsed. */
final class Workbenches {

  private final Ports ports;
  private final Mappings mappings = new Mappings();

  Workbenches(Ports ports) {
    this.ports = ports;
  }

  /** The connection, ready to work on. Costs a HighLevel call when its field ids are not fresh. */
  Workbench open(Connection connection, CallContext caller) {
    ProviderCalls providers = ports.providers().of(connection, caller);
    MappingProfile mapping = mapping(connection);
    Map<String, String> ids = providers.highLevel().customFieldIds();
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
}

package io.lockstep.activities.sync;

import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.ledger.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Each connection's mapping profile, parsed once, and the canonical forms of its region. */
public final class Mappings {

  private final Map<String, MappingProfile> mappings = new ConcurrentHashMap<>();
  private final Map<String, CanonicalForms> forms = new ConcurrentHashMap<>();

  /** The mapping of that connection; it was validated when the connection was registered. */
  public MappingProfile mapping(Connection connection) {
    return mappings.computeIfAbsent(
        connection.profileYaml(), yaml -> MappingProfiles.parse("connection", yaml));
  }

  /** The canonical forms of that connection. */
  public CanonicalForms forms(Connection connection) {
    return forms.computeIfAbsent(connection.region(), CanonicalForms::new);
  }
}

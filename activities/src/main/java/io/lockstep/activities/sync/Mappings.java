package io.lockstep.activities.sync;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.ledger.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Each connection's mapping profile, parsed once, and the canonical forms of its region. */
public final class Mappings {

  private record Key(String yaml, boolean readOnly) {}

  private final Map<Key, MappingProfile> mappings = new ConcurrentHashMap<>();
  private final Map<String, CanonicalForms> forms = new ConcurrentHashMap<>();

  /** The mapping of that connection; it was validated when the connection was registered. */
  public MappingProfile mapping(Connection connection) {
    return mappings.computeIfAbsent(
        new Key(connection.profileYaml(), connection.highLevel().isReadOnly()), Mappings::parse);
  }

  private static MappingProfile parse(Key key) {
    MappingProfile profile = MappingProfiles.parse("connection", key.yaml());
    return key.readOnly() ? profile.readingOnly(Side.CONTACTS) : profile;
  }

  /** The canonical forms of that connection. */
  public CanonicalForms forms(Connection connection) {
    return forms.computeIfAbsent(connection.region(), CanonicalForms::new);
  }
}

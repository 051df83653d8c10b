package io.lockstep.activities.connection;

import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Grant;
import io.lockstep.workflows.connection.Finding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which scopes the mapping takes, which HighLevel granted, and which nobody needs. Of a private
 * integration's token HighLevel does not say.
 */
final class ScopesCheck {

  private static final String ID = "highlevel.scopes";

  private ScopesCheck() {}

  static Finding examine(Connection connection, MappingProfile mapping, Grant grant) {
    if (grant.scopes().isBlank()) {
      return Finding.ok(ID, "HighLevel did not say which scopes it granted.");
    }
    Set<String> granted = new LinkedHashSet<>(List.of(grant.scopes().strip().split("\\s+")));
    Set<String> needed = new LinkedHashSet<>(NeededScopes.reading(mapping));
    if (!connection.highLevel().isReadOnly()) {
      needed.addAll(NeededScopes.writing(mapping));
    }
    Set<String> missing = without(needed, granted);
    if (!missing.isEmpty()) {
      return Finding.error(
          ID,
          "The grant lacks scopes that the mapping takes: " + String.join(", ", missing) + ".",
          "Give the app these scopes, in lockstep.high-level-app.scopes too, and connect the"
              + " location again at %s of the starter-api.".formatted(connection.connectPath()));
    }
    Set<String> surplus = without(granted, needed);
    return Finding.ok(
        ID,
        "The grant has every scope the mapping takes"
            + (surplus.isEmpty()
                ? ", and no more."
                : ". Nothing uses: " + String.join(", ", surplus) + "."));
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new LinkedHashSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}

package io.lockstep.activities.connection;

import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Grant;
import io.lockstep.workflows.connection.Finding;
import java.util.ArrayList;
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
    Set<String> needed = new LinkedHashSet<>(reading(mapping));
    if (!connection.highLevel().isReadOnly()) {
      needed.addAll(AccessCheck.writing(mapping));
    }
    Set<String> missing = without(needed, granted);
    if (!missing.isEmpty()) {
      return Finding.error(
          ID,
          "The grant lacks scopes that the mapping takes: " + String.join(", ", missing) + ".",
          "Give the app these scopes, in lockstep.high-level-app.scopes too, and connect the"
              + " location again at /oauth/highlevel/start?connection="
              + connection.id()
              + " of the starter-api.");
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

  private static List<String> reading(MappingProfile mapping) {
    List<String> scopes =
        new ArrayList<>(
            List.of("contacts.readonly", "locations.readonly", "locations/customFields.readonly"));
    mapping
        .items(ItemKind.TASK)
        .ifPresent(
            tasks -> {
              scopes.add("locations/tasks.readonly");
              if (tasks.ownersByEmail()) {
                scopes.add("users.readonly");
              }
            });
    if (mapping
        .items(ItemKind.NOTE)
        .filter(notes -> notes.files() == ItemMapping.Files.COPY)
        .isPresent()) {
      scopes.add("medias.readonly");
    }
    return scopes;
  }
}

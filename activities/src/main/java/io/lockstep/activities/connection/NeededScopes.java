package io.lockstep.activities.connection;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfile.Create;
import java.util.ArrayList;
import java.util.List;

/** The scopes of HighLevel that a mapping takes; those of reading do not hold those of writing. */
final class NeededScopes {

  private NeededScopes() {}

  /** For what this mapping reads there. */
  static List<String> reading(MappingProfile mapping) {
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
    if (copiesFiles(mapping)) {
      scopes.add("medias.readonly");
    }
    return scopes;
  }

  /** For what it writes there. */
  static List<String> writing(MappingProfile mapping) {
    List<String> scopes = new ArrayList<>(List.of("contacts.write"));
    if (mapping.create().get(Side.CONTACTS) != Create.NEVER) {
      scopes.add("locations/customFields.write"); // a contact made there is marked
    }
    if (copiesFiles(mapping)) {
      scopes.add("medias.write");
    }
    return scopes;
  }

  private static boolean copiesFiles(MappingProfile mapping) {
    return mapping.items(ItemKind.NOTE).filter(ItemMapping::copiesFiles).isPresent();
  }
}

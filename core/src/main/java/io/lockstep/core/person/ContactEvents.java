package io.lockstep.core.person;

import io.lockstep.core.mapping.HighLevelField;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What HighLevel's contact webhooks carry. Source: {@code docs/webhook events/Contact*.md} of
 * GoHighLevel/highlevel-api-docs, read 2026-06-19.
 */
final class ContactEvents {

  private static final String DND_UPDATE = "ContactDndUpdate";

  /** The types that show a contact. A deletion shows a sparse one, from which nothing follows. */
  static final List<String> TYPES =
      List.of("ContactCreate", "ContactUpdate", "ContactTagUpdate", DND_UPDATE);

  private static final Set<String> CARRIED = carried(Set.of("tags", "customFields", "dnd"));
  private static final Set<String> CARRIED_BY_DND_UPDATE =
      carried(Set.of("tags", "customFields", "dnd", "dndSettings"));

  private ContactEvents() {}

  static Shown shown(@Nullable Object type) {
    if (!(type instanceof String name) || !TYPES.contains(name)) {
      return Shown.only(Set.of());
    }
    return Shown.only(name.equals(DND_UPDATE) ? CARRIED_BY_DND_UPDATE : CARRIED);
  }

  private static Set<String> carried(Set<String> more) {
    Set<String> carried = new HashSet<>(more);
    Stream.of(HighLevelField.values())
        .filter(field -> field.webhooks() == HighLevelField.Webhooks.CARRY)
        .forEach(field -> carried.add(field.property()));
    return Set.copyOf(carried);
  }
}

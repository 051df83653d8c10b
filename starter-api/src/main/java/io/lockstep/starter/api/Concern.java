package io.lockstep.starter.api;

import io.lockstep.core.Flow;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request, or something that waits, is about: the contact itself or one of its items.
 *
 * @param item null: the contact itself
 */
record Concern(@Nullable ItemRef item) {

  static final Concern CONTACT = new Concern(null);

  /** The flow that decides it. */
  Flow flow() {
    return item == null ? Flow.CONTACT_UPSERT : item.kind().flow();
  }

  /** How its fields travel; none where that kind of item stays where it is. */
  List<FieldRule> rules(MappingProfile mapping) {
    return item == null
        ? mapping.rules()
        : mapping.items(item.kind()).map(ItemMapping::rules).orElse(List.of());
  }

  /** How a field of it is named in a list, a decision and the journal. */
  String field(String ruleName) {
    return item == null ? ruleName : item.qualified(ruleName);
  }

  /** How the API names it; null for the contact itself. */
  @Nullable String name() {
    return item == null ? null : item.text();
  }
}

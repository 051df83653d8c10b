package io.lockstep.activities.contacts;

import io.lockstep.activities.sync.Hints;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.MappingProfile;

/** The tasks and notes of a pair that was just linked: now they have somewhere to go. */
final class LinkedItems {

  private LinkedItems() {}

  /**
   * Hints the flows of the items that travel. Called once the link is committed: a run that found
   * no link would hint the contact and end. What is lost here the next pass over items finds.
   */
  static void hint(Hints hints, MappingProfile mapping, FlowKey pair) {
    for (ItemKind kind : ItemKind.values()) {
      if (mapping.items(kind).isPresent()) {
        hints.hint(kind.flow(), pair, Hint.from(Hint.Source.FLOW));
      }
    }
  }
}

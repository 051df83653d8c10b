package io.lockstep.bench;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;

/** A contact and its profile; an edit is one of the last name. */
record Pair(Place place, String contactId, String profileId) implements Linked {

  @Override
  public String path(Side side) {
    return switch (side) {
      case CONTACTS -> "/contacts/" + contactId;
      case REWARDS -> "/v2/contacts/" + profileId;
    };
  }

  /** The id of the runs that keep it in step. */
  String workflowId() {
    return Flow.CONTACT_UPSERT.workflowId(new FlowKey(place.connection(), contactId));
  }

  /** The path of its tasks or its notes on that side. */
  String items(Side side, ItemKind kind) {
    return path(side) + "/" + kind.word() + "s";
  }

  @Override
  public boolean edit(Side side, String lastName) {
    return place.write(side, path(side), "{\"lastName\": \"" + lastName + "\"}");
  }
}

package io.lockstep.activities.items;

import io.lockstep.activities.sync.Ports;
import io.lockstep.activities.sync.WorkPlaces;
import io.lockstep.core.item.ItemKind;
import io.lockstep.workflows.notes.NoteBridgeActivities;

/** What the note flow asks of the world. */
public final class NoteBridgeActivitiesImpl extends ItemActivities implements NoteBridgeActivities {

  public NoteBridgeActivitiesImpl(Ports ports, WorkPlaces places) {
    super(ports, places, ItemKind.NOTE);
  }
}

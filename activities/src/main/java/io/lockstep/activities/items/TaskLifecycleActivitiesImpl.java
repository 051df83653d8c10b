package io.lockstep.activities.items;

import io.lockstep.activities.sync.Ports;
import io.lockstep.activities.sync.WorkPlaces;
import io.lockstep.core.item.ItemKind;
import io.lockstep.workflows.tasks.TaskLifecycleActivities;

/** What the task flow asks of the world. */
public final class TaskLifecycleActivitiesImpl extends ItemActivities
    implements TaskLifecycleActivities {

  public TaskLifecycleActivitiesImpl(Ports ports, WorkPlaces places) {
    super(ports, places, ItemKind.TASK);
  }
}

package io.lockstep.workflows.notes;

import io.lockstep.workflows.sync.SyncActivities;
import io.temporal.activity.ActivityInterface;

/** What {@link NoteBridgeWorkflow} asks of the world. */
@ActivityInterface(namePrefix = "Note")
public interface NoteBridgeActivities extends SyncActivities {}

package io.lockstep.workflows.tasks;

import io.lockstep.workflows.sync.SyncActivities;
import io.temporal.activity.ActivityInterface;

/** What {@link TaskLifecycleWorkflow} asks of the world. */
@ActivityInterface(namePrefix = "Task")
public interface TaskLifecycleActivities extends SyncActivities {}

package io.lockstep.workflows.contacts;

import io.lockstep.workflows.sync.SyncActivities;
import io.temporal.activity.ActivityInterface;

/** What {@link ContactUpsertWorkflow} asks of the world. */
@ActivityInterface(namePrefix = "Contact")
public interface ContactUpsertActivities extends SyncActivities {}

package io.lockstep.activities;

import io.lockstep.activities.bhn.Bhn;
import io.lockstep.activities.highlevel.HighLevel;

/** Both sides of one connection, for one caller. */
public record ProviderCalls(HighLevel highLevel, Bhn bhn) {}

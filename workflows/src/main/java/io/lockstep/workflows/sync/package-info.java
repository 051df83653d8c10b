/**
 * What the sync flows share: one loop of look, plan, apply, settle. This code is replayed from
 * history: no clock, no random source, no network, no framework.
 */
@NullMarked
package io.lockstep.workflows.sync;

import org.jspecify.annotations.NullMarked;

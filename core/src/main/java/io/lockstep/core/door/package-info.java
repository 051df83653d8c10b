/**
 * The door: whether an event says anything beyond the base, so that an echo starts no run. Read
 * {@link io.lockstep.core.door.Door} first.
 */
@NullMarked
package io.lockstep.core.door;

import org.jspecify.annotations.NullMarked;

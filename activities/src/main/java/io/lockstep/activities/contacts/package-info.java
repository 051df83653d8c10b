/**
 * What the contact flow asks of the world: look, apply, and the pass that finds what was missed.
 * Read {@link io.lockstep.activities.contacts.ContactLook} first, then {@link
 * io.lockstep.activities.contacts.ContactApply}. The simulation in this module's tests plays both
 * against the sandbox.
 */
@NullMarked
package io.lockstep.activities.contacts;

import org.jspecify.annotations.NullMarked;

/** The notes of one contact, equal on both sides. */
@NullMarked
package io.lockstep.workflows.notes;

import org.jspecify.annotations.NullMarked;

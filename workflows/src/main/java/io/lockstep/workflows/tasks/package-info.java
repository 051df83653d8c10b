/** The tasks of one contact, equal on both sides. */
@NullMarked
package io.lockstep.workflows.tasks;

import org.jspecify.annotations.NullMarked;

/** Admission: lets waiting changes in as runs settle. */
@NullMarked
package io.lockstep.activities.queue;

import org.jspecify.annotations.NullMarked;

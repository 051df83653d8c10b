/**
 * Admission: what of a connection waits until there is room for one more run. Read {@link
 * io.lockstep.workflows.queue.ConnectionQueueWorkflow} first.
 */
@NullMarked
package io.lockstep.workflows.queue;

import org.jspecify.annotations.NullMarked;

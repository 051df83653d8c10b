/**
 * The worker process: wiring and configuration of what runs the flows. Read {@link
 * io.lockstep.worker.WorkerApplication} first.
 */
@NullMarked
package io.lockstep.worker;

import org.jspecify.annotations.NullMarked;

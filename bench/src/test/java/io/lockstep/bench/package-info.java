/**
 * What Lockstep costs, as ratios within one run on a real Temporal server: read {@link
 * io.lockstep.bench.Bench} first. {@code bash bench/run} starts it; docs/performance.md explains
 * the table.
 */
@NullMarked
package io.lockstep.bench;

import org.jspecify.annotations.NullMarked;

/**
 * A real Temporal server on a real PostgreSQL, started and killed by tests and by the bench. The
 * programs are named by {@code lockstep.temporal.bin}, a folder that holds {@code server}, {@code
 * sql} and {@code temporal}; {@code .ci/engine} builds them.
 */
@NullMarked
package io.lockstep.quickstart.realengine;

import org.jspecify.annotations.NullMarked;

/** Placeholder. */
@NullMarked
package io.lockstep.engine;

import org.jspecify.annotations.NullMarked;

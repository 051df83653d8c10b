/** Placeholder. */
@NullMarked
package io.lockstep.bench;

import org.jspecify.annotations.NullMarked;

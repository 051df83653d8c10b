/** Placeholder. */
@NullMarked
package io.lockstep.sandbox;

import org.jspecify.annotations.NullMarked;

/** Placeholder. */
@NullMarked
package io.lockstep.quickstart;

import org.jspecify.annotations.NullMarked;

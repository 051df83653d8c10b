/** Placeholder. */
@NullMarked
package io.lockstep.starter;

import org.jspecify.annotations.NullMarked;

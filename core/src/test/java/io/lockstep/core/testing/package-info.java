/** Seeded histories for property tests: run many, shrink the one that fails, print it. */
@NullMarked
package io.lockstep.core.testing;

import org.jspecify.annotations.NullMarked;

/** Canonical forms: the shape in which the two sides' values are compared. */
@NullMarked
package io.lockstep.core.canonical;

import org.jspecify.annotations.NullMarked;

/** Placeholder. */
@NullMarked
package io.lockstep.activities;

import org.jspecify.annotations.NullMarked;

/** Keyed digests: how the base remembers a value without holding it. */
@NullMarked
package io.lockstep.core.digest;

import org.jspecify.annotations.NullMarked;

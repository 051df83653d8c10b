/**
 * The merge: both sides and the base in, a plan out. Read {@link
 * io.lockstep.core.merge.PersonMerge} first.
 */
@NullMarked
package io.lockstep.core.merge;

import org.jspecify.annotations.NullMarked;

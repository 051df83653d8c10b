/** Tasks and notes: what they are called, and how they read on either side. */
@NullMarked
package io.lockstep.core.item;

import org.jspecify.annotations.NullMarked;

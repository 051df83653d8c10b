/** Time and chance, both handed in: the same seed and calls give the same world. */
@NullMarked
package io.lockstep.sandbox.world;

import org.jspecify.annotations.NullMarked;

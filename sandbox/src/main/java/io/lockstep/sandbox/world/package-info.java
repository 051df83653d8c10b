/**
 * Time and chance, both handed in: the same seed and calls give the same world. Records in it have
 * a past.
 */
@NullMarked
package io.lockstep.sandbox.world;

import org.jspecify.annotations.NullMarked;

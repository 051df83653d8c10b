/** Invented people: the seeded ones, the awkward ones, and those who keep editing. */
@NullMarked
package io.lockstep.sandbox.seed;

import org.jspecify.annotations.NullMarked;

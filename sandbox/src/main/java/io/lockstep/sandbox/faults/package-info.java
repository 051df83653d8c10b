/** What goes wrong on purpose: per side, route, chance and number of times. */
@NullMarked
package io.lockstep.sandbox.faults;

import org.jspecify.annotations.NullMarked;

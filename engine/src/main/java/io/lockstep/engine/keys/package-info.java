/** The one file that holds every key of an installation, and how to make a first one. */
@NullMarked
package io.lockstep.engine.keys;

import org.jspecify.annotations.NullMarked;

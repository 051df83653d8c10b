/** The words every room shares: side, flow, key, hint. Pure: no clock, no I/O, no framework. */
@NullMarked
package io.lockstep.core;

import org.jspecify.annotations.NullMarked;

/**
 * All of Lockstep in one process, for a first look and for whole-system tests. Read {@link
 * io.lockstep.quickstart.Quickstart} first.
 */
@NullMarked
package io.lockstep.quickstart;

import org.jspecify.annotations.NullMarked;

/** The world the sandbox holds, and the {@code /control/} API that steers and shows it. */
@NullMarked
package io.lockstep.sandbox.control;

import org.jspecify.annotations.NullMarked;

/** How programs outside a workflow start and signal runs, so that every start looks the same. */
@NullMarked
package io.lockstep.workflows.start;

import org.jspecify.annotations.NullMarked;

/** One bounded pass over both sides that hints what differs. */
@NullMarked
package io.lockstep.workflows.reconcile;

import org.jspecify.annotations.NullMarked;

/** Webhooks that wait, the two signatures, and HighLevel's three retry policies. */
@NullMarked
package io.lockstep.sandbox.webhooks;

import org.jspecify.annotations.NullMarked;

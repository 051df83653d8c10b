/**
 * Webhooks of both providers. A 2xx means: recorded by Temporal, or shown by the ledger to say
 * nothing new (law L6). Read {@link io.lockstep.starter.webhook.Intake} first.
 */
@NullMarked
package io.lockstep.starter.webhook;

import org.jspecify.annotations.NullMarked;

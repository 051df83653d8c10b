/**
 * BHN Rewards simulated: token, contacts, tags and webhooks as docs/contracts/bhn-rewards.yaml
 * describes them. Read {@link io.lockstep.sandbox.bhn.Bhn} and its route table first.
 */
@NullMarked
package io.lockstep.sandbox.bhn;

import org.jspecify.annotations.NullMarked;

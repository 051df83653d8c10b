/**
 * How a person lets Lockstep into a HighLevel location: off to HighLevel's page, and back with a
 * code that a worker exchanges. Read {@link io.lockstep.starter.oauth.OAuthController} first.
 * Decision: docs/adr/0033.
 */
@NullMarked
package io.lockstep.starter.oauth;

import org.jspecify.annotations.NullMarked;

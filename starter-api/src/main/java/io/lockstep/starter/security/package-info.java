/**
 * Who may do what: webhooks prove themselves by signature, people by password. Decision:
 * docs/adr/0020-who-sees-the-page.md.
 */
@NullMarked
package io.lockstep.starter.security;

import org.jspecify.annotations.NullMarked;

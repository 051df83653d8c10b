/**
 * Who may do what: webhooks prove themselves by signature, people and programs by password or
 * token. Decisions: docs/adr/0020-who-sees-the-page.md, docs/adr/0034-rights-by-connection.md.
 */
@NullMarked
package io.lockstep.starter.security;

import org.jspecify.annotations.NullMarked;

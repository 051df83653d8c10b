/**
 * Plays the flows' own decisions ({@code Round}, {@code Mailbox}) without an engine; in their
 * package, because they are nobody else's business.
 */
@NullMarked
package io.lockstep.workflows.sync;

import org.jspecify.annotations.NullMarked;

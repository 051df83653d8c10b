/**
 * HighLevel simulated: contacts, their tasks and notes, tags, followers, search, custom field
 * definitions, users, media library, location settings, budget and webhooks of API v2. Read {@link
 * io.lockstep.sandbox.highlevel.HighLevel} and its route table first; docs/sandbox.md lists the
 * quirks and where they come from.
 */
@NullMarked
package io.lockstep.sandbox.highlevel;

import org.jspecify.annotations.NullMarked;

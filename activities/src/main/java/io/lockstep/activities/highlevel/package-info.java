/**
 * HighLevel, API v2: contacts, their tasks, notes and files, and what stands around them. Read
 * {@link io.lockstep.activities.highlevel.HighLevel} first, then {@code HighLevelErrors}, where
 * HTTP becomes meaning.
 */
@NullMarked
package io.lockstep.activities.highlevel;

import org.jspecify.annotations.NullMarked;

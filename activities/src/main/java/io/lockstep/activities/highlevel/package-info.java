/**
 * HighLevel's contacts, API v2. Read {@link io.lockstep.activities.highlevel.HighLevel} first, then
 * {@code HighLevelErrors}, where HTTP becomes meaning.
 */
@NullMarked
package io.lockstep.activities.highlevel;

import org.jspecify.annotations.NullMarked;

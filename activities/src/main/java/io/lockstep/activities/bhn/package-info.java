/**
 * BHN Rewards' contacts (our profiles). Read {@link io.lockstep.activities.bhn.Bhn} first, then
 * {@code BhnErrors}, where HTTP becomes meaning.
 */
@NullMarked
package io.lockstep.activities.bhn;

import org.jspecify.annotations.NullMarked;

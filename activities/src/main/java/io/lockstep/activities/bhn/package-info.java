/**
 * BHN Rewards: its contacts (our profiles), their tasks, notes and files, the change feed,
 * campaigns and rewards. Read {@link io.lockstep.activities.bhn.Bhn} first, then {@code BhnErrors},
 * where HTTP becomes meaning.
 */
@NullMarked
package io.lockstep.activities.bhn;

import org.jspecify.annotations.NullMarked;

/**
 * The passes that find what no webhook told. Read {@link
 * io.lockstep.activities.reconcile.ReconcileActivitiesImpl} first.
 */
@NullMarked
package io.lockstep.activities.reconcile;

import org.jspecify.annotations.NullMarked;

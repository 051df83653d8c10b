/**
 * What the looks and applies of every flow share: how one kind of record is read and written, where
 * the ledger keeps it, and the steps of an apply.
 */
@NullMarked
package io.lockstep.activities.sync;

import org.jspecify.annotations.NullMarked;

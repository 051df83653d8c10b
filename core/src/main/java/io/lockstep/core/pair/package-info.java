/**
 * What the ledger remembers of one pair. Holds digests and opaque ids, never a person's data in
 * clear.
 */
@NullMarked
package io.lockstep.core.pair;

import org.jspecify.annotations.NullMarked;

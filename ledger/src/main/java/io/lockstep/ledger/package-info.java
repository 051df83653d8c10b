/**
 * The ledger: what Lockstep remembers, in PostgreSQL. Read {@link io.lockstep.ledger.PairLedger}
 * first. It holds digests and opaque ids; what must hold a person's data is sealed.
 */
@NullMarked
package io.lockstep.ledger;

import org.jspecify.annotations.NullMarked;

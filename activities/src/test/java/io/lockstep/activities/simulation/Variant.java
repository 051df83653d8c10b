package io.lockstep.activities.simulation;

import feign.Client;
import io.lockstep.core.plan.Plan;
import io.lockstep.ledger.OpenMarks;
import io.lockstep.ledger.PairLedger;

/**
 * Where a known wrong version of a rule is put in. The right one leaves everything as it is; live
 * code knows nothing of this.
 */
interface Variant {

  /** The rules as they are. */
  Variant RIGHT = new Variant() {};

  /** The ledger as look and apply see it. */
  default PairLedger ledger(PairLedger real, World world) {
    return real;
  }

  /** The way to the providers. */
  default Client wire(Client real) {
    return real;
  }

  /** A look's plan. */
  default Plan plan(Plan real) {
    return real;
  }

  /** The open marks as look and apply see them. */
  default OpenMarks marks(OpenMarks real) {
    return real;
  }

  /** Whether the door respects that a run is open. */
  default boolean doorSeesTheOpenMark() {
    return true;
  }
}

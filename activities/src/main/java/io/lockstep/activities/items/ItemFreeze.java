package io.lockstep.activities.items;

import io.lockstep.activities.sync.GoneReview;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.FlowKey;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.pair.Link;
import io.lockstep.ledger.PairLedger.PairSummary;
import java.util.Optional;

/**
 * Whether a linked contact's items stay as they are for now: it is out of scope, or one of its two
 * records is gone and a person has yet to decide. The ledger's word.
 */
record ItemFreeze(Ports ports, ItemKind kind) {

  /** Why; empty when they travel. */
  Optional<String> why(FlowKey key, Link pair) {
    return ports
        .pairs()
        .summary(key)
        .filter(summary -> isFrozen(key, pair, summary))
        .map(summary -> "its " + kind.word() + "s wait for the contact: " + summary.reason());
  }

  private boolean isFrozen(FlowKey key, Link pair, PairSummary summary) {
    return switch (summary.state()) {
      case NOT_ELIGIBLE, PLANNED -> true;
      case NEEDS_PERSON ->
          GoneReview.isOpen(ports.digester(), pair, ports.pairs().load(key).parked());
      case IN_STEP, SYNCING -> false;
    };
  }
}

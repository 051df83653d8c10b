package io.lockstep.ledger;

import java.time.InstantSource;

class InMemoryPairLedgerTest extends PairLedgerContract {

  @Override
  PairLedger ledger(InstantSource clock) {
    return new InMemoryPairLedger(clock);
  }
}

package io.lockstep.ledger;

import java.time.InstantSource;

class InMemoryItemLedgerTest extends ItemLedgerContract {

  @Override
  Ledgers ledgers(InstantSource clock) {
    InMemoryPairLedger pairs = new InMemoryPairLedger(clock);
    return new Ledgers(pairs, new InMemoryItemLedger(pairs));
  }
}

package io.lockstep.ledger;

import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;

class PostgresPairLedgerIT extends PairLedgerContract {

  private static final TestDatabase DB = TestDatabase.fresh();
  private static final Sealer SEALER = Sealer.of(Sealer.newKeysetJson());

  @AfterAll
  static void close() {
    DB.close();
  }

  @Override
  PairLedger ledger(InstantSource clock) {
    return new PostgresPairLedger(DB.database(), SEALER, clock);
  }
}

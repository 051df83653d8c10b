package io.lockstep.ledger;

import org.junit.jupiter.api.AfterAll;

class PostgresBreakersIT extends BreakersContract {

  private static final TestDatabase DB = TestDatabase.fresh();

  @AfterAll
  static void close() {
    DB.close();
  }

  @Override
  Breakers breakers() {
    DB.database().sql("truncate lockstep.breaker").update();
    return new PostgresBreakers(DB.database());
  }
}

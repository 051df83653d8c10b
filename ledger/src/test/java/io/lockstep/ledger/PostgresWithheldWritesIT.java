package io.lockstep.ledger;

import org.junit.jupiter.api.AfterAll;

class PostgresWithheldWritesIT extends WithheldWritesContract {

  private static final TestDatabase DB = TestDatabase.fresh();

  @AfterAll
  static void close() {
    DB.close();
  }

  @Override
  WithheldWrites withheld() {
    DB.database().sql("truncate lockstep.withheld").update();
    return new PostgresWithheldWrites(DB.database());
  }
}

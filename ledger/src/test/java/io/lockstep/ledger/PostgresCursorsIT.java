package io.lockstep.ledger;

import org.junit.jupiter.api.AfterAll;

class PostgresCursorsIT extends CursorsContract {

  private static final TestDatabase DB = TestDatabase.fresh();

  @AfterAll
  static void close() {
    DB.close();
  }

  @Override
  Cursors cursors() {
    DB.database().sql("truncate lockstep.reading_position").update();
    return new PostgresCursors(DB.database());
  }
}

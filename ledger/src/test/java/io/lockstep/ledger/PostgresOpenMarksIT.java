package io.lockstep.ledger;

import org.junit.jupiter.api.AfterAll;

class PostgresOpenMarksIT extends OpenMarksContract {

  private static final TestDatabase DB = TestDatabase.fresh();

  @AfterAll
  static void close() {
    DB.close();
  }

  @Override
  OpenMarks marks() {
    DB.database().sql("truncate lockstep.open_mark").update();
    return new PostgresOpenMarks(DB.database());
  }
}

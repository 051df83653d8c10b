package io.lockstep.ledger;

import org.junit.jupiter.api.AfterAll;

class PostgresSeenWebhooksIT extends SeenWebhooksContract {

  private static final TestDatabase DB = TestDatabase.fresh();

  @AfterAll
  static void close() {
    DB.close();
  }

  @Override
  SeenWebhooks webhooks() {
    DB.database().sql("truncate lockstep.webhook_seen").update();
    return new PostgresSeenWebhooks(DB.database());
  }
}

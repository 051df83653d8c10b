package io.lockstep.ledger;

import io.lockstep.core.pair.JournalEntry;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class PostgresConnectionsIT extends ConnectionsContract {

  private static final TestDatabase DB = TestDatabase.fresh();
  private static final Sealer SEALER = Sealer.of(Sealer.newKeysetJson());

  @AfterAll
  static void close() {
    DB.close();
  }

  @Override
  Connections connections() {
    DB.database().sql("truncate lockstep.connection, lockstep.journal").update();
    return new PostgresConnections(DB.database(), SEALER);
  }

  @Override
  List<JournalEntry> journal(Connections connections, String id) {
    return DB.journal(id);
  }

  @Override
  void loseTheKeyOf(Connections connections, String id) {
    DB.database()
        .sql("update lockstep.connection set bhn_webhook_secret = 'lost:AAAA' where id = :id")
        .param("id", id)
        .update();
  }
}

package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.pair.JournalEntry;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresGrantsIT extends GrantsContract {

  private static final TestDatabase DB = TestDatabase.fresh();
  private static final Sealer SEALER = Sealer.of(Sealer.newKeysetJson());

  @AfterAll
  static void close() {
    DB.close();
  }

  @Override
  Grants grants() {
    DB.database().sql("truncate lockstep.highlevel_grant, lockstep.journal").update();
    return new PostgresGrants(DB.database(), SEALER);
  }

  @Override
  List<JournalEntry> journal(Grants grants, String connection) {
    return DB.journal(connection);
  }

  @Test
  void noTokenLiesOpenInTheTable() {
    grants().connect(grant("planted"));
    assertThat(
            DB.database()
                .sql("select highlevel_grant::text from lockstep.highlevel_grant")
                .query(String.class)
                .single())
        .contains("loc-1")
        .doesNotContain("planted");
  }
}

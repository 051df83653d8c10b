package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

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
    DB.database().sql("truncate lockstep.highlevel_grant").update();
    return new PostgresGrants(DB.database(), SEALER);
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

package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Lane;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresPlacesIT extends PlacesContract {

  private static final TestDatabase DB = TestDatabase.fresh();

  @AfterAll
  static void close() {
    DB.close();
  }

  @Override
  Rows rows() {
    DB.database().sql("truncate lockstep.open_mark, lockstep.queue_mark").update();
    return new Rows(new PostgresPlaces(DB.database(), MOST), new PostgresOpenMarks(DB.database()));
  }

  @Test
  void noneIsTakenTwiceHoweverManyAskAtOnce() throws Exception {
    Places places = rows().places();
    List<Boolean> taken =
        PostgresPairLedgerIT.atOnce(
            attempt ->
                places.take(
                    Flow.CONTACT_UPSERT,
                    new FlowKey("acme", "c-" + attempt),
                    Lane.LIVE,
                    Instant.parse("2026-03-01T12:00:00Z")));
    assertThat(taken).hasSizeGreaterThan(MOST).filteredOn(yes -> yes).hasSize(MOST);
  }
}

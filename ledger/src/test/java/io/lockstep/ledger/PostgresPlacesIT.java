package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Lane;
import java.time.Instant;
import java.util.stream.IntStream;
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
  void noneIsTakenTwiceHoweverManyAskAtOnce() {
    Places places = rows().places();
    long taken =
        IntStream.range(0, 64)
            .parallel()
            .filter(
                n ->
                    places.take(
                        Flow.CONTACT_UPSERT,
                        new FlowKey("acme", "c-" + n),
                        Lane.LIVE,
                        Instant.parse("2026-03-01T12:00:00Z")))
            .count();
    assertThat(taken).isEqualTo(MOST);
  }
}

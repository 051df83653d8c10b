package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void itGoesOnAfterARoundThatFailed() {
    List<Instant> rounds = new CopyOnWriteArrayList<>();
    Housekeeping housekeeping =
        new Housekeeping(
            now -> {
              rounds.add(now);
              if (rounds.size() == 1) {
                throw new IllegalStateException("the database is away");
              }
            },
            () -> NOON,
            Duration.ofMillis(1));
    housekeeping.start();
    try {
      await().until(() -> rounds.size() >= 3);
    } finally {
      housekeeping.stop();
    }
    assertThat(rounds).containsOnly(NOON);
  }
}

package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentConnectionsTest {

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final InMemoryConnections ledger = new InMemoryConnections();
  private final RecentConnections recent = new RecentConnections(ledger, () -> now);

  @Test
  void thatAConnectionRunsIsBelievedForASecond() {
    recent.register(connection());
    assertThat(isPaused()).isFalse();

    ledger.pause("acme", true, "by another process");
    now = now.plusMillis(999);
    assertThat(isPaused()).isFalse();

    now = now.plusMillis(1);
    assertThat(isPaused()).isTrue();
  }

  @Test
  void thatItIsPausedIsNeverBelieved() {
    recent.register(connection());
    recent.pause("acme", true, "");
    assertThat(isPaused()).isTrue();

    ledger.pause("acme", false, "");
    assertThat(isPaused()).isFalse();
  }

  @Test
  void ourOwnPauseIsSeenAtOnce() {
    recent.register(connection());
    assertThat(isPaused()).isFalse();

    recent.pause("acme", true, "");
    assertThat(isPaused()).isTrue();
  }

  private boolean isPaused() {
    return recent.byId("acme").orElseThrow().paused();
  }

  private static Connection connection() {
    return new Connection(
        "acme",
        "US",
        new Connection.HighLevel("http://highlevel.test", "loc1", "token", List.of()),
        new Connection.Bhn("http://bhn.test", "acc1", "client", "secret", "hook"),
        "",
        true,
        false,
        "");
  }
}

package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Breakers} does. */
abstract class BreakersContract {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final String connection = "acme" + NUMBER.incrementAndGet();
  private final Breakers breakers = breakers();

  abstract Breakers breakers();

  @Test
  void nothingFailedMeansGo() {
    assertThat(wait(NOON)).isZero();
    assertThat(breakers.failures(connection, Side.REWARDS)).isZero();
  }

  @Test
  void thePauseDoublesWithEachFailureUpToTwoMinutes() {
    Instant now = NOON;
    for (int failure = 0; failure < 12; failure++) {
      fail(Duration.ZERO, now);
      Duration expected = Duration.ofMillis(Math.min(120_000, 500L << failure));
      assertThat(wait(now)).isEqualTo(expected);
      now = now.plus(expected);
      assertThat(wait(now)).isZero();
    }
    assertThat(breakers.failures(connection, Side.REWARDS)).isEqualTo(12);
  }

  @Test
  void callsUnderWayWhenThePauseBeganDoNotMakeItLonger() {
    for (int call = 0; call < 20; call++) {
      fail(Duration.ZERO, NOON);
    }
    assertThat(wait(NOON)).isEqualTo(Duration.ofMillis(500));
    assertThat(breakers.failures(connection, Side.REWARDS)).isEqualTo(1);
  }

  @Test
  void whatTheProviderAsksForIsHonouredWhateverItsLength() {
    fail(Duration.ofMinutes(10), NOON);
    assertThat(wait(NOON)).isEqualTo(Duration.ofMinutes(10));
    fail(Duration.ofMinutes(1), NOON);
    assertThat(wait(NOON)).isEqualTo(Duration.ofMinutes(10));
    fail(Duration.ofMinutes(20), NOON);
    assertThat(wait(NOON)).isEqualTo(Duration.ofMinutes(20));
  }

  @Test
  void aSuccessEndsOurGuessButNotWhatTheProviderAskedFor() {
    fail(Duration.ZERO, NOON);
    breakers.succeeded(connection, Side.REWARDS);
    assertThat(wait(NOON)).isZero();
    assertThat(breakers.failures(connection, Side.REWARDS)).isZero();
    fail(Duration.ofSeconds(30), NOON);
    breakers.succeeded(connection, Side.REWARDS);
    assertThat(wait(NOON)).isEqualTo(Duration.ofSeconds(30));
    fail(Duration.ZERO, NOON.plusSeconds(30));
    assertThat(wait(NOON.plusSeconds(30))).isEqualTo(Duration.ofMillis(500));
  }

  @Test // law L9: one connection's outage does not slow another
  void theOtherSideAndOtherConnectionsGoOn() {
    fail(Duration.ofSeconds(30), NOON);
    assertThat(breakers.wait(connection, Side.CONTACTS, NOON)).isZero();
    assertThat(breakers.wait(connection + "x", Side.REWARDS, NOON)).isZero();
  }

  private void fail(Duration atLeast, Instant now) {
    breakers.failed(connection, Side.REWARDS, atLeast, now);
  }

  private Duration wait(Instant now) {
    return breakers.wait(connection, Side.REWARDS, now);
  }
}

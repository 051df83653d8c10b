package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import io.lockstep.sandbox.highlevel.RateLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HighLevelGateTest {

  private final Play play = new Play();
  private final String token = play.access().highlevel().token();

  @Test
  void aMissingVersionIs401() {
    Said said =
        play.call("GET", "/highlevel/contacts/x", Map.of("Authorization", "Bearer " + token));
    assertThat(said.status()).isEqualTo(401);
    assertThat(said.body()).containsEntry("message", "version header was not found.");
  }

  @Test
  void anUnknownVersionIs401AndAnyPublishedOneWillDo() {
    assertThat(list("2020-01-01").body()).containsEntry("message", "version header is invalid");
    assertThat(list("2020-01-01").status()).isEqualTo(401);
    for (String version : List.of("2021-04-15", "2021-07-28", "2023-02-21", "v3")) {
      assertThat(list(version).status()).as(version).isEqualTo(200);
    }
  }

  private Said list(String version) {
    return play.call(
        "GET",
        "/highlevel/contacts/?locationId=" + play.locationId(),
        Map.of("Authorization", "Bearer " + token, "Version", version));
  }

  @Test
  void anUnknownTokenIs401() {
    Said said = play.call("GET", "/highlevel/contacts/x", Play.headers("nobody's"));
    assertThat(said.status()).isEqualTo(401);
    assertThat(said.body()).containsEntry("message", "Invalid token: access token is invalid");
  }

  @Test
  void anotherLocationIs403() {
    Said said = play.highLevel("POST", "/contacts/", Map.of("locationId", "elsewhere"));
    assertThat(said.status()).isEqualTo(403);
    assertThat(said.body())
        .containsEntry("message", "The token does not have access to this location.");
  }

  @Test
  void anUnknownPathIs404() {
    Said said = play.highLevel("GET", "/nothing/here");
    assertThat(said.status()).isEqualTo(404);
    assertThat(said.body()).containsEntry("message", "Cannot GET /nothing/here");
  }

  @Test
  void brokenJsonIs400AndNothingOfItIsRepeated() {
    Said said =
        play.highLevel(
            "POST", "/contacts/", "{\"email\":\"secret@".getBytes(StandardCharsets.UTF_8));
    assertThat(said.status()).isEqualTo(400);
    assertThat(said.body().toString()).doesNotContain("secret@");
  }

  @Test
  void everyAnswerHasATraceIdAndTheRateHeaders() {
    Said fine = list("2021-07-28");
    Said refused = play.call("GET", "/highlevel/nothing", Map.of());
    for (Said said : List.of(fine, refused)) {
      assertThat(said.body()).containsKey("traceId");
      assertThat(said.headers())
          .containsEntry("X-RateLimit-Max", "100")
          .containsEntry("X-RateLimit-Interval-Milliseconds", "10000")
          .containsEntry("X-RateLimit-Remaining", "99")
          .containsEntry("X-RateLimit-Limit-Daily", "200000")
          .containsEntry("X-RateLimit-Daily-Remaining", "199999")
          .containsEntry("X-RateLimit-Daily-Reset", "54000000");
    }
    assertThat(fine.body().get("traceId")).isNotEqualTo(refused.body().get("traceId"));
  }

  @Test
  void theAppAndThePersonHaveBudgetsOfTheirOwn() {
    for (int i = 0; i < 100; i++) {
      assertThat(play.highLevel("GET", "/contacts/x").status()).isEqualTo(400);
    }
    Said refused = play.highLevel("GET", "/contacts/x");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers()).containsEntry("X-RateLimit-Remaining", "0");
    assertThat(play.asPerson("GET", "/contacts/x").status()).isEqualTo(400);
  }

  @Test
  void theDailyLimitCountsUntilMidnightUtc() {
    Play small =
        new Play(options -> options.withLimits(new RateLimits(100, Duration.ofSeconds(10), 3)));
    for (int i = 0; i < 3; i++) {
      assertThat(small.highLevel("GET", "/contacts/x").status()).isEqualTo(400);
    }
    small.pass(Duration.ofHours(14));
    Said refused = small.highLevel("GET", "/contacts/x");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.headers()).containsEntry("X-RateLimit-Daily-Remaining", "0");
    small.pass(Duration.ofHours(1));
    assertThat(small.highLevel("GET", "/contacts/x").status()).isEqualTo(400);
  }

  /** However the calls are spread: no interval of ten seconds holds more than the burst. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyTenSecondsHoldAtMostTheBurst(long seed) {
    Play busy =
        new Play(
            options -> options.withLimits(new RateLimits(20, Duration.ofSeconds(10), 200_000)));
    Random random = new Random(seed);
    List<Long> granted = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      // bursts, pauses and steady calls in turn
      busy.pass(
          Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(9_000) : random.nextInt(300)));
      if (busy.highLevel("GET", "/contacts/x").status() == 429) {
        refused++;
        long inWindow =
            granted.stream().filter(at -> at > busy.now().toEpochMilli() - 10_000).count();
        assertThat(inWindow).as("refused although there was room, seed %d", seed).isEqualTo(20);
      } else {
        granted.add(busy.now().toEpochMilli());
      }
    }
    for (int i = 20; i < granted.size(); i++) {
      assertThat(granted.get(i) - granted.get(i - 20))
          .as("21 calls within 10 s, seed %d", seed)
          .isGreaterThanOrEqualTo(10_000);
    }
    assertThat(refused).as("the property was put to the test").isGreaterThan(50);
  }
}

package io.lockstep.starter.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BhnSignatureTest {

  private static final byte[] BODY = "{\"messageType\":\"contactInfo\"}".getBytes(UTF_8);
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final HmacSender SENDER = new HmacSender("a shared secret");

  @Test
  void theSharedSecretCoversTimestampAndBody() {
    assertThat(signedAt(NOW).covers(BODY, SENDER.secret())).isTrue();
  }

  @Test
  void anotherSecretDoesNot() {
    assertThat(signedAt(NOW).covers(BODY, "another secret")).isFalse();
  }

  @Test
  void anEmptySecretCoversNothing() {
    assertThat(signedAt(NOW).covers(BODY, "")).isFalse();
  }

  @Test
  void aChangedBodyIsNotCovered() {
    byte[] tampered = BODY.clone();
    tampered[3] ^= 1;
    assertThat(signedAt(NOW).covers(tampered, SENDER.secret())).isFalse();
  }

  @Test
  void aChangedTimestampIsNotCovered() {
    String signature = SENDER.sign(NOW, BODY);
    var moved = BhnSignature.of(seconds(NOW.plusSeconds(1)), signature);
    assertThat(moved.covers(BODY, SENDER.secret())).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "N/A", "sha256=", "sha256=zz", "sha256=00", "sha1=00"})
  void whatIsNoSignatureCoversNothing(String header) {
    assertThat(BhnSignature.of(seconds(NOW), header).covers(BODY, SENDER.secret())).isFalse();
  }

  @ParameterizedTest(name = "made {0} s from now: recent {1}")
  @CsvSource({
    "0, true",
    "-300, true",
    "300, true",
    "-301, false",
    "301, false",
    "-86400, false",
    "86400, false"
  })
  void theWindowIsFiveMinutesEitherWay(long secondsFromNow, boolean recent) {
    Instant made = NOW.plus(Duration.ofSeconds(secondsFromNow));
    assertThat(signedAt(made).isRecent(NOW)).isEqualTo(recent);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "soon", "1e9", "9223372036854775807", "99999999999999999999"})
  void anUnreadableTimestampIsNotRecent(String timestamp) {
    assertThat(BhnSignature.of(timestamp, "sha256=00").isRecent(NOW)).isFalse();
  }

  private static BhnSignature signedAt(Instant at) {
    return BhnSignature.of(seconds(at), SENDER.sign(at, BODY));
  }

  private static String seconds(Instant at) {
    return Long.toString(at.getEpochSecond());
  }
}

package io.lockstep.starter.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HighLevelSignatureTest {

  private static final byte[] BODY = "{\"type\":\"ContactUpdate\"}".getBytes(UTF_8);

  private final Ed25519Sender sender = new Ed25519Sender();

  @Test
  void theKeyThatSignedTheRawBytesCoversThem() {
    assertThat(signature(sender.sign(BODY)).covers(BODY, sender.publicKey())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void aKeyInPemIsTheSameKey(String lineEnd) {
    String pem =
        String.join(
            lineEnd,
            "-----BEGIN PUBLIC KEY-----",
            sender.publicKey(),
            "-----END PUBLIC KEY-----",
            "");
    assertThat(signature(sender.sign(BODY)).covers(BODY, pem)).isTrue();
  }

  @Test
  void anotherKeyDoesNot() {
    String stranger = new Ed25519Sender().publicKey();
    assertThat(signature(sender.sign(BODY)).covers(BODY, stranger)).isFalse();
  }

  @Test
  void oneKeyOfAListIsEnough() {
    HighLevelSignature signature = signature(sender.sign(BODY));
    var signedBy = new SignedBy(key -> signature.covers(BODY, key));
    assertThat(signedBy.anyOf(List.of(new Ed25519Sender().publicKey(), sender.publicKey())))
        .isTrue();
  }

  @Test
  void noKeyAtAllCoversNothing() {
    HighLevelSignature signature = signature(sender.sign(BODY));
    assertThat(new SignedBy(key -> signature.covers(BODY, key)).anyOf(List.of())).isFalse();
  }

  @Test
  void oneChangedByteIsNotCovered() {
    byte[] tampered = BODY.clone();
    tampered[3] ^= 1;
    assertThat(signature(sender.sign(BODY)).covers(tampered, sender.publicKey())).isFalse();
  }

  @Test
  void theSameJsonWithAnotherBlankIsNotCovered() {
    byte[] reformatted = "{\"type\": \"ContactUpdate\"}".getBytes(UTF_8);
    assertThat(signature(sender.sign(BODY)).covers(reformatted, sender.publicKey())).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "N/A", " N/A ", "not base64!", "AAAA"})
  void whatIsNoSignatureCoversNothing(String header) {
    assertThat(HighLevelSignature.of(header).covers(BODY, sender.publicKey())).isFalse();
  }

  @Test
  void aCutSignatureCoversNothing() {
    byte[] whole = Base64.getDecoder().decode(sender.sign(BODY));
    String cut = Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(whole, 63));
    assertThat(signature(cut).covers(BODY, sender.publicKey())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not base64!", "AAAA"})
  void anUnreadableKeyCoversNothing(String key) {
    assertThat(signature(sender.sign(BODY)).covers(BODY, key)).isFalse();
  }

  @Test
  void theKeyHighLevelPublishesIsReadable() {
    String published = "MCowBQYDK2VwAyEAi2HR1srL4o18O8BRa7gVJY7G7bupbN3H9AwJrHCDiOg=";
    assertThat(signature(sender.sign(BODY)).covers(BODY, published)).isFalse();
  }

  private static HighLevelSignature signature(String header) {
    return HighLevelSignature.of(header);
  }
}

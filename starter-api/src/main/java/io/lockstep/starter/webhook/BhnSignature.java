package io.lockstep.starter.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The rewards side's signature, ours in BHN's style: {@code X-BHN-Signature: sha256=<hex>} is the
 * HMAC-SHA-256 of {@code timestamp.body}, {@code X-BHN-Timestamp} the seconds it was made at. The
 * sender signs anew on each retry, so a narrow window costs no retry. Fails closed.
 */
final class BhnSignature {

  static final String HEADER = "X-BHN-Signature";
  static final String TIMESTAMP_HEADER = "X-BHN-Timestamp";

  /** How far the sender's clock and ours may be apart, either way. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  private static final String SCHEME = "sha256=";

  private final @Nullable String timestamp;
  private final byte @Nullable [] mac;

  private BhnSignature(@Nullable String timestamp, byte @Nullable [] mac) {
    this.timestamp = timestamp;
    this.mac = mac;
  }

  /** Reads both headers' values. */
  static BhnSignature of(@Nullable String timestamp, @Nullable String signature) {
    if (signature == null || !signature.startsWith(SCHEME)) {
      return new BhnSignature(timestamp, null);
    }
    try {
      return new BhnSignature(
          timestamp, HexFormat.of().parseHex(signature, SCHEME.length(), signature.length()));
    } catch (IllegalArgumentException notHex) {
      return new BhnSignature(timestamp, null);
    }
  }

  /** Whether it was made within {@link #WINDOW} of now, before or after. */
  boolean isRecent(Instant now) {
    if (timestamp == null) {
      return false;
    }
    try {
      Instant made = Instant.ofEpochSecond(Long.parseLong(timestamp));
      return Duration.between(made, now).abs().compareTo(WINDOW) <= 0;
    } catch (NumberFormatException | DateTimeException | ArithmeticException unreadable) {
      return false;
    }
  }

  /** Whether this secret signed exactly these bytes under that timestamp; constant-time. */
  boolean covers(byte[] body, String secret) {
    if (timestamp == null || mac == null || secret.isEmpty()) {
      return false;
    }
    try {
      Mac hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      hmac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return MessageDigest.isEqual(hmac.doFinal(body), mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}

package io.lockstep.sandbox.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Our own signature for BHN's webhooks (BHN publishes none): {@code X-BHN-Timestamp} in seconds and
 * {@code X-BHN-Signature: sha256=<hex>}, HMAC-SHA-256 over {@code timestamp.body}. Each try is
 * signed anew, so a receiver's time window holds for retries too.
 */
public final class HmacSigner implements Signer {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  public HmacSigner(String secret) {
    this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  @Override
  public Map<String, String> sign(byte[] body, Instant now) {
    String timestamp = Long.toString(now.getEpochSecond());
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
      String hex = HexFormat.of().formatHex(mac.doFinal(body));
      return Map.of("X-BHN-Timestamp", timestamp, "X-BHN-Signature", "sha256=" + hex);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
    }
  }
}

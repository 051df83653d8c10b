package io.lockstep.starter.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HighLevel's {@code X-GHL-Signature}: Ed25519 over the raw body, base64. Fails closed: an absent
 * header, the literal {@code N/A} (HighLevel's word for "not signed"), an unreadable key or any
 * error is no signature. The older RSA header is no longer sent and not read.
 */
final class HighLevelSignature {

  static final String HEADER = "X-GHL-Signature";

  private static final Pattern PEM_ARMOUR = Pattern.compile("-----(BEGIN|END) PUBLIC KEY-----");

  private final byte @Nullable [] signature;

  private HighLevelSignature(byte @Nullable [] signature) {
    this.signature = signature;
  }

  /** Reads the header's value. */
  static HighLevelSignature of(@Nullable String header) {
    if (header == null || header.isBlank() || header.strip().equals("N/A")) {
      return new HighLevelSignature(null);
    }
    try {
      return new HighLevelSignature(Base64.getDecoder().decode(header.strip()));
    } catch (IllegalArgumentException notBase64) {
      return new HighLevelSignature(null);
    }
  }

  /**
   * Whether this key signed exactly these bytes.
   *
   * @param publicKey PEM, as HighLevel publishes it, or the base64 of its DER form alone
   */
  boolean covers(byte[] body, String publicKey) {
    if (signature == null) {
      return false;
    }
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(key(publicKey));
      ed25519.update(body);
      return ed25519.verify(signature);
    } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static PublicKey key(String publicKey) throws GeneralSecurityException {
    String base64 = PEM_ARMOUR.matcher(publicKey).replaceAll("").replaceAll("\\s", "");
    byte[] der = Base64.getDecoder().decode(base64);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
  }
}

package io.lockstep.sandbox.webhooks;

import io.lockstep.sandbox.world.Chance;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HighLevel's current signature: {@code X-GHL-Signature}, Ed25519 over the raw body, base64. The
 * key is the sandbox's own; {@link #publicKey} is what a receiver is configured with.
 */
public final class Ed25519Signer implements Signer {

  private final Chance chance;
  private @Nullable KeyPair keys; // made when first needed: many a simulated world signs nothing

  /** A key pair drawn from that chance, so that a sandbox started again is still trusted. */
  public Ed25519Signer(Chance chance) {
    this.chance = chance;
  }

  private synchronized KeyPair keys() {
    KeyPair made = keys;
    if (made == null) {
      made = drawn();
      keys = made;
    }
    return made;
  }

  private KeyPair drawn() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Drawn(chance));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no Ed25519", e);
    }
  }

  @Override
  public Map<String, String> sign(byte[] body, Instant now) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(keys().getPrivate());
      signature.update(body);
      return Map.of("X-GHL-Signature", Base64.getEncoder().encodeToString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing with a key of ours failed", e);
    }
  }

  /** PEM, as HighLevel publishes its own. */
  public String publicKey() {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getEncoder().encodeToString(keys().getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** Not secure on purpose: a simulator's key protects nobody, and must be the same again. */
  private static final class Drawn extends SecureRandom {
    private final transient Chance chance;

    private Drawn(Chance chance) {
      this.chance = chance;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      byte[] drawn = chance.bytes(bytes.length);
      System.arraycopy(drawn, 0, bytes, 0, bytes.length);
    }
  }
}

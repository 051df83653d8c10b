package io.lockstep.engine;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;

/**
 * The keys histories are encrypted with: the Tink keyset {@code payload} of the {@link
 * io.lockstep.engine.keys.KeyFile key file}. To rotate, add a key that is not primary to every
 * process, and only then make it primary; an old key goes when no history it wrote is left.
 */
public final class PayloadKeys {

  static {
    try {
      AeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "this JVM lacks the ciphers Tink needs: use a full JDK 17", e);
    }
  }

  private PayloadKeys() {}

  /** A fresh keyset with one AES-256-GCM key. */
  public static KeysetHandle generate() {
    try {
      return KeysetHandle.generateNew(
          PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no payload key could be made", e);
    }
  }

  /**
   * Reads a keyset.
   *
   * @throws IllegalArgumentException when it is none; the message never holds key material
   */
  public static KeysetHandle parse(String json) {
    try {
      return TinkJsonProtoKeysetFormat.parseKeyset(
          json, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) { // its text may quote the key: it is not passed on
      throw new IllegalArgumentException("\"payload\" in the key file is no Tink keyset");
    }
  }
}

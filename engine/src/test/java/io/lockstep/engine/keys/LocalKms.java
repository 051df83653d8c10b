package io.lockstep.engine.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A key management service of this JVM: {@code local-kms://<name>}; {@code denied} is nobody's. */
public final class LocalKms implements KmsClient {

  private static final Map<String, Aead> KEYS = new ConcurrentHashMap<>();

  @Override
  public boolean doesSupport(String uri) {
    return uri.startsWith("local-kms://");
  }

  @Override
  public KmsClient withCredentials(String path) {
    return this;
  }

  @Override
  public KmsClient withDefaultCredentials() {
    return this;
  }

  @Override
  public Aead getAead(String uri) throws GeneralSecurityException {
    if (uri.endsWith("/denied")) {
      throw new GeneralSecurityException("access denied");
    }
    return KEYS.computeIfAbsent(uri, any -> newKey());
  }

  private static Aead newKey() {
    try {
      AeadConfig.register();
      return KeysetHandle.generateNew(
              PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get())
          .getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

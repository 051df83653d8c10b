package io.lockstep.engine.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Seals the content of a key file with a key that never leaves a key management service, and opens
 * it there at start. Which services there are depends on what Tink clients lie on the class path:
 * Lockstep brings none, for each comes with its cloud's whole SDK.
 */
final class KmsSeal {

  // Tink's own clients announce themselves to no ServiceLoader.
  private static final Map<String, String> TINKS_CLIENTS =
      Map.of(
          "aws-kms://", "com.google.crypto.tink.integration.awskms.AwsKmsClient",
          "gcp-kms://", "com.google.crypto.tink.integration.gcpkms.GcpKmsClient");

  // Binds what is sealed to this use of the service's key.
  private static final byte[] CONTEXT = "lockstep/keys/1".getBytes(UTF_8);

  private final String uri;
  private final Aead key;

  /**
   * Takes hold of the service's key, with the credentials the cloud's SDK finds by itself.
   *
   * @throws IllegalArgumentException with a sentence that says what is missing
   */
  KmsSeal(String uri) {
    this.uri = uri;
    try {
      AeadConfig.register();
      this.key =
          KmsEnvelopeAead.create( // a service's own limit can be as low as 4 KiB
              PredefinedAeadParameters.AES256_GCM,
              client(uri).withDefaultCredentials().getAead(uri));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "lockstep.keys.kms-uri "
              + uri
              + " is refused; it must name a key, and the process have credentials for it",
          e);
    }
  }

  /** Base64 of what only the service can open. */
  String seal(String content) {
    try {
      return Base64.getMimeEncoder().encodeToString(key.encrypt(content.getBytes(UTF_8), CONTEXT));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          uri + " does not seal; the process must be allowed to encrypt with it", e);
    }
  }

  /**
   * What was sealed.
   *
   * @param file what a sentence about it calls it
   * @throws IllegalArgumentException with a sentence that names the file and the key
   */
  String open(String file, String sealed) {
    try {
      return new String(key.decrypt(Base64.getMimeDecoder().decode(sealed), CONTEXT), UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the key file "
              + file
              + " does not open with "
              + uri
              + "; it must be the key it was sealed with, and the process be allowed to decrypt",
          e);
    }
  }

  private static KmsClient client(String uri) {
    return ServiceLoader.load(KmsClient.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(client -> client.doesSupport(uri))
        .findFirst()
        .orElseGet(() -> tinksClient(uri));
  }

  private static KmsClient tinksClient(String uri) {
    String name =
        TINKS_CLIENTS.entrySet().stream()
            .filter(known -> uri.startsWith(known.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "lockstep.keys.kms-uri must begin with aws-kms:// or gcp-kms://, or a Tink"
                            + " KmsClient for it lie on the class path"));
    try {
      return Class.forName(name).asSubclass(KmsClient.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) { // its cloud's SDK may be missing
      throw new IllegalArgumentException(
          "lockstep.keys.kms-uri needs "
              + name
              + " on the class path, with all it needs; docs/deploy.md says how to add it",
          e);
    }
  }
}

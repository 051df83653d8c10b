package io.lockstep.ledger;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Seals what must not lie open in the ledger: AES-256-GCM over a keyset. A sealed text reads {@code
 * <key id>:<base64>}. Rotation takes two steps: first every process gets the keyset that holds the
 * new key too, then the new key is made primary; what the old one sealed opens as long as it stays.
 *
 * <p>The associated data name the place (table, row, column), so that a value copied elsewhere does
 * not open there.
 */
public final class Sealer {

  private final Aead aead;
  private final String keyId;

  private Sealer(Aead aead, String keyId) {
    this.aead = aead;
    this.keyId = keyId;
  }

  /**
   * A sealer over a keyset in Tink's JSON format, in clear; it lives in memory only.
   *
   * @throws IllegalArgumentException when the text is no such keyset
   */
  public static Sealer of(String keysetJson) {
    try {
      KeysetHandle keyset =
          TinkJsonProtoKeysetFormat.parseKeyset(
              keysetJson, AeadConfig2026.get(), InsecureSecretKeyAccess.get());
      String primary = Integer.toUnsignedString(keyset.getPrimary().getId());
      return new Sealer(keyset.getPrimitive(AeadConfig2026.get(), Aead.class), primary);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "this is no AEAD keyset in Tink's JSON format; tinkey create-keyset makes one", e);
    }
  }

  /** A fresh keyset with one key, in the text that {@link #of} reads. */
  public static String newKeysetJson() {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get()),
          AeadConfig2026.get(),
          InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink makes AES-256-GCM keys on every JDK", e);
    }
  }

  /** The id of the key that seals now, as sealed texts show it. */
  public String keyId() {
    return keyId;
  }

  /** Seals bytes for that place. */
  public String seal(byte[] clear, String place) {
    try {
      byte[] sealed = aead.encrypt(clear, place.getBytes(StandardCharsets.UTF_8));
      return keyId + ":" + Base64.getEncoder().withoutPadding().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refused to seal", e);
    }
  }

  /** Seals a text for that place. */
  public String seal(String clear, String place) {
    return seal(clear.getBytes(StandardCharsets.UTF_8), place);
  }

  /**
   * Opens what was sealed for that place.
   *
   * @throws CannotOpenException when its key is not in the keyset, or it was sealed for elsewhere
   */
  public byte[] open(String sealed, String place) {
    int colon = sealed.indexOf(':');
    try {
      byte[] bytes = Base64.getDecoder().decode(sealed.substring(colon + 1));
      return aead.decrypt(bytes, place.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      String usedKey = colon < 0 ? "unknown" : sealed.substring(0, colon);
      throw new CannotOpenException(usedKey, place, e);
    }
  }

  /** Opens a sealed text. */
  public String openText(String sealed, String place) {
    return new String(open(sealed, place), StandardCharsets.UTF_8);
  }

  /** A sealed value that does not open here. */
  public static final class CannotOpenException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    CannotOpenException(String keyId, String place, Exception cause) {
      super(
          "the sealed value at "
              + place
              + " does not open: either its key "
              + keyId
              + " is missing from the ledger keyset, or it was copied from another place",
          cause);
    }
  }
}

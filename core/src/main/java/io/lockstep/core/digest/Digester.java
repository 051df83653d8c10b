package io.lockstep.core.digest;

import io.lockstep.core.FlowKey;
import io.lockstep.core.field.Reading;
import java.util.Map;

/**
 * Makes and compares the keyed digests by which the ledger remembers values: HMAC-SHA-256 over
 * connection, contact, field and canonical value, written {@code keyId:hex}. Scoped to the pair, so
 * equal values of two people have unequal digests.
 */
public final class Digester {

  private final String currentKeyId;
  private final Map<String, byte[]> keys;

  /**
   * A digester over these keys.
   *
   * @param currentKeyId the key new digests are made with
   * @param keys every key whose digests may still be met, by id
   */
  public Digester(String currentKeyId, Map<String, byte[]> keys) {
    this.currentKeyId = currentKeyId;
    this.keys = Map.copyOf(keys);
  }

  /** The digest of a canonical reading; an empty one has a digest too, not shown has none. */
  public String digest(FlowKey pair, String field, Reading canonical) {
    if (keys.isEmpty()) {
      throw new MissingKeyException(currentKeyId);
    }
    throw new UnsupportedOperationException(currentKeyId + keys.size() + pair + field + canonical);
  }

  /**
   * Whether this digest, under its own key, is of this canonical reading.
   *
   * @throws MissingKeyException when its key is not here: hold, do not guess
   */
  public boolean matches(String digest, FlowKey pair, String field, Reading canonical) {
    if (keys.isEmpty()) {
      throw new MissingKeyException(currentKeyId);
    }
    throw new UnsupportedOperationException(digest + pair + field + canonical);
  }

  /** A digest outside any pair, for leases and operation ids: HMAC over the joined parts. */
  public String name(String... parts) {
    if (keys.isEmpty()) {
      throw new MissingKeyException(currentKeyId);
    }
    throw new UnsupportedOperationException(String.join(" ", parts));
  }

  /** A digest was made with a key that is not configured here. */
  public static final class MissingKeyException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public MissingKeyException(String keyId) {
      super("digest key " + keyId + " is not configured; add it to lockstep.keys.digest");
    }
  }
}

package io.lockstep.core.digest;

import io.lockstep.core.FlowKey;
import io.lockstep.core.field.Reading;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes and compares the keyed digests by which the ledger remembers values: HMAC-SHA-256 over
 * connection, contact, field and canonical value, written {@code keyId:hex}. Scoped to the pair, so
 * equal values of two people have unequal digests. Safe to share between threads.
 */
public final class Digester {

  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_-]{1,40}");
  private static final int SHORTEST_KEY = 16; // bytes
  private static final int NAME_BYTES = 20;

  private final String currentKeyId;
  private final Map<String, SecretKeySpec> keys;

  /**
   * A digester over these keys.
   *
   * @param currentKeyId the key new digests are made with
   * @param keys every key whose digests may still be met, by id; 16 bytes or more, 32 advised
   */
  public Digester(String currentKeyId, Map<String, byte[]> keys) {
    keys.forEach(Digester::check);
    this.currentKeyId = currentKeyId;
    this.keys =
        keys.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, key -> new SecretKeySpec(key.getValue(), "HmacSHA256")));
    key(currentKeyId);
  }

  /**
   * The digest of a canonical reading; an empty one has a digest too. For a set it is that of all
   * its members, in any order.
   *
   * @throws IllegalArgumentException for a reading that is not shown: there is nothing to remember
   */
  public String digest(FlowKey pair, String field, Reading canonical) {
    return currentKeyId + ":" + hex(hmac(currentKeyId, parts(pair, field, canonical)));
  }

  /** The digest of one member of a set, by which its base row is named. */
  public String member(FlowKey pair, String field, String canonicalMember) {
    return digest(pair, field, Reading.ofText(canonicalMember));
  }

  /**
   * Whether this digest, under its own key, is of this canonical reading.
   *
   * @throws MissingKeyException when its key is not here: hold, do not guess
   * @throws IllegalArgumentException for a reading that is not shown: ask {@link Reading#shown()}
   *     first, since neither answer would be true
   */
  public boolean matches(String digest, FlowKey pair, String field, Reading canonical) {
    int colon = digest.indexOf(':');
    String keyId = digest.substring(0, Math.max(colon, 0));
    byte[] expected = hmac(keyId, parts(pair, field, canonical));
    return MessageDigest.isEqual(
        hex(expected).getBytes(StandardCharsets.US_ASCII),
        digest.substring(colon + 1).getBytes(StandardCharsets.US_ASCII));
  }

  /** {@link #matches} for one member of a set. */
  public boolean matchesMember(String digest, FlowKey pair, String field, String canonicalMember) {
    return matches(digest, pair, field, Reading.ofText(canonicalMember));
  }

  /**
   * Names all that a record shows at once, {@code keyId:hex}; it moves when any of it does.
   *
   * @param shown field to canonical reading; all of them shown
   */
  public String fingerprint(FlowKey pair, Map<String, Reading> shown) {
    return currentKeyId + ":" + hex(hmac(currentKeyId, parts(pair, shown)));
  }

  /**
   * Whether this fingerprint, under its own key, is of a record that shows this; "" is of none.
   *
   * @throws MissingKeyException when its key is not here: hold, do not guess
   */
  public boolean isFingerprint(String fingerprint, FlowKey pair, Map<String, Reading> shown) {
    int colon = fingerprint.indexOf(':');
    return colon > 0
        && MessageDigest.isEqual(
            hex(hmac(fingerprint.substring(0, colon), parts(pair, shown)))
                .getBytes(StandardCharsets.US_ASCII),
            fingerprint.substring(colon + 1).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * A name outside any pair, for leases and operation ids: 40 hex digits of the HMAC over the
   * parts, so that it fits where BHN allows 50 characters ({@code requestId}).
   */
  public String name(String... parts) {
    return HexFormat.of().formatHex(hmac(currentKeyId, parts), 0, NAME_BYTES);
  }

  /**
   * That name under every key there is, today's first. Who must exclude others holds all of them:
   * while a key is rotated, processes make names with either.
   */
  public List<String> names(String... parts) {
    return Stream.concat(
            Stream.of(currentKeyId),
            keys.keySet().stream().filter(id -> !id.equals(currentKeyId)).sorted())
        .map(id -> HexFormat.of().formatHex(hmac(id, parts), 0, NAME_BYTES))
        .toList();
  }

  private static String[] parts(FlowKey pair, String field, Reading canonical) {
    if (!canonical.shown()) {
      throw new IllegalArgumentException(field + " is not shown, so it has no digest");
    }
    String kind =
        canonical instanceof Reading.Empty
            ? "empty"
            : canonical instanceof Reading.Text ? "text" : "set";
    Stream<String> head = Stream.of(pair.connection(), pair.contactId(), field, kind);
    return Stream.concat(head, canonical.texts().stream().sorted()).toArray(String[]::new);
  }

  private static String[] parts(FlowKey pair, Map<String, Reading> shown) {
    Stream<String> fields =
        new TreeMap<>(shown)
            .entrySet().stream()
                .flatMap(
                    field -> {
                      String[] parts = parts(pair, field.getKey(), field.getValue());
                      return Stream.concat(
                          Stream.of(String.valueOf(parts.length)), Stream.of(parts));
                    });
    return Stream.concat(Stream.of("record"), fields).toArray(String[]::new);
  }

  /** Each part goes in behind its length, so that no two lists of parts read the same. */
  private byte[] hmac(String keyId, String... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key(keyId));
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        mac.update(bytes);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private SecretKeySpec key(String keyId) {
    @Nullable SecretKeySpec key = keys.get(keyId);
    if (key == null) {
      throw new MissingKeyException(keyId);
    }
    return key;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void check(String keyId, byte[] key) {
    if (!KEY_ID.matcher(keyId).matches()) {
      throw new IllegalArgumentException("a digest key id must match " + KEY_ID);
    }
    if (key.length < SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "digest key %s has %d bytes; it needs %d or more"
              .formatted(keyId, key.length, SHORTEST_KEY));
    }
  }

  /** A digest was made with a key that is not configured here. */
  public static final class MissingKeyException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public MissingKeyException(String keyId) {
      super("digest key " + keyId + " is not configured; add it to lockstep.keys.digest");
    }
  }
}

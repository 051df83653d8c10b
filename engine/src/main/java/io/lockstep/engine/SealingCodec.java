package io.lockstep.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeyStatus;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Deflates and encrypts every payload; reads what is not encrypted as it is, so that {@code
 * temporal workflow signal --name retry} works without a key.
 *
 * <p>What it cannot read it answers with {@link PayloadCodecException}: the SDK drops a signal
 * whose <i>converter</i> fails, but holds the task when the <i>codec</i> does, until the key is
 * there.
 */
public final class SealingCodec implements PayloadCodec {

  static final String ENCODING = "binary/encrypted";
  static final String ENCODING_KEY = "encoding";
  static final String KEY_ID = "lockstep-key";

  /**
   * The largest sealed payload, in bytes. The server ends a run over a marker above 2 MiB; refused
   * here, an activity fails instead and its flow looks again.
   */
  static final int LARGEST = 1_500_000;

  // Binds a ciphertext to this use, should the same keys ever seal something else.
  private static final byte[] CONTEXT = "lockstep/payload/1".getBytes(UTF_8);

  private static final Pattern SIGNED = Pattern.compile("-\\d{1,10}");

  private final Aead aead;
  private final String primary;
  private final Set<String> known;

  public SealingCodec(KeysetHandle keys) {
    try {
      aead = keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("\"payload\" in the key file must hold AEAD keys only", e);
    }
    primary = Integer.toUnsignedString(keys.getPrimary().getId());
    known =
        IntStream.range(0, keys.size())
            .mapToObj(keys::getAt)
            .filter(entry -> entry.getStatus() == KeyStatus.ENABLED)
            .map(entry -> Integer.toUnsignedString(entry.getId()))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream().map(this::seal).toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::open).toList();
  }

  private Payload seal(Payload payload) {
    try {
      byte[] sealed = aead.encrypt(deflated(payload.toByteArray()), CONTEXT);
      if (sealed.length > LARGEST) {
        throw new PayloadCodecException(
            "a payload of %d bytes is over the %d a history takes; answer less at once"
                .formatted(sealed.length, LARGEST));
      }
      return Payload.newBuilder()
          .putMetadata(ENCODING_KEY, ByteString.copyFromUtf8(ENCODING))
          .putMetadata(KEY_ID, ByteString.copyFromUtf8(primary))
          .setData(ByteString.copyFrom(sealed))
          .build();
    } catch (GeneralSecurityException | IOException e) {
      throw new PayloadCodecException("a payload could not be sealed with key " + primary, e);
    }
  }

  private Payload open(Payload payload) {
    if (!ENCODING.equals(metadata(payload, ENCODING_KEY))) {
      return payload;
    }
    String key = asInTheKeyFile(metadata(payload, KEY_ID));
    if (!known.contains(key)) {
      throw new PayloadCodecException(
          "payload key " + key + " is not known here; add it to \"payload\" in the key file");
    }
    try {
      return Payload.parseFrom(inflated(aead.decrypt(payload.getData().toByteArray(), CONTEXT)));
    } catch (GeneralSecurityException | IOException e) {
      throw new PayloadCodecException("a payload does not open with its key " + key, e);
    }
  }

  /** Histories of before wrote the id with a sign; a keyset's JSON has none. */
  private static String asInTheKeyFile(String written) {
    return SIGNED.matcher(written).matches()
        ? Integer.toUnsignedString((int) Long.parseLong(written))
        : written;
  }

  private static String metadata(Payload payload, String name) {
    return payload.getMetadataOrDefault(name, ByteString.EMPTY).toStringUtf8();
  }

  private static byte[] deflated(byte[] clear) throws IOException {
    var out = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (var stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(clear);
    } finally {
      deflater.end(); // a deflater handed in is not ended by its stream
    }
    return out.toByteArray();
  }

  private static byte[] inflated(byte[] deflated) throws IOException {
    try (var stream = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      return stream.readAllBytes();
    }
  }
}

package io.lockstep.engine.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Every key of an installation.
 *
 * <pre>{@code
 * {"digest":  {"current": "d1", "keys": {"d1": "<64 hex digits>"}},
 *  "payload": { Tink AEAD keyset, for workflow histories },
 *  "sealing": { Tink AEAD keyset, for the ledger's sealed columns }}
 * }</pre>
 *
 * <p>The keys that seal are rotated in two steps: {@link #addKeys} everywhere, then {@link
 * #useKeys}. The digest key opens nothing and no command rotates it: ids of operations are made
 * with it, and an old one stays as long as a base made with it.
 *
 * @param currentDigestKey id of the key new digests are made with
 * @param digestKeys digest keys by id, 32 bytes each
 * @param payloadKeyset Tink JSON
 * @param sealingKeyset Tink JSON
 */
public record KeyFile(
    String currentDigestKey,
    Map<String, byte[]> digestKeys,
    String payloadKeyset,
    String sealingKeyset) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DIGEST_KEY_BYTES = 32;
  private static final String PAYLOAD = "payload";
  private static final String SEALING = "sealing";

  public KeyFile {
    digestKeys = Map.copyOf(digestKeys);
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException with a sentence that names the file and the part in question
   */
  public static KeyFile read(Path file) {
    return parse(file.toString(), contentOf(file));
  }

  static String contentOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw broken(file.toString(), "cannot be read; lockstep.keys.file must name the key file", e);
    }
  }

  /**
   * Reads the content of a key file.
   *
   * @param file what a sentence about it calls it
   * @throws IllegalArgumentException with a sentence that names the part in question
   */
  static KeyFile parse(String file, String content) {
    JsonNode root;
    try {
      root = JSON.readTree(content);
    } catch (JsonProcessingException e) { // not kept: its text quotes the content
      throw broken(file, "is not JSON; restore it from your backup", null);
    }
    JsonNode digest = part(file, root, "digest");
    Map<String, byte[]> keys = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> key : digest.path("keys").properties()) {
      keys.put(key.getKey(), bytes(file, key.getKey(), key.getValue().asText()));
    }
    String current = digest.path("current").asText();
    if (!keys.containsKey(current)) {
      throw broken(file, "names a current digest key that it does not hold", null);
    }
    return new KeyFile(
        current, keys, part(file, root, PAYLOAD).toString(), part(file, root, SEALING).toString());
  }

  /**
   * Reads the file; makes one with fresh keys, readable by its owner alone, where there is none.
   */
  public static KeyFile readOrCreate(Path file) {
    if (!Files.exists(file)) {
      write(file, newKeys());
    }
    return read(file);
  }

  /**
   * Writes what a key file in clear holds to another file, sealed by a key management service.
   * Never over a file that is there: its keys may have sealed a ledger.
   *
   * @param kmsUri the service's key, as {@code lockstep.keys.kms-uri}
   * @throws IllegalArgumentException with a sentence that names the file or the key
   */
  public static void seal(Path clear, Path sealed, String kmsUri) {
    String content = contentOf(clear);
    parse(
        clear.toString(), content); // what is broken must not be found out after the clear is gone
    write(sealed, new KmsSeal(kmsUri).seal(content));
  }

  /**
   * The first step of a rotation: writes the file's keys and a new one each for histories and for
   * the ledger's secrets to another file. What is sealed is still sealed with the old ones.
   */
  public static void addKeys(Path file, Path with) {
    write(with, withKeysets(file, KeyFile::withNewKey));
  }

  /**
   * The second step, once every process has the first one's file: writes the same keys to another
   * file, with the newest of each keyset as the one that seals.
   */
  public static void useKeys(Path file, Path with) {
    write(with, withKeysets(file, KeyFile::withNewestPrimary));
  }

  private static String withKeysets(Path file, UnaryOperator<KeysetHandle.Builder> change) {
    String content = contentOf(file);
    parse(file.toString(), content);
    try {
      ObjectNode root = (ObjectNode) JSON.readTree(content);
      for (String part : List.of(PAYLOAD, SEALING)) {
        root.set(part, JSON.readTree(changed(file, root.path(part).toString(), change)));
      }
      return root.toPrettyString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was just read as JSON is none", e);
    }
  }

  private static String changed(
      Path file, String keyset, UnaryOperator<KeysetHandle.Builder> change) {
    try {
      AeadConfig.register();
      KeysetHandle old =
          TinkJsonProtoKeysetFormat.parseKeyset(
              keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          change.apply(KeysetHandle.newBuilder(old)).build(),
          RegistryConfiguration.get(),
          InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) { // not kept: its text may quote the key
      throw broken(file.toString(), "holds a keyset that Tink cannot read", null);
    }
  }

  private static KeysetHandle.Builder withNewKey(KeysetHandle.Builder keys) {
    return keys.addEntry(
        KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
            .withRandomId());
  }

  private static KeysetHandle.Builder withNewestPrimary(KeysetHandle.Builder keys) {
    keys.getAt(keys.size() - 1).makePrimary();
    return keys;
  }

  private static String newKeys() {
    byte[] key = new byte[DIGEST_KEY_BYTES];
    new SecureRandom().nextBytes(key);
    ObjectNode root = JSON.createObjectNode();
    ObjectNode digest = root.putObject("digest");
    digest.put("current", "d1").putObject("keys").put("d1", HexFormat.of().formatHex(key));
    try {
      root.set(PAYLOAD, JSON.readTree(newKeyset()));
      root.set(SEALING, JSON.readTree(newKeyset()));
      return root.toPrettyString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Tink wrote a keyset that is not JSON", e);
    }
  }

  private static void write(Path file, String content) {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
      channel.write(ByteBuffer.wrap(content.getBytes(UTF_8)));
    } catch (IOException e) {
      throw broken(
          file.toString(),
          "cannot be written; its folder must be writable, and it not be there",
          e);
    }
  }

  private static String newKeyset() {
    try {
      AeadConfig.register();
      return TinkJsonProtoKeysetFormat.serializeKeyset(
          KeysetHandle.generateNew(
              PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()),
          RegistryConfiguration.get(),
          InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink cannot make an AES-256-GCM key on this JDK", e);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0]; // Windows: the folder's own access list decides
  }

  private static JsonNode part(String file, JsonNode root, String name) {
    if (!root.path(name).isObject()) {
      throw broken(file, "lacks \"" + name + "\"; restore it from your backup", null);
    }
    return root.path(name);
  }

  private static byte[] bytes(String file, String id, String hex) {
    try {
      byte[] key = HexFormat.of().parseHex(hex);
      if (key.length == DIGEST_KEY_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      throw broken(file, "holds a digest key \"" + id + "\" that is not hex", e);
    }
    throw broken(file, "holds a digest key \"" + id + "\" that is not 32 bytes long", null);
  }

  private static IllegalArgumentException broken(
      String file, String what, @Nullable Throwable cause) {
    return new IllegalArgumentException("the key file " + file + " " + what, cause);
  }

  @Override
  public String toString() { // keys must not reach a log
    return "KeyFile[digest " + digestKeys.keySet() + "]";
  }
}

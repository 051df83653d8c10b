package io.lockstep.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import io.lockstep.engine.PayloadKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  @TempDir Path folder;

  @Test
  void aFileMadeOnceIsReadEverAfter() {
    Path file = folder.resolve("keys.json");
    KeyFile made = KeyFile.readOrCreate(file);
    KeyFile read = KeyFile.readOrCreate(file);
    assertThat(read.payloadKeyset()).isEqualTo(made.payloadKeyset());
    assertThat(read.digestKeys().get("d1")).isEqualTo(made.digestKeys().get("d1"));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no owner-only mode bits")
  void onlyItsOwnerCanReadIt() throws IOException {
    Path file = folder.resolve("keys.json");
    KeyFile.readOrCreate(file);
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void noKeyShowsInText() {
    KeyFile keys = KeyFile.readOrCreate(folder.resolve("keys.json"));
    assertThat(keys.toString()).isEqualTo("KeyFile[digest [d1]]");
  }

  @Test
  void aBrokenFileIsNamedWithWhatIsWrongInIt() throws IOException {
    Path file = folder.resolve("keys.json");
    Files.writeString(file, "{\"digest\": {\"current\": \"d1\", \"keys\": {\"d1\": \"abcd\"}}}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFile.read(file))
        .withMessageContaining(file.toString())
        .withMessageContaining("d1")
        .withMessageContaining("32 bytes")
        .withMessageNotContaining("abcd");
  }

  @Test
  void theContentMayComeInThePlaceOfAFile() throws IOException {
    Path file = folder.resolve("keys.json");
    KeyFile made = KeyFile.readOrCreate(file);
    KeyProperties given = new KeyProperties(null, Files.readString(file), null);
    assertThat(given.read().sealingKeyset()).isEqualTo(made.sealingKeyset());
    assertThat(given.toString()).isEqualTo("KeyProperties[content]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyProperties(null, "", "").read())
        .withMessageContaining("lockstep.keys.file")
        .withMessageContaining("lockstep.keys.content");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyProperties(file, "{\"digest\": abcd", null).read())
        .withMessageContaining("lockstep.keys.content is not JSON")
        .withMessageNotContaining("abcd")
        .withNoCause();
  }

  @Test
  void theKeysThatSealAreRotatedInTwoStepsAndNothingIsLostBetween() throws Exception {
    Path before = folder.resolve("keys.json");
    Path added = folder.resolve("added.json");
    Path used = folder.resolve("used.json");
    KeyFile old = KeyFile.readOrCreate(before);
    KeyFile.addKeys(before, added);
    KeyFile.useKeys(added, used);

    for (Function<KeyFile, String> part :
        List.<Function<KeyFile, String>>of(KeyFile::payloadKeyset, KeyFile::sealingKeyset)) {
      KeysetHandle first = PayloadKeys.parse(part.apply(old));
      KeysetHandle second = PayloadKeys.parse(part.apply(KeyFile.read(added)));
      KeysetHandle third = PayloadKeys.parse(part.apply(KeyFile.read(used)));
      assertThat(second.getPrimary().getId()).isEqualTo(first.getPrimary().getId());
      assertThat(third.getPrimary().getId()).isNotEqualTo(first.getPrimary().getId());
      byte[] early = aead(first).encrypt(new byte[] {1}, new byte[0]);
      byte[] late = aead(third).encrypt(new byte[] {2}, new byte[0]);
      assertThat(aead(third).decrypt(early, new byte[0])).containsExactly(1);
      assertThat(aead(second).decrypt(late, new byte[0])).containsExactly(2);
    }
    assertThat(KeyFile.read(used).digestKeys().get("d1")).isEqualTo(old.digestKeys().get("d1"));
  }

  @Test
  void aRotationWritesOverNoFile() {
    Path file = folder.resolve("keys.json");
    KeyFile.readOrCreate(file);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFile.addKeys(file, file))
        .withMessageContaining("cannot be written");
  }

  private static Aead aead(KeysetHandle keys) throws GeneralSecurityException {
    return keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  @Test
  void aMissingPartIsNamed() throws IOException {
    Path file = folder.resolve("keys.json");
    Files.writeString(
        file,
        "{\"digest\": {\"current\": \"d1\", \"keys\": {\"d1\": \"" + "00".repeat(32) + "\"}}}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFile.read(file))
        .withMessageContaining("payload");
  }
}

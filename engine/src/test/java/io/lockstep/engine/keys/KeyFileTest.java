package io.lockstep.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

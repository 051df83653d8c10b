package io.lockstep.engine.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KmsSealTest {

  private static final String KEY = "local-kms://ours";

  @TempDir Path folder;

  @Test
  void aSealedFileHoldsNoKeyInClearAndOpensWithTheServicesKey() throws IOException {
    Path clear = folder.resolve("keys.json");
    KeyFile made = KeyFile.readOrCreate(clear);
    Path sealed = folder.resolve("keys.sealed");
    KeyFile.seal(clear, sealed, KEY);

    String content = Files.readString(sealed);
    assertThat(content).doesNotContain("digest", "primaryKeyId");
    assertThat(new KeyProperties(sealed, null, KEY).read().sealingKeyset())
        .isEqualTo(made.sealingKeyset());
    assertThat(new KeyProperties(null, content, KEY).read().payloadKeyset())
        .isEqualTo(made.payloadKeyset());
  }

  @Test
  void anotherKeyOrAFileInClearIsRefusedWithFileAndKey() {
    Path clear = folder.resolve("keys.json");
    KeyFile.readOrCreate(clear);
    Path sealed = folder.resolve("keys.sealed");
    KeyFile.seal(clear, sealed, KEY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyProperties(sealed, null, "local-kms://other").read())
        .withMessageContaining(sealed.toString())
        .withMessageContaining("local-kms://other");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyProperties(clear, null, KEY).read())
        .withMessageContaining(clear.toString())
        .withMessageContaining("does not open");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyProperties(sealed, null, "").read())
        .withMessageContaining("is not JSON");
  }

  @Test
  void nothingIsSealedOverAFileThatIsThereNorFromOneThatIsBroken() throws IOException {
    Path clear = folder.resolve("keys.json");
    KeyFile.readOrCreate(clear);
    Path there = folder.resolve("there");
    Files.writeString(there, "{}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFile.seal(clear, there, KEY))
        .withMessageContaining(there.toString());
    Path sealed = folder.resolve("keys.sealed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFile.seal(there, sealed, KEY))
        .withMessageContaining("digest");
    assertThat(there).hasContent("{}");
    assertThat(sealed).doesNotExist();
  }

  @Test
  void whatIsMissingForAServiceIsSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KmsSeal("local-kms://denied"))
        .withMessageContaining("credentials");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KmsSeal("aws-kms://arn:aws:kms:eu-west-1:000000000000:key/none"))
        .withMessageContaining("AwsKmsClient")
        .withMessageContaining("class path");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KmsSeal("vault://x"))
        .withMessageContaining("aws-kms://");
  }
}

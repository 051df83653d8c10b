package io.lockstep.engine.keys;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where this process finds its keys: a file, or the file's content itself, as a secret store puts
 * it into the environment. Worker and starter-api must be given the same keys.
 *
 * @param content wins over the file
 * @param kmsUri the key of a key management service that has sealed the file or the content; none
 *     where it is in clear
 */
@ConfigurationProperties("lockstep.keys")
public record KeyProperties(
    @Nullable Path file, @Nullable String content, @Nullable String kmsUri) {

  /**
   * Reads the keys.
   *
   * @throws IllegalArgumentException with a sentence that names the property or the file
   */
  public KeyFile read() {
    if (content != null && !content.isBlank()) {
      return parsed("in lockstep.keys.content", content);
    }
    if (file == null) {
      throw new IllegalArgumentException(
          "lockstep.keys.file must name the key file, or lockstep.keys.content hold its content");
    }
    return parsed(file.toString(), KeyFile.contentOf(file));
  }

  private KeyFile parsed(String file, String given) {
    return KeyFile.parse(
        file, kmsUri == null || kmsUri.isBlank() ? given : new KmsSeal(kmsUri).open(file, given));
  }

  @Override
  public String toString() { // keys must not reach a log
    return "KeyProperties[" + (content == null || content.isBlank() ? file : "content") + "]";
  }
}

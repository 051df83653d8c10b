package io.lockstep.core.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Reads mapping profiles; the format is described in {@code docs/mapping.md}. */
public final class MappingProfiles {

  private static final String DEFAULT = "default-profile.yaml";

  private MappingProfiles() {}

  /**
   * The profile this text describes.
   *
   * @param fileName what messages call the text; it is not opened
   * @throws MappingException for the first mistake, with line and column
   */
  public static MappingProfile parse(String fileName, String yaml) {
    return new ProfileReader(Place.root(fileName, yaml)).read();
  }

  /** The text of the profile a connection gets when it names none. */
  public static String defaultYaml() {
    try (InputStream in = MappingProfiles.class.getResourceAsStream(DEFAULT)) {
      return new String(Objects.requireNonNull(in, DEFAULT).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(DEFAULT + " lies in our own jar", e);
    }
  }
}

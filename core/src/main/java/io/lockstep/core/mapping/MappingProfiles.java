package io.lockstep.core.mapping;

import java.util.List;

/** Reads mapping profiles; the format is described in {@code docs/mapping.md}. */
public final class MappingProfiles {

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

  /**
   * What is right in this text and yet without effect in this release, one sentence each; to be
   * printed when the profile comes into force.
   *
   * @throws MappingException as {@link #parse} does
   */
  public static List<String> notices(String fileName, String yaml) {
    ProfileReader reader = new ProfileReader(Place.root(fileName, yaml));
    reader.read();
    return reader.notices();
  }
}

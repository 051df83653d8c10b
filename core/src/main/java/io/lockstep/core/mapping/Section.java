package io.lockstep.core.mapping;

import java.util.Map;
import java.util.Optional;

/**
 * A section of a profile, its keys known to be allowed.
 *
 * @param place where it stands
 * @param entries key to value, as the file orders them
 */
record Section(Place place, Map<String, Place> entries) {

  Optional<Place> optional(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  Place required(String key) {
    return optional(key).orElseThrow(() -> place.wrong("the key " + key + " is missing"));
  }

  <T> T word(String key, String what, Map<String, T> words, T otherwise) {
    return optional(key).map(value -> value.word(what, words)).orElse(otherwise);
  }

  /** Says why the key must not stand here, if it does. */
  void refuse(String key, String why) {
    optional(key)
        .ifPresent(
            value -> {
              throw value.wrong(key + " " + why);
            });
  }
}

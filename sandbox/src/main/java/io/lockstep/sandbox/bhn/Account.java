package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.world.Versions;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One BHN account: its profiles through time, and the request ids it has seen. */
final class Account {

  /** What a request id was used for. */
  record Creation(Map<String, Object> body, String contactId) {}

  private final String id;
  private final Map<String, Versions<Profile>> profiles = new LinkedHashMap<>();
  private final Map<String, Creation> creations = new HashMap<>();

  Account(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  Stream<Profile> profiles() {
    return profiles.values().stream().map(Versions::now).flatMap(Optional::stream);
  }

  /** What a list that looks through that lens shows. */
  Stream<Profile> profiles(Lens lens, Instant now) {
    Instant then = now.minus(lens.indexLag());
    return profiles.values().stream()
        .map(versions -> lens.former() ? versions.former() : versions.at(then))
        .flatMap(Optional::stream);
  }

  Optional<Profile> profile(String contactId) {
    return Optional.ofNullable(profiles.get(contactId)).flatMap(Versions::now);
  }

  Optional<Profile> profile(String contactId, Lens lens) {
    return Optional.ofNullable(profiles.get(contactId))
        .flatMap(lens.former() ? Versions::former : Versions::now);
  }

  void save(Profile profile) {
    Versions<Profile> versions = profiles.get(profile.id());
    if (versions == null) {
      profiles.put(profile.id(), new Versions<>(profile.updatedAt(), profile));
    } else {
      versions.put(profile.updatedAt(), profile);
    }
  }

  void delete(String contactId, Instant now) {
    Versions<Profile> versions = profiles.get(contactId);
    if (versions != null) {
      versions.delete(now);
    }
  }

  Optional<Creation> creation(String requestId) {
    return Optional.ofNullable(creations.get(requestId));
  }

  void remember(String requestId, Map<String, Object> body, String contactId) {
    creations.put(requestId, new Creation(new LinkedHashMap<>(body), contactId));
  }
}

package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.world.ItemStore;
import io.lockstep.sandbox.world.Versions;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One BHN account: its profiles, tasks and notes through time, and what was asked and changed. */
final class Account {

  private final String id;
  private final Map<String, Versions<Profile>> profiles = new LinkedHashMap<>();
  private final Map<ItemKind, ItemStore<Item>> items = new EnumMap<>(ItemKind.class);
  private final Creations creations = new Creations();
  private final Changes changes = new Changes();
  private final RewardBook rewards = new RewardBook();

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
        .map(versions -> lens.isStale() ? versions.through(lens) : versions.at(then))
        .flatMap(Optional::stream);
  }

  Optional<Profile> profile(String contactId) {
    return Optional.ofNullable(profiles.get(contactId)).flatMap(Versions::now);
  }

  Optional<Profile> profile(String contactId, Lens lens) {
    return Optional.ofNullable(profiles.get(contactId)).flatMap(profile -> profile.through(lens));
  }

  void save(Profile profile) {
    Versions<Profile> versions = profiles.get(profile.id());
    if (versions == null) {
      profiles.put(profile.id(), new Versions<>(profile.updatedAt(), profile));
    } else {
      versions.put(profile.updatedAt(), profile);
    }
    changes.changed(profile);
  }

  /** Deletes the profile, and its tasks and notes with it. */
  void delete(Profile profile, Instant now) {
    Versions<Profile> versions = profiles.get(profile.id());
    if (versions == null) {
      return;
    }
    for (ItemKind kind : ItemKind.values()) {
      items(kind).deleteAllOf(profile.id(), now).forEach(item -> changes.deleted(item, now));
    }
    versions.delete(now);
    changes.deleted(profile, now);
  }

  ItemStore<Item> items(ItemKind kind) {
    return items.computeIfAbsent(kind, first -> new ItemStore<>());
  }

  void save(Item item, Instant now) {
    items(item.kind()).save(item, now);
    changes.changed(item);
  }

  void delete(Item item, Instant now) {
    items(item.kind()).delete(item, now);
    changes.deleted(item, now);
  }

  Creations creations() {
    return creations;
  }

  Changes changes() {
    return changes;
  }

  RewardBook rewards() {
    return rewards;
  }
}

package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.world.Versions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tasks, or the notes, of one location through time, by their contact. */
final class ItemStore {

  private final Map<String, Map<String, Versions<Item>>> byContact = new LinkedHashMap<>();

  /** Every living one, contact by contact. */
  Stream<Item> all() {
    return versions().map(Versions::now).flatMap(Optional::stream);
  }

  /** What an index that is behind shows: also those deleted since. */
  Stream<Item> allAt(Instant time) {
    return versions().map(versions -> versions.at(time)).flatMap(Optional::stream);
  }

  private Stream<Versions<Item>> versions() {
    return byContact.values().stream().flatMap(items -> items.values().stream());
  }

  /** Those of a contact, oldest first, as a list that looks through that lens shows them. */
  Stream<Item> of(String contactId, Lens lens, Instant now) {
    Instant then = now.minus(lens.listLag());
    return itemsOf(contactId).values().stream()
        .map(
            versions ->
                lens.former()
                    ? versions.former()
                    : lens.listLag().isZero() ? versions.now() : versions.at(then))
        .flatMap(Optional::stream);
  }

  Optional<Item> one(String contactId, String id, Lens lens) {
    return Optional.ofNullable(itemsOf(contactId).get(id))
        .flatMap(lens.former() ? Versions::former : Versions::now);
  }

  boolean hasAnyOf(String contactId) {
    return itemsOf(contactId).values().stream().anyMatch(versions -> versions.now().isPresent());
  }

  void save(Item item, Instant now) {
    Map<String, Versions<Item>> items =
        byContact.computeIfAbsent(item.contactId(), first -> new LinkedHashMap<>());
    Versions<Item> versions = items.get(item.id());
    if (versions == null) {
      items.put(item.id(), new Versions<>(now, item));
    } else {
      versions.put(now, item);
    }
  }

  void delete(Item item, Instant now) {
    Versions<Item> versions = itemsOf(item.contactId()).get(item.id());
    if (versions != null) {
      versions.delete(now);
    }
  }

  void deleteAllOf(String contactId, Instant now) {
    itemsOf(contactId).values().stream()
        .filter(versions -> versions.now().isPresent())
        .forEach(versions -> versions.delete(now));
  }

  private Map<String, Versions<Item>> itemsOf(String contactId) {
    return byContact.getOrDefault(contactId, Map.of());
  }
}

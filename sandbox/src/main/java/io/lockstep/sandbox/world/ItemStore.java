package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.world.Versions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tasks, or the notes, of one account through time, by their contact. */
final class ItemStore {

  private final Map<String, Map<String, Versions<Item>>> byContact = new LinkedHashMap<>();

  /** Every living one, contact by contact. */
  Stream<Item> all() {
    return byContact.values().stream()
        .flatMap(items -> items.values().stream())
        .map(Versions::now)
        .flatMap(Optional::stream);
  }

  /** Those of a contact in the order of creation, as a list through that lens shows them. */
  Stream<Item> of(String contactId, Lens lens, Instant now) {
    return itemsOf(contactId).values().stream()
        .map(versions -> seen(versions, lens, now))
        .flatMap(Optional::stream);
  }

  private static Optional<Item> seen(Versions<Item> versions, Lens lens, Instant now) {
    if (lens.former()) {
      return versions.former();
    }
    return lens.listLag().isZero() ? versions.now() : versions.at(now.minus(lens.listLag()));
  }

  Optional<Item> one(String contactId, String id, Lens lens) {
    return Optional.ofNullable(itemsOf(contactId).get(id))
        .flatMap(lens.former() ? Versions::former : Versions::now);
  }

  /**
   * Keeps it as it is from now on.
   *
   * @param now when it became so, whatever date it shows
   */
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

  /** Deletes those of a contact; answers what they were. */
  List<Item> deleteAllOf(String contactId, Instant now) {
    List<Item> living =
        itemsOf(contactId).values().stream().map(Versions::now).flatMap(Optional::stream).toList();
    living.forEach(item -> delete(item, now));
    return living;
  }

  private Map<String, Versions<Item>> itemsOf(String contactId) {
    return byContact.getOrDefault(contactId, Map.of());
  }
}

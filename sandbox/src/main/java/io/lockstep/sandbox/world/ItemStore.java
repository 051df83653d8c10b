package io.lockstep.sandbox.world;

import io.lockstep.sandbox.http.Lens;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tasks, or the notes, of one location or account through time, by their contact. */
public final class ItemStore<I extends ItemStore.Kept> {

  /** A task or a note, as either side stores it. */
  public interface Kept {

    String id();

    String contactId();
  }

  private final Map<String, Map<String, Versions<I>>> byContact = new LinkedHashMap<>();

  /** Every living one, contact by contact. */
  public Stream<I> all() {
    return versions().map(Versions::now).flatMap(Optional::stream);
  }

  /** What an index that is behind shows: also those deleted since. */
  public Stream<I> allAt(Instant time) {
    return versions().map(versions -> versions.at(time)).flatMap(Optional::stream);
  }

  private Stream<Versions<I>> versions() {
    return byContact.values().stream().flatMap(items -> items.values().stream());
  }

  /** Those of a contact in the order of creation, as a list through that lens shows them. */
  public Stream<I> of(String contactId, Lens lens, Instant now) {
    return itemsOf(contactId).values().stream()
        .map(versions -> listed(versions, lens, now))
        .flatMap(Optional::stream);
  }

  private Optional<I> listed(Versions<I> versions, Lens lens, Instant now) {
    return lens.listLag().isZero()
        ? versions.through(lens)
        : versions.at(now.minus(lens.listLag()));
  }

  /** That one, as a read through that lens shows it. */
  public Optional<I> one(String contactId, String id, Lens lens) {
    return Optional.ofNullable(itemsOf(contactId).get(id))
        .flatMap(versions -> versions.through(lens));
  }

  public boolean hasAnyOf(String contactId) {
    return livingOf(contactId).findAny().isPresent();
  }

  /**
   * Keeps it as it is from now on.
   *
   * @param now when it became so, whatever date it shows
   */
  public void save(I item, Instant now) {
    Map<String, Versions<I>> items =
        byContact.computeIfAbsent(item.contactId(), first -> new LinkedHashMap<>());
    Versions<I> versions = items.get(item.id());
    if (versions == null) {
      items.put(item.id(), new Versions<>(now, item));
    } else {
      versions.put(now, item);
    }
  }

  public void delete(I item, Instant now) {
    Versions<I> versions = itemsOf(item.contactId()).get(item.id());
    if (versions != null) {
      versions.delete(now);
    }
  }

  /** Deletes those of a contact; answers what they were. */
  public List<I> deleteAllOf(String contactId, Instant now) {
    List<I> living = livingOf(contactId).toList();
    living.forEach(item -> delete(item, now));
    return living;
  }

  private Stream<I> livingOf(String contactId) {
    return itemsOf(contactId).values().stream().map(Versions::now).flatMap(Optional::stream);
  }

  private Map<String, Versions<I>> itemsOf(String contactId) {
    return byContact.getOrDefault(contactId, Map.of());
  }
}

package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Tasks, or notes, made and changed by people: no HTTP, no budget, the same stores and webhooks.
 */
public final class HandMadeItems {

  private final Contacts contacts;
  private final Items items;

  HandMadeItems(Contacts contacts, Items items) {
    this.contacts = contacts;
    this.items = items;
  }

  /** Where one is. */
  public record Place(String contactId, String id) {}

  /**
   * Adds one as an import does; throws the refusal the API would answer.
   *
   * @param when the date it shows as added
   * @return its id
   */
  public String add(String locationId, String contactId, Map<String, Object> values, Instant when) {
    return items.add(person(locationId), contactId, values, when).id();
  }

  /** Changes what the values name; throws the refusal the API would answer. */
  public void update(String locationId, Place place, Map<String, Object> values) {
    items.update(person(locationId), place.contactId(), place.id(), values);
  }

  public void delete(String locationId, Place place) {
    items.delete(person(locationId), place.contactId(), place.id());
  }

  /** All living ones of a location. */
  public List<Place> all(String locationId) {
    return contacts
        .home(person(locationId))
        .items(items.kind())
        .all()
        .map(item -> new Place(item.contactId(), item.id()))
        .toList();
  }

  private static Caller person(String locationId) {
    return Caller.person(locationId);
  }
}

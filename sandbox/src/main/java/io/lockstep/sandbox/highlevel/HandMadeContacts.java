package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contacts made and changed by people and imports: no HTTP, no budget, and an import is not stopped
 * by the duplicate rule. What it makes is what HighLevel stores and tells the webhooks.
 */
public final class HandMadeContacts {

  private final Contacts contacts;

  HandMadeContacts(Contacts contacts) {
    this.contacts = contacts;
  }

  /**
   * Adds a contact as an import does.
   *
   * @param values write properties; beyond them {@code additionalEmails} and {@code businessId}
   * @param when the date it shows as added and updated
   * @return its id
   */
  public String add(String locationId, Map<String, ?> values, Instant when) {
    Caller person = Caller.person(locationId);
    Map<String, Object> writable = new LinkedHashMap<>(values);
    Map<String, Object> extra = new LinkedHashMap<>();
    for (String name : List.of("additionalEmails", "businessId")) {
      Object value = writable.remove(name);
      if (value != null) {
        extra.put(name, value);
      }
    }
    ContactWriter writer = ContactWriter.fresh(contacts.home(person)).write(writable);
    extra.putAll(writer.fields());
    return contacts.add(person, extra, writer.customFields(), when).id();
  }

  /** Changes a contact as a person does in the app; throws the refusal the API would answer. */
  public void update(String locationId, String contactId, Map<String, Object> values) {
    WriteShape.BY_HAND.check(values);
    contacts.update(Caller.person(locationId), contactId, values);
  }

  public void delete(String locationId, String contactId) {
    contacts.delete(Caller.person(locationId), contactId);
  }

  /**
   * Merges two contacts: the loser's id is gone, its tasks and notes hang on the winner under their
   * own ids. HighLevel has no call for it, sends no event of it and documents nothing of it; this
   * is the reading that loses nothing.
   */
  public void merge(String locationId, String loserId, String winnerId) {
    contacts.merge(Caller.person(locationId), loserId, winnerId);
  }

  /** Ids of all living contacts, oldest first. */
  public List<String> ids(String locationId) {
    return contacts.home(Caller.person(locationId)).contacts().map(Contact::id).toList();
  }

  /** The tags of a contact. */
  public List<String> tags(String locationId, String contactId) {
    return Json.texts(
        contacts
            .home(Caller.person(locationId))
            .contact(contactId)
            .map(Contact::tags)
            .orElse(List.of()));
  }

  /** Switches the location's "Allow Duplicate Contact". */
  public void allowDuplicates(String locationId, boolean allowed) {
    contacts.home(Caller.person(locationId)).allowDuplicates(allowed);
  }

  /** Sets the order in which a duplicate is looked for. */
  public void identifyBy(String locationId, List<String> identifiers) {
    contacts.home(Caller.person(locationId)).identifyBy(identifiers);
  }

  /** Whether the tasks and notes of a contact go with it. */
  public void deleteTakesItems(String locationId, boolean takes) {
    contacts.home(Caller.person(locationId)).contactDeleteTakesItems(takes);
  }

  public boolean deleteTakesItems(String locationId) {
    return contacts.home(Caller.person(locationId)).contactDeleteTakesItems();
  }

  /** Defines a custom field if there is none of that name. */
  public void customField(String locationId, String id, String name, String dataType) {
    Location location = contacts.home(Caller.person(locationId));
    String key = "contact." + LocationCalls.key(name);
    if (location.customField(key).isEmpty()) {
      location.add(new CustomField(id, locationId, name, key, dataType, List.of(), 0, "contact"));
    }
  }
}

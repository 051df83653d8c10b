package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.world.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One sub-account: its settings, its custom field definitions and its contacts through time. */
final class Location {

  private final String id;
  private final String name;
  private final String country;
  private final List<CustomField> customFields = new ArrayList<>();
  private final Map<String, Versions<Contact>> contacts = new LinkedHashMap<>();
  private boolean allowDuplicates;
  private List<String> identifiers = List.of("email", "phone");

  /**
   * An empty location.
   *
   * @param country ISO-2; phones without a country code are read as this country's
   */
  Location(String id, String name, String country) {
    this.id = id;
    this.name = name;
    this.country = country;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  String country() {
    return country;
  }

  boolean allowsDuplicates() {
    return allowDuplicates;
  }

  /** The order in which a duplicate is looked for: {@code email} and {@code phone}. */
  List<String> identifiers() {
    return identifiers;
  }

  void allowDuplicates(boolean allowed) {
    allowDuplicates = allowed;
  }

  void identifyBy(List<String> order) {
    identifiers = List.copyOf(order);
  }

  /** What a GET of the location shows of it. */
  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("allowDuplicateContact", allowDuplicates);
    settings.put("contactUniqueIdentifiers", identifiers);
    settings.put("allowDuplicateOpportunity", false);
    settings.put("allowFacebookNameMerge", false);
    settings.put("disableContactTimezone", false);
    return settings;
  }

  List<CustomField> customFields() {
    return List.copyOf(customFields);
  }

  Optional<CustomField> customField(String idOrKey) {
    return customFields.stream().filter(field -> field.isCalled(idOrKey)).findFirst();
  }

  void add(CustomField field) {
    customFields.add(field);
  }

  /** Every living contact, oldest first. */
  Stream<Contact> contacts() {
    return contacts.values().stream().map(Versions::now).flatMap(Optional::stream);
  }

  /** What an index that is behind shows: also contacts deleted since. */
  Stream<Contact> contactsAt(Instant time) {
    return contacts.values().stream().map(versions -> versions.at(time)).flatMap(Optional::stream);
  }

  Optional<Contact> contact(String contactId) {
    return Optional.ofNullable(contacts.get(contactId)).flatMap(Versions::now);
  }

  Optional<Contact> contact(String contactId, Lens lens) {
    return Optional.ofNullable(contacts.get(contactId))
        .flatMap(lens.former() ? Versions::former : Versions::now);
  }

  void save(Contact contact) {
    Versions<Contact> versions = contacts.get(contact.id());
    if (versions == null) {
      contacts.put(contact.id(), new Versions<>(contact.dateUpdated(), contact));
    } else {
      versions.put(contact.dateUpdated(), contact);
    }
  }

  void delete(String contactId, Instant now) {
    Versions<Contact> versions = contacts.get(contactId);
    if (versions != null) {
      versions.delete(now);
    }
  }
}

package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.world.ItemStore;
import io.lockstep.sandbox.world.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One sub-account: its settings, its people, and its contacts with what hangs on them. */
final class Location {

  private final String id;
  private final String name;
  private final String country;
  private final List<CustomField> customFields = new ArrayList<>();
  private final Map<String, Versions<Contact>> contacts = new LinkedHashMap<>();
  private final ItemStore<Item> tasks = new ItemStore<>();
  private final ItemStore<Item> notes = new ItemStore<>();
  private final List<User> users = new ArrayList<>();
  private final Map<String, Media> medias = new LinkedHashMap<>();
  private final Map<String, Document> documents = new LinkedHashMap<>();
  private final Map<RecordKind, Shelf> shelves = new EnumMap<>(RecordKind.class);
  private boolean contactDeleteTakesItems = true;
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

  void replace(CustomField field) {
    customFields.replaceAll(one -> one.id().equals(field.id()) ? field : one);
  }

  void remove(CustomField field) {
    customFields.removeIf(one -> one.id().equals(field.id()));
  }

  List<User> users() {
    return List.copyOf(users);
  }

  void add(User user) {
    users.add(user);
  }

  List<Media> medias() {
    return List.copyOf(medias.values());
  }

  void add(Media media) {
    medias.put(media.id(), media);
  }

  /** False if there is none of that id. */
  boolean removeMedia(String id) {
    return medias.remove(id) != null;
  }

  Optional<Document> document(String id) {
    return Optional.ofNullable(documents.get(id));
  }

  void add(Document document) {
    documents.put(document.id(), document);
  }

  /** Its records of one kind. */
  Shelf shelf(RecordKind kind) {
    return shelves.computeIfAbsent(kind, Shelf::new);
  }

  /** Its tasks, or its notes. */
  ItemStore<Item> items(ItemKind kind) {
    return kind == ItemKind.TASK ? tasks : notes;
  }

  boolean contactDeleteTakesItems() {
    return contactDeleteTakesItems;
  }

  void contactDeleteTakesItems(boolean takes) {
    contactDeleteTakesItems = takes;
  }

  /** Every living contact, oldest first. */
  Stream<Contact> contacts() {
    return contacts.values().stream().map(Versions::now).flatMap(Optional::stream);
  }

  /** What an index that is behind shows: also contacts deleted since. */
  Stream<Contact> contactsAt(Instant time) {
    return contacts.values().stream().map(versions -> versions.at(time)).flatMap(Optional::stream);
  }

  /** What a list shows; a fault can make it be behind. */
  Stream<Contact> contacts(Lens lens, Instant now) {
    return lens.listLag().isZero() ? contacts() : contactsAt(now.minus(lens.listLag()));
  }

  Optional<Contact> contact(String contactId) {
    return Optional.ofNullable(contacts.get(contactId)).flatMap(Versions::now);
  }

  Optional<Contact> contact(String contactId, Lens lens) {
    return Optional.ofNullable(contacts.get(contactId)).flatMap(contact -> contact.through(lens));
  }

  void save(Contact contact) {
    Versions<Contact> versions = contacts.get(contact.id());
    if (versions == null) {
      contacts.put(contact.id(), new Versions<>(contact.dateUpdated(), contact));
    } else {
      versions.put(contact.dateUpdated(), contact);
    }
  }

  /** Moves a contact's tasks and notes, their ids unchanged, to another, and ends it. */
  void merge(String loserId, String winnerId, Instant now) {
    for (ItemStore<Item> items : List.of(tasks, notes)) {
      items.deleteAllOf(loserId, now).forEach(item -> items.save(item.movedTo(winnerId), now));
    }
    delete(loserId, now);
  }

  /**
   * Deletes a contact. Whether its tasks and notes go with it is not documented: they do unless
   * {@link #contactDeleteTakesItems(boolean)} says otherwise, and then they can still be read.
   */
  void delete(String contactId, Instant now) {
    Versions<Contact> versions = contacts.get(contactId);
    if (versions != null) {
      versions.delete(now);
      if (contactDeleteTakesItems) {
        tasks.deleteAllOf(contactId, now);
        notes.deleteAllOf(contactId, now);
      }
    }
  }
}

package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Caller;
import io.lockstep.sandbox.http.Lens;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import io.lockstep.sandbox.world.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done to contacts: each act stores, and tells the webhooks. */
final class Contacts {

  private final SandboxClock clock;
  private final Chance ids;
  private final Sites sites;
  private final ContactEvents events;

  Contacts(SandboxClock clock, Chance ids, Sites sites, ContactEvents events) {
    this.clock = clock;
    this.ids = ids;
    this.sites = sites;
    this.events = events;
  }

  /** The caller's own location. */
  Location home(Caller caller) {
    return sites.location(caller.home());
  }

  /** The location of that id, which must be the caller's own. */
  Location own(Caller caller, @Nullable Object locationId) {
    if (!caller.home().equals(locationId)) {
      throw Says.otherLocation();
    }
    return home(caller);
  }

  /** The contact of that id; 400 if there is none, 403 if it is another location's. */
  Contact existing(Caller caller, String contactId, Lens lens) {
    return home(caller)
        .contact(contactId, lens)
        .orElseThrow(() -> isElsewhere(contactId) ? Says.otherLocation() : unknown(contactId));
  }

  private Contact existing(Caller caller, String contactId) {
    return home(caller)
        .contact(contactId)
        .orElseThrow(() -> isElsewhere(contactId) ? Says.otherLocation() : unknown(contactId));
  }

  private static RuntimeException unknown(String contactId) {
    return Says.unknownContact(contactId);
  }

  private boolean isElsewhere(String contactId) {
    return sites.locations().stream().anyMatch(site -> site.contact(contactId).isPresent());
  }

  /** Creates, unless the location's rule finds a duplicate. */
  Contact create(Caller caller, Map<String, Object> body) {
    Location location = home(caller);
    ContactWriter written = ContactWriter.fresh(location).write(body);
    if (!location.allowsDuplicates()) {
      DuplicateRule.refuse(location, written.fields(), Optional.empty());
    }
    return add(caller, written.fields(), written.customFields(), clock.instant());
  }

  /** Creates without looking for a duplicate: the caller has. */
  Contact addUnchecked(Caller caller, Map<String, Object> body) {
    ContactWriter written = ContactWriter.fresh(home(caller)).write(body);
    return add(caller, written.fields(), written.customFields(), clock.instant());
  }

  /** Stores a new contact as it is: what an import does, which no duplicate rule stops. */
  Contact add(
      Caller caller, Map<String, Object> fields, Map<String, Object> customFields, Instant now) {
    Map<String, Object> all = new LinkedHashMap<>(fields);
    all.putIfAbsent("type", "lead");
    Contact contact =
        new Contact(ids.id(), caller.home(), all, customFields, now, now, createdBy(caller, now));
    home(caller).save(contact);
    events.created(contact);
    return contact;
  }

  private Map<String, Object> createdBy(Caller caller, Instant now) {
    boolean person = caller.name().equals("person");
    Map<String, Object> by = new LinkedHashMap<>();
    by.put("source", person ? "WEB_USER" : "INTEGRATION");
    by.put("channel", person ? "APP" : "OAUTH");
    by.put("sourceId", person ? "sandbox-person" : sites.appId());
    by.put("sourceName", person ? "A person" : "Lockstep");
    by.put("timestamp", Times.text(now));
    return by;
  }

  /** Changes what the body names; a body that changes nothing moves no date and tells nobody. */
  Contact update(Caller caller, String contactId, Map<String, Object> body) {
    Contact before = existing(caller, contactId);
    Location location = home(caller);
    ContactWriter written = ContactWriter.on(location, before).write(body);
    if (!location.allowsDuplicates()) {
      DuplicateRule.refuse(location, written.fields(), Optional.of(before));
    }
    return change(before, before.with(written.fields(), written.customFields(), clock.instant()));
  }

  /** Replaces one list of a contact: its tags or its followers. */
  Contact replace(Caller caller, String contactId, String name, List<String> values) {
    Contact before = existing(caller, contactId);
    return change(before, before.with(name, values, clock.instant()));
  }

  /** Puts a contact under a business; null takes it out of the one it is under. */
  void attach(Caller caller, String contactId, @Nullable String businessId) {
    Contact before = existing(caller, contactId);
    Map<String, Object> fields = new LinkedHashMap<>(before.fields());
    if (businessId == null) {
      fields.remove("businessId");
    } else {
      fields.put("businessId", businessId);
    }
    change(before, before.with(fields, before.customFields(), clock.instant()));
  }

  /** Takes the value of a custom field from every contact of the caller's location. */
  void forget(Caller caller, String customFieldId) {
    for (Contact before : home(caller).contacts().toList()) {
      Map<String, Object> left = new LinkedHashMap<>(before.customFields());
      left.remove(customFieldId);
      change(before, before.with(before.fields(), left, clock.instant()));
    }
  }

  private Contact change(Contact before, Contact after) {
    if (before.sameAs(after)) {
      return before;
    }
    sites.location(after.locationId()).save(after);
    events.changed(before, after);
    return after;
  }

  /** Merges two as a person does in the app: no event tells of it. */
  void merge(Caller caller, String loserId, String winnerId) {
    home(caller).merge(loserId, winnerId, clock.instant());
  }

  void delete(Caller caller, String contactId) {
    Contact contact = existing(caller, contactId);
    home(caller).delete(contactId, clock.instant());
    events.deleted(contact);
  }
}

package io.lockstep.sandbox.seed;

import io.lockstep.sandbox.bhn.HandMadeProfiles;
import io.lockstep.sandbox.highlevel.HandMadeContacts;
import io.lockstep.sandbox.http.Refusal;
import io.lockstep.sandbox.world.Chance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Random people who edit both sides: what a busy office does in an afternoon. */
public final class Life {

  private static final List<String> FIRST_NAMES =
      List.of("Alexandra", "Bartholomew", "Cassandra", "Dominique", "Evangeline", "Frederick");
  private static final List<String> TAGS =
      List.of("called", "callback", "open house", "summer sale", "waiting list");

  private final Chance chance;
  private final HandMadeContacts contacts;
  private final String locationId;
  private final HandMadeProfiles profiles;
  private final String accountId;
  private final ContactItemLife contactItems;
  private final ProfileItemLife profileItems;

  public Life(
      Chance chance,
      HandMadeContacts contacts,
      String locationId,
      HandMadeProfiles profiles,
      String accountId,
      ContactItemLife contactItems,
      ProfileItemLife profileItems) {
    this.chance = chance;
    this.contacts = contacts;
    this.locationId = locationId;
    this.profiles = profiles;
    this.accountId = accountId;
    this.contactItems = contactItems;
    this.profileItems = profileItems;
  }

  /** Makes that many edits and tells what each was: side, id and what was done, no values. */
  public List<Map<String, Object>> edit(int edits) {
    List<Map<String, Object>> done = new ArrayList<>();
    for (int i = 0; i < edits; i++) {
      (chance.happens(0.5) ? workAtContacts() : workAtProfiles()).ifPresent(done::add);
    }
    return done;
  }

  private Optional<Map<String, Object>> workAtContacts() {
    return chance.happens(0.3) ? contactItems.work(contacts.ids(locationId)) : editContact();
  }

  private Optional<Map<String, Object>> workAtProfiles() {
    return chance.happens(0.3) ? profileItems.work(profiles.ids(accountId)) : editProfile();
  }

  private Optional<Map<String, Object>> editContact() {
    List<String> ids = contacts.ids(locationId);
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    String id = chance.pick(ids);
    String what =
        chance.pick(List.of("firstName", "lastName", "city", "phone", "tags", "dndSettings"));
    Map<String, Object> change = new LinkedHashMap<>();
    if (what.equals("tags")) {
      change.put("tags", toggled(contacts.tags(locationId, id), chance.pick(TAGS)));
    } else if (what.equals("dndSettings")) {
      String status = chance.pick(List.of("active", "inactive"));
      change.put("dndSettings", Map.of("Email", Map.of("status", status)));
    } else {
      change.put(what, text(what));
    }
    try {
      contacts.update(locationId, id, change);
      return Optional.of(told("highlevel", id, what));
    } catch (Refusal refused) {
      return Optional.empty(); // a duplicate phone, say: the person gives up
    }
  }

  private Optional<Map<String, Object>> editProfile() {
    List<String> ids = profiles.ids(accountId);
    if (ids.isEmpty()) {
      return Optional.empty();
    }
    String id = chance.pick(ids);
    String what = chance.pick(List.of("firstName", "lastName", "phone", "tags", "consent"));
    switch (what) {
      case "tags" -> {
        String tag = chance.pick(TAGS);
        if (profiles.tags(accountId, id).contains(tag)) {
          profiles.removeTags(accountId, id, List.of(tag));
        } else {
          profiles.addTags(accountId, id, List.of(tag));
        }
      }
      case "consent" ->
          profiles.update(accountId, id, Map.of("consent", Map.of("email", chance.happens(0.5))));
      default -> profiles.update(accountId, id, Map.of(what, text(what)));
    }
    return Optional.of(told("bhn", id, what));
  }

  private String text(String what) {
    Person somebody = Person.number(chance.below(1_600));
    return switch (what) {
      case "firstName" -> chance.pick(FIRST_NAMES);
      case "lastName" -> somebody.lastName();
      case "city" -> somebody.city();
      default -> somebody.phone();
    };
  }

  private static List<String> toggled(List<String> tags, String tag) {
    List<String> changed = new ArrayList<>(tags);
    if (!changed.remove(tag)) {
      changed.add(tag);
    }
    return changed;
  }

  static Map<String, Object> told(String side, String id, String what) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("side", side);
    told.put("id", id);
    told.put("what", what);
    return told;
  }
}

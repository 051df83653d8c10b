package io.lockstep.sandbox.seed;

import io.lockstep.sandbox.bhn.HandMadeProfiles;
import io.lockstep.sandbox.highlevel.HandMadeContacts;
import io.lockstep.sandbox.world.Chance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plants invented people on both sides of one connection, as imports do: nothing stops a duplicate.
 * The shared ones have the same e-mail on both sides and differ as real ones do: another way to
 * write the phone, a field only one side knows, a tag of one's own.
 */
public final class Seeds {

  private static final List<String> TIERS = List.of("S", "G", "P");
  private static final List<String> CONTACT_TAGS = List.of("newsletter", "webinar", "referral");
  private static final List<String> PROFILE_TAGS = List.of("Survey 2026", "Beta", "newsletter");

  private final Chance chance;
  private final Instant now;
  private final HandMadeContacts contacts;
  private final String locationId;
  private final HandMadeProfiles profiles;
  private final String accountId;

  public Seeds(
      Chance chance,
      Instant now,
      HandMadeContacts contacts,
      String locationId,
      HandMadeProfiles profiles,
      String accountId) {
    this.chance = chance;
    this.now = now;
    this.contacts = contacts;
    this.locationId = locationId;
    this.profiles = profiles;
    this.accountId = accountId;
  }

  /**
   * Who was planted on both sides, by the person's number.
   *
   * @param contacts ids of their contacts
   * @param profiles ids of their profiles
   */
  public record Planted(List<String> contacts, List<String> profiles) {}

  /** The first {@code shared} people are on both sides; then come contacts, then profiles. */
  public Planted plant(SeedPlan plan) {
    List<String> contactsOfBoth = new ArrayList<>();
    List<String> profilesOfBoth = new ArrayList<>();
    int number = 0;
    for (int i = 0; i < plan.contacts(); i++, number++) {
      Person person = Person.number(number);
      String contactId = contacts.add(locationId, contact(person), longAgo());
      if (i < plan.shared()) {
        contactsOfBoth.add(contactId);
        profilesOfBoth.add(profiles.add(accountId, profile(person), longAgo()));
      }
    }
    for (int i = plan.shared(); i < plan.profiles(); i++, number++) {
      profiles.add(accountId, profile(Person.number(number)), longAgo());
    }
    if (plan.awkward()) {
      Awkward.cases().forEach(this::plant);
    }
    return new Planted(contactsOfBoth, profilesOfBoth);
  }

  private void plant(Awkward awkward) {
    awkward.contacts().forEach(contact -> contacts.add(locationId, contact, longAgo()));
    awkward.profiles().forEach(profile -> profiles.add(accountId, profile, longAgo()));
  }

  private Map<String, Object> contact(Person person) {
    Map<String, Object> contact = new LinkedHashMap<>();
    contact.put("firstName", person.firstName());
    contact.put("lastName", person.lastName());
    contact.put("email", person.email());
    if (chance.happens(0.8)) {
      contact.put("phone", person.phone());
    }
    if (chance.happens(0.5)) {
      contact.put("city", person.city());
      contact.put("country", "US");
    }
    if (chance.happens(0.4)) {
      contact.put("tags", List.of(chance.pick(CONTACT_TAGS)));
    }
    contact.put("source", "sandbox seed");
    return contact;
  }

  private Map<String, Object> profile(Person person) {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("firstName", person.firstName());
    if (chance.happens(0.9)) {
      profile.put("lastName", person.lastName());
    }
    profile.put("email", person.email());
    if (chance.happens(0.6)) {
      profile.put("phone", person.phoneAsWritten());
    }
    if (chance.happens(0.5)) {
      profile.put("country", "US");
    }
    profile.put("tier", chance.pick(TIERS));
    profile.put("points", chance.below(2_000));
    if (chance.happens(0.4)) {
      profile.put("tags", List.of(chance.pick(PROFILE_TAGS)));
    }
    return profile;
  }

  private Instant longAgo() {
    return now.minus(Duration.ofMinutes(10 + chance.below(200_000)));
  }
}

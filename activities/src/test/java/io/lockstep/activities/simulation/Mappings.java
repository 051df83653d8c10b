package io.lockstep.activities.simulation;

import java.util.List;

/** The mapping profiles the histories take turns with; together they reach every policy. */
final class Mappings {

  private static final String BRAKES =
      "brakes: {deletes: {most: 500, percent: 100}, writes: {most: 5000}, flips: {most: 4, within:"
          + " 30m}}\n";

  private static final String NEWEST =
      """
      profile: newest
      scope: {contacts: all, rewards: all}
      create: {rewards: auto, contacts: auto}
      match: [referenceId, email]
      contact:
        fields:
          - {name: email, contacts: email, rewards: email, direction: both, conflict: newest, tie: contacts}
          - {name: firstName, contacts: firstName, rewards: firstName, direction: both, conflict: newest, tie: contacts}
          - {name: lastName, contacts: lastName, rewards: lastName, direction: both, conflict: newest, tie: rewards}
          - {name: phone, contacts: phone, rewards: phone, direction: both, conflict: newest, tie: contacts, as: phone}
          - {name: country, contacts: country, rewards: country, direction: both, conflict: newest, tie: contacts, as: country}
          - {name: tier, contacts: customField(bhn_tier), rewards: tier, direction: toContacts, drift: restore}
        tags: {direction: both, only: ["*"], never: ["internal-*"]}
        deletes: review
      """;

  private static final String POLICIES =
      """
      profile: policies
      scope: {contacts: all, rewards: all}
      create: {rewards: auto, contacts: auto}
      match: [referenceId, email]
      contact:
        fields:
          - {name: email, contacts: email, rewards: email, direction: both, conflict: contacts}
          - {name: firstName, contacts: firstName, rewards: firstName, direction: both, conflict: contacts}
          - {name: lastName, contacts: lastName, rewards: lastName, direction: both, conflict: rewards}
          - {name: phone, contacts: phone, rewards: phone, direction: both, conflict: review, as: phone}
          - {name: country, contacts: country, rewards: country, direction: both, conflict: rewards, as: country}
          - {name: tier, contacts: customField(bhn_tier), rewards: tier, direction: toContacts, drift: accept, values: {G: Gold, S: Silver, B: Bronze}}
        tags: {direction: both, only: ["*"], never: ["internal-*"]}
        deletes: review
      """;

  private static final String PROPAGATE = NEWEST.replace("deletes: review", "deletes: propagate");

  private static final String IGNORE =
      POLICIES
          .replace("deletes: review", "deletes: ignore")
          .replace(
              "create: {rewards: auto, contacts: auto}",
              "create: {rewards: auto, contacts: review}");

  private static final List<String> ALL =
      List.of(NEWEST, POLICIES, NEWEST, POLICIES, PROPAGATE, IGNORE);

  private Mappings() {}

  static String of(long seed) {
    return ALL.get(Math.floorMod(seed, ALL.size())) + BRAKES;
  }
}

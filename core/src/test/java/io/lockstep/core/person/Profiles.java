package io.lockstep.core.person;

import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.plan.FieldWrite;
import java.util.List;

/** Mapping profiles and writes for the tests of the projections. */
final class Profiles {

  static final MappingProfile DEFAULT =
      MappingProfiles.parse("default-profile.yaml", MappingProfiles.defaultYaml());

  /** One field of each kind, and one that no webhook carries. */
  static final MappingProfile WIDE =
      MappingProfiles.parse(
          "wide.yaml",
          """
          profile: wide
          contact:
            fields:
              - {name: email, contacts: email, rewards: email}
              - {name: firstName, contacts: firstName, rewards: firstName}
              - {name: phone, contacts: phone, rewards: phone}
              - {name: address, contacts: address1, rewards: comment}
              - {name: born, contacts: dateOfBirth, rewards: lastName, as: date}
              - {name: zone, contacts: timezone, rewards: country, direction: toContacts}
              - {name: kind, contacts: type, rewards: tier, direction: toRewards}
              - {name: tier, contacts: customField(bhn_tier), rewards: tier, direction: toContacts}
              - {name: points, contacts: customField(bhn_points), rewards: points, direction: toContacts}
            tags: {}
          """);

  private Profiles() {}

  static FieldWrite write(String field, String... values) {
    return new FieldWrite(field, List.of(values), 0, "k:1", "k:2", null);
  }
}

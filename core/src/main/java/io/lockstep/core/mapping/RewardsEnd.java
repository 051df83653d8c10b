package io.lockstep.core.mapping;

import io.lockstep.core.canonical.Form;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code rewards:} names: a property of a BHN Rewards profile. */
record RewardsEnd(Place at, BhnField field) {

  private static final Map<String, String> REFUSED =
      Map.of(
          "tags", "tags have a section of their own: contact.tags",
          "consent", "consent is always kept in step and needs no field",
          "referenceId", "referenceId is the link itself: it holds the contact's id",
          "contactId", "the profile's id is kept in the link, not in a field");

  static RewardsEnd read(Place at) {
    String refused = REFUSED.get(at.text());
    if (refused != null) {
      throw at.wrong(refused);
    }
    return new RewardsEnd(
        at,
        BhnField.of(at.text())
            .orElseThrow(
                () ->
                    at.wrong(
                        Nearest.unknown(
                            "profile field",
                            at.text(),
                            Stream.of(BhnField.values()).map(BhnField::property).toList()))));
  }

  String property() {
    return field.property();
  }

  Optional<Form> form() {
    return Optional.of(field.form());
  }

  void mustBeWritable() {
    if (!field.writable()) {
      throw at.wrong(
          "%s is a balance that moves when points are awarded or spent; a sync writes it never, use"
                  .formatted(property())
              + " direction: toContacts");
    }
  }
}

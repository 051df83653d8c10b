package io.lockstep.core.mapping;

import io.lockstep.core.canonical.Form;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code contacts:} names: a property of a HighLevel contact, or a custom field.
 *
 * @param field empty for a custom field, whose type only the location knows
 */
record ContactsEnd(Place at, String property, Optional<HighLevelField> field) {

  /** Properties people will try, and why each cannot be mapped as a field. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry(
              "additionalEmails",
              "HighLevel shows additionalEmails in searches only and takes them in no write (422)"),
          Map.entry(
              "additionalPhones",
              "HighLevel shows additionalPhones in searches only and takes them in no write (422)"),
          Map.entry(
              "gender",
              "HighLevel takes gender only when a contact is created and shows it in no read, so it"
                  + " cannot be kept in step"),
          Map.entry("tags", "tags have a section of their own: contact.tags"),
          Map.entry(
              "customFields", "name one custom field by its key, as in customField(bhn_tier)"),
          Map.entry("dnd", "consent is always kept in step and needs no field"),
          Map.entry("dndSettings", "consent is always kept in step and needs no field"),
          Map.entry(
              "inboundDndSettings",
              "HighLevel shows inbound do-not-disturb in no read, so it cannot be kept in step"),
          Map.entry("id", "the contact's id is the link itself; the profile carries it already"));

  static ContactsEnd read(Place at) {
    String text = at.text();
    Optional<String> key = HighLevelField.customFieldKey(text);
    if (key.isPresent()) {
      if (key.get().equals(HighLevelField.PROFILE_MARK)) {
        throw at.wrong(key.get() + " is where Lockstep notes the profile's id; leave it to us");
      }
      return new ContactsEnd(at, "customField(" + key.get() + ")", Optional.empty());
    }
    String refused = REFUSED.get(text);
    if (refused != null) {
      throw at.wrong(refused);
    }
    Optional<HighLevelField> field = HighLevelField.of(text);
    if (field.isEmpty()) {
      throw at.wrong(
          Nearest.unknown(
              "contact field",
              text,
              Stream.concat(
                      Stream.of(HighLevelField.values()).map(HighLevelField::property),
                      Stream.of("customField(key)"))
                  .toList()));
    }
    return new ContactsEnd(at, text, field);
  }

  Optional<Form> form() {
    return field.map(HighLevelField::form);
  }

  void mustBeWritable() {
    switch (field.map(HighLevelField::writes).orElse(HighLevelField.Writes.ALWAYS)) {
      case ALWAYS -> {}
      case AT_CREATE ->
          throw at.wrong(
              "HighLevel takes %s when a contact is created and refuses it in updates (422); use"
                      .formatted(property)
                  + " direction: toRewards");
      case NEVER ->
          throw at.wrong(
              "HighLevel takes %s in no write; use direction: toRewards".formatted(property));
    }
  }
}

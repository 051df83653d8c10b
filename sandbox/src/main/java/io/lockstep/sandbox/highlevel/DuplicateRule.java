package io.lockstep.sandbox.highlevel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who is the same contact: by the location's identifiers, in the location's order. */
final class DuplicateRule {

  /** The contact that already holds the value of that identifier. */
  record Match(Contact contact, String field) {}

  private DuplicateRule() {}

  /**
   * Refuses a write whose e-mail or phone another contact holds. A value the contact held before is
   * not looked at: an import may have made two of a kind, and both can still be edited.
   */
  static void refuse(Location location, Map<String, Object> written, Optional<Contact> before) {
    for (String field : location.identifiers()) {
      Object value = written.get(field);
      if (value == null || value.equals(before.map(contact -> contact.text(field)).orElse(null))) {
        continue;
      }
      holder(location, field, value.toString(), before.map(Contact::id).orElse(null))
          .ifPresent(
              match -> {
                throw Says.duplicate(match.contact(), field);
              });
    }
  }

  /** The first identifier of that order that finds a contact. */
  static Optional<Match> find(Location location, List<String> order, Map<String, String> values) {
    return order.stream()
        .flatMap(field -> holder(location, field, values.get(field), null).stream())
        .findFirst();
  }

  /** The oldest contact that holds that e-mail (in any case) or that phone. */
  static Optional<Match> holder(
      Location location, String field, @Nullable String value, @Nullable String exceptId) {
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    Predicate<Contact> holds =
        field.equals("email") ? contact -> contact.hasEmail(value) : c -> c.hasPhone(value);
    return location
        .contacts()
        .filter(contact -> !contact.id().equals(exceptId))
        .filter(holds)
        .findFirst()
        .map(contact -> new Match(contact, field));
  }
}

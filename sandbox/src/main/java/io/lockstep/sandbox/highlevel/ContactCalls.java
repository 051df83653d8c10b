package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Create, read, update, delete and upsert of one contact. */
final class ContactCalls {

  private final Contacts contacts;

  ContactCalls(Contacts contacts) {
    this.contacts = contacts;
  }

  Reply create(Ask ask) {
    Map<String, Object> body = ask.json();
    WriteShape.CREATE.check(body);
    contacts.own(ask.caller(), body.get("locationId"));
    Contact contact = contacts.create(ask.caller(), body);
    return Reply.created(answer("contact", ContactShapes.created(contact)));
  }

  Reply get(Ask ask) {
    Contact contact = contacts.existing(ask.caller(), ask.path("contactId"), ask.lens());
    return Reply.ok(answer("contact", ContactShapes.read(contact)));
  }

  Reply update(Ask ask) {
    Map<String, Object> body = ask.json();
    WriteShape.UPDATE.check(body);
    Contact contact = contacts.update(ask.caller(), ask.path("contactId"), body);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("succeded", true); // the provider's spelling
    answer.put("contact", ContactShapes.read(contact));
    return Reply.ok(answer);
  }

  Reply delete(Ask ask) {
    contacts.delete(ask.caller(), ask.path("contactId"));
    return Reply.ok(answer("succeded", true));
  }

  /**
   * If e-mail and phone point at two contacts, the identifier that comes first in the location's
   * order wins and the other field is silently dropped (highlevel-api-docs issue 37). A match by a
   * secondary e-mail replaces the primary one (issue 337). Gender is dropped on update (issue 313).
   */
  Reply upsert(Ask ask) {
    Map<String, Object> body = ask.json();
    WriteShape.UPSERT.check(body);
    Location location = contacts.own(ask.caller(), body.get("locationId"));
    boolean alwaysNew =
        Boolean.TRUE.equals(body.get("createNewIfDuplicateAllowed")) && location.allowsDuplicates();
    Optional<Contact> match = alwaysNew ? Optional.empty() : match(location, body);
    Contact contact =
        match.isPresent()
            ? contacts.update(ask.caller(), match.get().id(), fitting(location, match.get(), body))
            : contacts.addUnchecked(ask.caller(), body);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("new", match.isEmpty());
    answer.put("succeded", true);
    answer.put("contact", ContactShapes.read(contact));
    return Reply.ok(answer);
  }

  private static Optional<Contact> match(Location location, Map<String, Object> body) {
    Map<String, Object> written = ContactWriter.fresh(location).write(body).fields();
    Map<String, String> values = new LinkedHashMap<>();
    List.of("email", "phone")
        .forEach(
            field -> {
              if (written.get(field) instanceof String text) {
                values.put(field, text);
              }
            });
    Optional<Contact> primary =
        DuplicateRule.find(location, location.identifiers(), values)
            .map(DuplicateRule.Match::contact);
    String email = values.get("email");
    return primary.isPresent() || email == null
        ? primary
        : location.contacts().filter(contact -> contact.hasAdditionalEmail(email)).findFirst();
  }

  private static Map<String, Object> fitting(
      Location location, Contact match, Map<String, Object> body) {
    Map<String, Object> fitting = new LinkedHashMap<>(body);
    fitting.remove("gender");
    Map<String, Object> written = ContactWriter.fresh(location).write(body).fields();
    for (String field : location.identifiers()) {
      Object value = written.get(field);
      if (value != null
          && DuplicateRule.holder(location, field, value.toString(), match.id()).isPresent()) {
        fitting.remove(field);
      }
    }
    return fitting;
  }

  private static Map<String, Object> answer(String name, Object value) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(name, value);
    return answer;
  }
}

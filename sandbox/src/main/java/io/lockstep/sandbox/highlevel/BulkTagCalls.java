package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Refusal;
import io.lockstep.sandbox.http.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tags of many contacts at once (facts section 2.3): 201, whatever became of each contact. */
final class BulkTagCalls {

  private static final Set<String> TYPES = Set.of("add", "remove");
  private static final BodyShape BODY =
      BodyShape.of(
          Map.of(
              "contacts", PropertyType.TEXTS,
              "tags", PropertyType.TEXTS,
              "locationId", PropertyType.TEXT,
              "removeAllTags", PropertyType.FLAG),
          "contacts",
          "tags",
          "locationId");

  private final Contacts contacts;

  BulkTagCalls(Contacts contacts) {
    this.contacts = contacts;
  }

  Reply update(Ask ask) {
    if (!TYPES.contains(ask.path("type"))) {
      throw Says.unprocessable(List.of("type must be one of add, remove"));
    }
    Map<String, Object> body = ask.json();
    BODY.check(body);
    contacts.own(ask.caller(), body.get("locationId"));
    List<Map<String, Object>> responses =
        Json.texts(body.get("contacts")).stream().map(id -> one(ask, id, body)).toList();
    long errors = responses.stream().filter(one -> "error".equals(one.get("type"))).count();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("succeded", errors == 0); // the provider's spelling
    answer.put("errorCount", errors);
    answer.put("responses", responses);
    return Reply.created(answer);
  }

  private Map<String, Object> one(Ask ask, String contactId, Map<String, Object> body) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("contactId", contactId);
    try {
      List<String> old = contacts.existing(ask.caller(), contactId, ask.lens()).tags();
      List<String> named = ContactWriter.tags(Json.texts(body.get("tags")));
      List<String> left = tags(old, named, ask.path("type"), body);
      contacts.replace(ask.caller(), contactId, "tags", left);
      response.put("message", "Tags updated");
      response.put("type", "success");
      response.put("oldTags", old);
      response.put("tagsAdded", without(left, old));
      response.put("tagsRemoved", without(old, left));
    } catch (Refusal unreadable) {
      boolean elsewhere = unreadable.reply().status() == 403;
      response.put(
          "message", elsewhere ? "contact does not belong to location" : "contact is deleted");
      response.put("type", "error");
    }
    return response;
  }

  private static List<String> tags(
      List<String> old, List<String> named, String type, Map<String, Object> body) {
    if (type.equals("remove")) {
      return Boolean.TRUE.equals(body.get("removeAllTags")) ? List.of() : without(old, named);
    }
    List<String> all = new ArrayList<>(old);
    all.addAll(without(named, old));
    return all;
  }

  private static List<String> without(List<String> from, List<String> these) {
    return from.stream().filter(one -> !these.contains(one)).toList();
  }
}

package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** List, create, read, update and delete of a contact's tasks, or of its notes. */
final class ItemCalls {

  private final Items items;
  private final String idVariable;

  /**
   * The calls of one kind.
   *
   * @param idVariable what the route table calls the item's id
   */
  ItemCalls(Items items, String idVariable) {
    this.items = items;
    this.idVariable = idVariable;
  }

  Reply list(Ask ask) {
    List<Item> all = items.of(ask.caller(), ask.path("contactId"), ask.lens());
    return Reply.ok(answer(items.kind().many(), all.stream().map(items.kind()::shape).toList()));
  }

  Reply create(Ask ask) {
    return Reply.created(one(items.create(ask.caller(), ask.path("contactId"), ask.json())));
  }

  Reply get(Ask ask) {
    return Reply.ok(
        one(items.existing(ask.caller(), ask.path("contactId"), ask.path(idVariable), ask.lens())));
  }

  Reply update(Ask ask) {
    return Reply.ok(one(update(ask, ask.json())));
  }

  private Item update(Ask ask, Map<String, Object> body) {
    return items.update(ask.caller(), ask.path("contactId"), ask.path(idVariable), body);
  }

  /** Completes or re-opens a task, and takes nothing else. */
  Reply complete(Ask ask) {
    Map<String, Object> body = ask.json();
    body.keySet().stream()
        .filter(name -> !name.equals("completed"))
        .findFirst()
        .ifPresent(
            name -> {
              throw Says.unprocessable(List.of("property " + name + " should not exist"));
            });
    if (body.isEmpty()) {
      throw Says.unprocessable(List.of("completed must be a boolean value"));
    }
    return Reply.ok(one(update(ask, body)));
  }

  Reply delete(Ask ask) {
    items.delete(ask.caller(), ask.path("contactId"), ask.path(idVariable));
    return Reply.ok(answer("succeded", true)); // the provider's spelling
  }

  private Map<String, Object> one(Item item) {
    return answer(items.kind().word(), items.kind().shape(item));
  }

  private static Map<String, Object> answer(String name, Object value) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(name, value);
    return answer;
  }
}

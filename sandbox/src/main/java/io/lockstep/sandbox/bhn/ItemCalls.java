package io.lockstep.sandbox.bhn;

import io.lockstep.sandbox.bhn.Items.Place;
import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** List, create, read, update and delete of a contact's tasks, or of its notes. */
final class ItemCalls {

  private static final int LARGEST_PAGE = 500;

  private final Items items;

  ItemCalls(Items items) {
    this.items = items;
  }

  Reply list(Ask ask) {
    Page page = Page.of(ask, LARGEST_PAGE);
    String account = ask.caller().home();
    String contactId = ask.path("contactId");
    Optional<String> madeBy =
        ask.param("requestId").map(request -> items.madeBy(account, contactId, request));
    return Reply.ok(
        page.of(
            items.of(account, contactId, ask.lens()).stream()
                .filter(item -> madeBy.isEmpty() || madeBy.get().equals(item.id()))
                .map(Item::shape)
                .toList()));
  }

  Reply create(Ask ask) {
    return Reply.created(one(items.create(ask.caller().home(), ask.path("contactId"), ask.json())));
  }

  Reply get(Ask ask) {
    return Reply.ok(one(items.existing(place(ask), ask.lens())));
  }

  Reply update(Ask ask) {
    Map<String, Object> body = ask.json();
    if (!(body.get("version") instanceof String version) || version.isEmpty()) {
      throw Says.badField(
          items.kind().word(),
          "version",
          "required",
          "An update names the version it is based on.");
    }
    return Reply.ok(one(items.update(place(ask), version, body)));
  }

  Reply delete(Ask ask) {
    items.delete(place(ask), ask.param("version"));
    return Reply.ok(Says.success(List.of()));
  }

  private Place place(Ask ask) {
    return new Place(ask.caller().home(), ask.path("contactId"), ask.path(items.kind().idName()));
  }

  private static Map<String, Object> one(Item item) {
    return Says.success(List.of(item.shape()));
  }
}

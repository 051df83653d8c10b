package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.Chance;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The tag definitions of a location (facts section 2.5): only those made here, not those that
 * contacts brought.
 */
final class TagCalls {

  private static final BodyShape BODY = BodyShape.of(Map.of("name", PropertyType.TEXT), "name");

  private final Chance ids;
  private final Contacts contacts;

  TagCalls(Chance ids, Contacts contacts) {
    this.ids = ids;
    this.contacts = contacts;
  }

  Reply list(Ask ask) {
    return Reply.ok(Map.of("tags", tags(ask).all()));
  }

  /** 200, though it makes one: so the specification has it. */
  Reply create(Ask ask) {
    Shelf tags = tags(ask);
    String name = name(ask);
    return save(ask, tags, ids.id(), name); // last: a refusal uses up no id
  }

  Reply get(Ask ask) {
    return Reply.ok(Map.of("tag", tags(ask).one(ask.path("tagId"))));
  }

  Reply update(Ask ask) {
    Shelf tags = tags(ask);
    tags.one(ask.path("tagId"));
    return save(ask, tags, ask.path("tagId"), name(ask));
  }

  Reply delete(Ask ask) {
    tags(ask).remove(ask.path("tagId"));
    return Reply.ok(Map.of("succeded", true)); // the provider's spelling
  }

  private static String name(Ask ask) {
    Map<String, Object> body = ask.json();
    BODY.check(body);
    return String.valueOf(body.get("name")).strip().toLowerCase(Locale.ROOT);
  }

  private static Reply save(Ask ask, Shelf tags, String id, String name) {
    Map<String, Object> tag = new LinkedHashMap<>();
    tag.put("id", id);
    tag.put("name", name);
    tag.put("locationId", ask.path("locationId"));
    return Reply.ok(Map.of("tag", tags.put(id, tag)));
  }

  private Shelf tags(Ask ask) {
    return contacts.own(ask.caller(), ask.path("locationId")).shelf(RecordKind.TAG);
  }
}

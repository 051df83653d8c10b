package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import io.lockstep.sandbox.world.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Businesses, and which contacts belong to one (facts section 2.5, and 2 for the contacts). */
final class BusinessCalls {

  private static final BodyShape CREATE =
      BodyShape.of(
          Map.ofEntries(
              Map.entry("name", PropertyType.TEXT),
              Map.entry("locationId", PropertyType.TEXT),
              Map.entry("phone", PropertyType.TEXT),
              Map.entry("email", PropertyType.TEXT),
              Map.entry("website", PropertyType.TEXT),
              Map.entry("address", PropertyType.TEXT),
              Map.entry("city", PropertyType.TEXT),
              Map.entry("postalCode", PropertyType.TEXT),
              Map.entry("state", PropertyType.TEXT),
              Map.entry("country", PropertyType.TEXT),
              Map.entry("description", PropertyType.TEXT)),
          "name",
          "locationId");
  private static final BodyShape UPDATE = CREATE.without("locationId").optional();
  private static final BodyShape ATTACH =
      BodyShape.of(
          Map.of(
              "locationId", PropertyType.TEXT,
              "ids", PropertyType.TEXTS,
              "businessId", PropertyType.NULLABLE_TEXT),
          "locationId",
          "ids");

  private final SandboxClock clock;
  private final Chance ids;
  private final Contacts contacts;

  BusinessCalls(SandboxClock clock, Chance ids, Contacts contacts) {
    this.clock = clock;
    this.ids = ids;
    this.contacts = contacts;
  }

  Reply list(Ask ask) {
    Location location = contacts.own(ask.caller(), Params.needed(ask, "locationId"));
    List<Map<String, Object>> page =
        location.shelf(RecordKind.BUSINESS).all().stream()
            .skip(Params.whole(ask, "skip", 0, Integer.MAX_VALUE))
            .limit(Params.whole(ask, "limit", 100, 100))
            .toList();
    return Reply.ok(Map.of("businesses", page));
  }

  Reply create(Ask ask) {
    Map<String, Object> body = ask.json();
    CREATE.check(body);
    Location location = contacts.own(ask.caller(), body.get("locationId"));
    Map<String, Object> business = new LinkedHashMap<>();
    business.put("id", ids.id());
    business.put("createdAt", Times.text(clock.instant()));
    return Reply.created(written(save(location, business, body)));
  }

  Reply get(Ask ask) {
    return Reply.ok(Map.of("business", businesses(ask).one(ask.path("businessId"))));
  }

  Reply update(Ask ask) {
    Map<String, Object> body = ask.json();
    UPDATE.check(body);
    Map<String, Object> before = businesses(ask).one(ask.path("businessId"));
    return Reply.ok(written(save(contacts.home(ask.caller()), before, body)));
  }

  /** Whether its contacts keep its id is not documented: they do. */
  Reply delete(Ask ask) {
    businesses(ask).remove(ask.path("businessId"));
    return Reply.ok(Map.of("success", true));
  }

  /** Puts contacts under a business; a {@code businessId} of null takes them out. */
  Reply attach(Ask ask) {
    Map<String, Object> body = ask.json();
    ATTACH.check(body);
    if (!body.containsKey("businessId")) {
      throw Says.unprocessable(List.of("businessId must be a string")); // null alone takes out
    }
    Location location = contacts.own(ask.caller(), body.get("locationId"));
    String businessId = body.get("businessId") instanceof String id ? id : null;
    if (businessId != null) {
      location.shelf(RecordKind.BUSINESS).one(businessId);
    }
    List<String> contactIds = Json.texts(body.get("ids"));
    contactIds.forEach(id -> contacts.existing(ask.caller(), id, ask.lens()));
    contactIds.forEach(id -> contacts.attach(ask.caller(), id, businessId));
    return Reply.ok(Map.of("success", true, "ids", contactIds));
  }

  private Map<String, Object> save(
      Location location, Map<String, Object> before, Map<String, Object> body) {
    Map<String, Object> after = new LinkedHashMap<>(before);
    after.putAll(body);
    after.put("updatedAt", Times.text(clock.instant()));
    return location.shelf(RecordKind.BUSINESS).put(String.valueOf(after.get("id")), after);
  }

  private static Map<String, Object> written(Map<String, Object> business) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.put("buiseness", business); // the provider's spelling
    return answer;
  }

  private Shelf businesses(Ask ask) {
    return contacts.home(ask.caller()).shelf(RecordKind.BUSINESS);
  }
}

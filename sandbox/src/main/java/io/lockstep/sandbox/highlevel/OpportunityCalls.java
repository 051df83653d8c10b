package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import io.lockstep.sandbox.world.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opportunities, in the location's one pipeline of two stages. */
final class OpportunityCalls {

  private static final String ID = "id";
  private static final BodyShape CREATE =
      BodyShape.of(
          Map.of(
              "pipelineId", PropertyType.TEXT,
              "locationId", PropertyType.TEXT,
              "name", PropertyType.TEXT,
              "pipelineStageId", PropertyType.TEXT,
              "status", PropertyType.OPPORTUNITY_STATUS,
              "contactId", PropertyType.TEXT,
              "monetaryValue", PropertyType.WHOLE_NUMBER,
              "assignedTo", PropertyType.TEXT,
              "customFields", PropertyType.CUSTOM_FIELDS),
          "pipelineId",
          "locationId",
          "name",
          "status",
          "contactId");
  private static final BodyShape UPDATE = CREATE.without("locationId", "contactId").optional();
  private static final BodyShape STATUS =
      BodyShape.of(
          Map.of("status", PropertyType.OPPORTUNITY_STATUS, "lostReasonId", PropertyType.TEXT),
          "status");
  private static final BodyShape FOLLOWERS =
      BodyShape.of(Map.of("followers", PropertyType.TEXTS), "followers");

  private final SandboxClock clock;
  private final Chance ids;
  private final Contacts contacts;

  OpportunityCalls(SandboxClock clock, Chance ids, Contacts contacts) {
    this.clock = clock;
    this.ids = ids;
    this.contacts = contacts;
  }

  Reply pipelines(Ask ask) {
    Location location = contacts.own(ask.caller(), Params.needed(ask, "locationId"));
    Map<String, Object> pipeline = new LinkedHashMap<>();
    pipeline.put(ID, "pipeline-" + location.id());
    pipeline.put("name", "Sales");
    pipeline.put("stages", List.of(stage(location, "New"), stage(location, "Won")));
    pipeline.put("showInFunnel", true);
    pipeline.put("showInPieChart", true);
    pipeline.put("locationId", location.id());
    return Reply.ok(Map.of("pipelines", List.of(pipeline)));
  }

  private static Map<String, Object> stage(Location location, String name) {
    return Map.of(ID, "stage-" + name + "-" + location.id(), "name", name);
  }

  /** Takes {@code location_id}, {@code contact_id} and {@code status}, with underscores. */
  Reply search(Ask ask) {
    Location location = contacts.own(ask.caller(), Params.needed(ask, "location_id"));
    Optional<String> contactId = ask.param("contact_id");
    Optional<String> status = ask.param("status").filter(one -> !one.equals("all"));
    int page = Params.page(ask);
    int limit = Params.whole(ask, "limit", 20, 100);
    List<Map<String, Object>> found =
        location.shelf(RecordKind.OPPORTUNITY).all().stream()
            .filter(one -> contactId.isEmpty() || contactId.get().equals(one.get("contactId")))
            .filter(one -> status.isEmpty() || status.get().equals(one.get("status")))
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("opportunities", found.stream().skip((page - 1L) * limit).limit(limit).toList());
    answer.put("meta", Map.of("total", found.size(), "currentPage", page));
    return Reply.ok(answer);
  }

  Reply create(Ask ask) {
    Map<String, Object> body = ask.json();
    CREATE.check(body);
    Location location = contacts.own(ask.caller(), body.get("locationId"));
    contacts.existing(ask.caller(), String.valueOf(body.get("contactId")), ask.lens());
    Map<String, Object> opportunity = new LinkedHashMap<>();
    opportunity.put(ID, ids.id());
    opportunity.put("createdAt", Times.text(clock.instant()));
    opportunity.put("followers", List.of());
    return Reply.created(Map.of("opportunity", save(location, opportunity, body)));
  }

  Reply get(Ask ask) {
    return Reply.ok(Map.of("opportunity", one(ask)));
  }

  Reply update(Ask ask) {
    Map<String, Object> body = ask.json();
    UPDATE.check(body);
    return Reply.ok(Map.of("opportunity", change(ask, body)));
  }

  Reply status(Ask ask) {
    Map<String, Object> body = ask.json();
    STATUS.check(body);
    change(ask, body);
    return Reply.ok(Map.of("succeded", true)); // the provider's spelling
  }

  Reply delete(Ask ask) {
    opportunities(ask).remove(ask.path(ID));
    return Reply.ok(Map.of("succeded", true));
  }

  Reply addFollowers(Ask ask) {
    List<String> before = Json.texts(one(ask).get("followers"));
    List<String> added = new ArrayList<>(followers(ask));
    added.removeAll(before);
    List<String> after = new ArrayList<>(before);
    after.addAll(added);
    change(ask, Map.of("followers", after));
    return Reply.created(Map.of("followers", after, "followersAdded", added));
  }

  Reply removeFollowers(Ask ask) {
    List<String> before = Json.texts(one(ask).get("followers"));
    List<String> removed = new ArrayList<>(followers(ask));
    removed.retainAll(before);
    List<String> after = new ArrayList<>(before);
    after.removeAll(removed);
    change(ask, Map.of("followers", after));
    return Reply.ok(Map.of("followers", after, "followersRemoved", removed));
  }

  private static List<String> followers(Ask ask) {
    Map<String, Object> body = ask.json();
    FOLLOWERS.check(body);
    return Json.texts(body.get("followers"));
  }

  private Map<String, Object> one(Ask ask) {
    return opportunities(ask).one(ask.path(ID));
  }

  private Map<String, Object> change(Ask ask, Map<String, ?> changes) {
    return save(contacts.home(ask.caller()), one(ask), changes);
  }

  private Map<String, Object> save(
      Location location, Map<String, Object> before, Map<String, ?> changes) {
    Map<String, Object> after = new LinkedHashMap<>(before);
    after.putAll(changes);
    after.put("updatedAt", Times.text(clock.instant()));
    return location.shelf(RecordKind.OPPORTUNITY).put(String.valueOf(after.get(ID)), after);
  }

  private Shelf opportunities(Ask ask) {
    return contacts.home(ask.caller()).shelf(RecordKind.OPPORTUNITY);
  }
}

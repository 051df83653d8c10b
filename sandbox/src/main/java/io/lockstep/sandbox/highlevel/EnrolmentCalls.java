package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A location's one campaign and one workflow, and contacts put into them. What they then do is not
 * simulated, and who is in them cannot be read: HighLevel has no call for it either.
 */
final class EnrolmentCalls {

  private static final Instant MADE = Instant.parse("2026-01-05T09:00:00Z");
  private static final BodyShape NOTHING = BodyShape.of(Map.of());
  private static final BodyShape WORKFLOW =
      BodyShape.of(Map.of("eventStartTime", PropertyType.DATE_TIME));

  private final Contacts contacts;

  EnrolmentCalls(Contacts contacts) {
    this.contacts = contacts;
  }

  Reply campaigns(Ask ask) {
    Location location = contacts.own(ask.caller(), Params.needed(ask, "locationId"));
    Map<String, Object> campaign = named("Welcome", campaignId(location), location);
    boolean wanted = ask.param("status").map("published"::equals).orElse(true);
    return Reply.ok(Map.of("campaigns", wanted ? List.of(campaign) : List.of()));
  }

  Reply workflows(Ask ask) {
    Location location = contacts.own(ask.caller(), Params.needed(ask, "locationId"));
    Map<String, Object> workflow = named("Follow up", workflowId(location), location);
    workflow.put("version", 1);
    workflow.put("createdAt", Times.text(MADE));
    workflow.put("updatedAt", Times.text(MADE));
    return Reply.ok(Map.of("workflows", List.of(workflow)));
  }

  private static Map<String, Object> named(String name, String id, Location location) {
    Map<String, Object> shape = new LinkedHashMap<>();
    shape.put("id", id);
    shape.put("name", name);
    shape.put("status", "published");
    shape.put("locationId", location.id());
    return shape;
  }

  private static String campaignId(Location location) {
    return "campaign-" + location.id();
  }

  private static String workflowId(Location location) {
    return "workflow-" + location.id();
  }

  Reply addToCampaign(Ask ask) {
    NOTHING.check(ask.json());
    return inCampaign(ask, 201);
  }

  Reply removeFromCampaign(Ask ask) {
    return inCampaign(ask, 200);
  }

  private Reply inCampaign(Ask ask, int status) {
    requireContact(ask);
    require("Campaign", ask.path("campaignId"), campaignId(contacts.home(ask.caller())));
    return Reply.of(status, Map.of("succeded", true)); // the provider's spelling
  }

  Reply removeFromAllCampaigns(Ask ask) {
    requireContact(ask);
    return Reply.ok(Map.of("succeded", true));
  }

  /** Serves the adding and the removing: both take a body and answer 200. */
  Reply workflow(Ask ask) {
    WORKFLOW.check(ask.json());
    requireContact(ask);
    require("Workflow", ask.path("workflowId"), workflowId(contacts.home(ask.caller())));
    return Reply.ok(Map.of("succeded", true));
  }

  private void requireContact(Ask ask) {
    contacts.existing(ask.caller(), ask.path("contactId"), ask.lens());
  }

  private static void require(String word, String asked, String there) {
    if (!asked.equals(there)) {
      throw Says.badRequest(word + " with id " + asked + " not found");
    }
  }
}

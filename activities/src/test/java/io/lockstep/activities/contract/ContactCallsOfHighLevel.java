package io.lockstep.activities.contract;

import io.lockstep.activities.highlevel.HighLevelBusinesses;
import io.lockstep.activities.highlevel.HighLevelContactLists;
import io.lockstep.activities.highlevel.HighLevelContactSets;
import io.lockstep.activities.highlevel.HighLevelContacts;
import io.lockstep.activities.highlevel.HighLevelEnrolments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One good call of each operation on contacts, their tasks and notes. */
final class ContactCallsOfHighLevel {

  private ContactCallsOfHighLevel() {}

  /** By the name of the operation. */
  static Map<String, Consumer<HighLevelFixture>> all() {
    Map<String, Consumer<HighLevelFixture>> calls = new LinkedHashMap<>();
    calls.put("get-contact", f -> f.highLevel().contact(f.contact()));
    calls.put("create-contact", f -> f.highLevel().create(f.newContact()));
    calls.put("update-contact", f -> f.highLevel().update(f.contact(), Map.of("city", "Oslo")));
    calls.put("delete-contact", f -> f.highLevel().delete(f.contact()));
    calls.put("add-tags", f -> f.highLevel().addTags(f.contact(), List.of("vip")));
    calls.put("remove-tags", f -> f.highLevel().removeTags(f.contact(), List.of("vip")));
    calls.put("search-contacts", f -> f.highLevel().search(Map.of("pageLimit", 10)));
    calls.put("find-duplicate-by-email", f -> f.highLevel().duplicateByEmail("ann@example.test"));
    calls.put("find-duplicate-by-phone", f -> f.highLevel().duplicateByPhone("+442079460000"));
    calls.put(
        "upsert-contact",
        f ->
            f.ask(
                HighLevelContacts.class,
                (api, turn) -> api.upsertContact(turn.token(), f.newContact(), turn.options())));
    calls.put(
        "list-contacts",
        f ->
            f.ask(
                HighLevelContactLists.class,
                (api, turn) ->
                    api.listContacts(turn.token(), turn.home(), 10, null, null, turn.options())));
    calls.put(
        "list-contacts-of-business",
        f ->
            f.ask(
                HighLevelContactLists.class,
                (api, turn) ->
                    api.listContactsOfBusiness(
                        turn.token(), "b1", turn.home(), 10, 0, turn.options())));
    calls.put(
        "list-appointments",
        f -> {
          String contact = f.contact();
          f.ask(
              HighLevelContactLists.class,
              (api, turn) -> api.listAppointments(turn.token(), contact, turn.options()));
        });
    calls.put(
        "add-followers",
        f -> {
          String contact = f.contact();
          var followers = f.followers();
          f.ask(
              HighLevelContactSets.class,
              (api, turn) -> api.addFollowers(turn.token(), contact, followers, turn.options()));
        });
    calls.put(
        "remove-followers",
        f -> {
          String contact = f.contact();
          var followers = f.followers();
          f.ask(
              HighLevelContactSets.class,
              (api, turn) -> api.removeFollowers(turn.token(), contact, followers, turn.options()));
        });
    calls.put(
        "update-tags-of-many",
        f -> {
          String contact = f.contact();
          f.ask(
              HighLevelContactSets.class,
              (api, turn) ->
                  api.updateTagsOfMany(
                      turn.token(),
                      "add",
                      Map.of(
                          "contacts",
                          List.of(contact, "nobody"),
                          "tags",
                          List.of("vip"),
                          "locationId",
                          turn.home()),
                      turn.options()));
        });
    calls.put(
        "attach-to-business",
        f -> {
          String contact = f.contact();
          String business = f.business();
          f.ask(
              HighLevelBusinesses.class,
              (api, turn) ->
                  api.attachToBusiness(
                      turn.token(),
                      Map.of(
                          "locationId",
                          turn.home(),
                          "ids",
                          List.of(contact),
                          "businessId",
                          business),
                      turn.options()));
        });
    calls.put(
        "list-campaigns",
        f ->
            f.ask(
                HighLevelEnrolments.class,
                (api, turn) -> api.listCampaigns(turn.token(), turn.home(), turn.options())));
    calls.put(
        "list-workflows",
        f ->
            f.ask(
                HighLevelEnrolments.class,
                (api, turn) -> api.listWorkflows(turn.token(), turn.home(), turn.options())));
    calls.put(
        "add-to-campaign",
        f -> {
          String contact = f.contact();
          String campaign = f.campaign();
          f.ask(
              HighLevelEnrolments.class,
              (api, turn) ->
                  api.addToCampaign(turn.token(), contact, campaign, Map.of(), turn.options()));
        });
    calls.put(
        "remove-from-campaign",
        f -> {
          String contact = f.contact();
          String campaign = f.campaign();
          f.ask(
              HighLevelEnrolments.class,
              (api, turn) ->
                  api.removeFromCampaign(turn.token(), contact, campaign, turn.options()));
        });
    calls.put(
        "remove-from-all-campaigns",
        f -> {
          String contact = f.contact();
          f.ask(
              HighLevelEnrolments.class,
              (api, turn) -> api.removeFromAllCampaigns(turn.token(), contact, turn.options()));
        });
    calls.put(
        "add-to-workflow",
        f -> {
          String contact = f.contact();
          String workflow = f.workflow();
          f.ask(
              HighLevelEnrolments.class,
              (api, turn) ->
                  api.addToWorkflow(
                      turn.token(),
                      contact,
                      workflow,
                      Map.of("eventStartTime", "2027-01-05T11:00:00Z"),
                      turn.options()));
        });
    calls.put(
        "remove-from-workflow",
        f -> {
          String contact = f.contact();
          String workflow = f.workflow();
          f.ask(
              HighLevelEnrolments.class,
              (api, turn) ->
                  api.removeFromWorkflow(
                      turn.token(),
                      contact,
                      workflow,
                      Map.of("eventStartTime", "2027-01-05T11:00:00Z"),
                      turn.options()));
        });
    calls.put("list-tasks", f -> f.highLevel().tasks().list(f.contact()));
    calls.put("create-task", f -> f.highLevel().tasks().create(f.contact(), f.newTask()));
    calls.put(
        "get-task",
        f -> {
          String contact = f.contact();
          String task = f.task(contact);
          f.highLevel().tasks().one(contact, task);
        });
    calls.put(
        "update-task",
        f -> {
          String contact = f.contact();
          String task = f.task(contact);
          f.highLevel().tasks().update(contact, task, Map.of("body", "Asked"));
        });
    calls.put(
        "delete-task",
        f -> {
          String contact = f.contact();
          String task = f.task(contact);
          f.highLevel().tasks().delete(contact, task);
        });
    calls.put("list-notes", f -> f.highLevel().notes().list(f.contact()));
    calls.put(
        "create-note",
        f ->
            f.highLevel()
                .notes()
                .create(f.contact(), Map.of("body", "Called", "color", "#FFAA00", "pinned", true)));
    calls.put(
        "get-note",
        f -> {
          String contact = f.contact();
          String note = f.note(contact);
          f.highLevel().notes().one(contact, note);
        });
    calls.put(
        "update-note",
        f -> {
          String contact = f.contact();
          String note = f.note(contact);
          f.highLevel().notes().update(contact, note, Map.of("body", "Asked"));
        });
    calls.put(
        "delete-note",
        f -> {
          String contact = f.contact();
          String note = f.note(contact);
          f.highLevel().notes().delete(contact, note);
        });
    calls.put(
        "complete-task",
        f -> {
          String contact = f.contact();
          String task = f.task(contact);
          f.highLevel().tasks().update(contact, task, Map.of("completed", true));
        });
    return calls;
  }
}

package io.lockstep.activities.contract;

import io.lockstep.activities.highlevel.HighLevelAppointmentNotes;
import io.lockstep.activities.highlevel.HighLevelAppointments;
import io.lockstep.activities.highlevel.HighLevelBusinesses;
import io.lockstep.activities.highlevel.HighLevelCustomFields;
import io.lockstep.activities.highlevel.HighLevelFieldFiles;
import io.lockstep.activities.highlevel.HighLevelLocationTags;
import io.lockstep.activities.highlevel.HighLevelMedias;
import io.lockstep.activities.highlevel.HighLevelOpportunities;
import io.lockstep.activities.highlevel.HighLevelUsers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One good call of each operation around contacts. */
final class OtherCallsOfHighLevel {

  private OtherCallsOfHighLevel() {}

  /** By the name of the operation. */
  static Map<String, Consumer<HighLevelFixture>> all() {
    Map<String, Consumer<HighLevelFixture>> calls = new LinkedHashMap<>();
    calls.put(
        "create-appointment",
        f -> {
          String contact = f.contact();
          f.ask(
              HighLevelAppointments.class,
              (api, turn) ->
                  api.createAppointment(turn.token(), f.newAppointment(contact), turn.options()));
        });
    calls.put(
        "get-appointment",
        f -> {
          String appointment = f.appointment();
          f.ask(
              HighLevelAppointments.class,
              (api, turn) -> api.getAppointment(turn.token(), appointment, turn.options()));
        });
    calls.put(
        "update-appointment",
        f -> {
          String appointment = f.appointment();
          f.ask(
              HighLevelAppointments.class,
              (api, turn) ->
                  api.updateAppointment(
                      turn.token(), appointment, Map.of("title", "Call"), turn.options()));
        });
    calls.put(
        "delete-event",
        f -> {
          String appointment = f.appointment();
          f.ask(
              HighLevelAppointments.class,
              (api, turn) -> api.deleteEvent(turn.token(), appointment, Map.of(), turn.options()));
        });
    calls.put(
        "list-appointment-notes",
        f -> {
          String appointment = f.appointment();
          f.ask(
              HighLevelAppointmentNotes.class,
              (api, turn) ->
                  api.listAppointmentNotes(turn.token(), appointment, 20, 0, turn.options()));
        });
    calls.put(
        "create-appointment-note",
        f -> {
          String appointment = f.appointment();
          f.ask(
              HighLevelAppointmentNotes.class,
              (api, turn) ->
                  api.createAppointmentNote(
                      turn.token(), appointment, Map.of("body", "Late"), turn.options()));
        });
    calls.put(
        "update-appointment-note",
        f -> {
          String appointment = f.appointment();
          String note = f.appointmentNote(appointment);
          f.ask(
              HighLevelAppointmentNotes.class,
              (api, turn) ->
                  api.updateAppointmentNote(
                      turn.token(), appointment, note, Map.of("body", "Late"), turn.options()));
        });
    calls.put(
        "delete-appointment-note",
        f -> {
          String appointment = f.appointment();
          String note = f.appointmentNote(appointment);
          f.ask(
              HighLevelAppointmentNotes.class,
              (api, turn) ->
                  api.deleteAppointmentNote(turn.token(), appointment, note, turn.options()));
        });
    calls.put(
        "list-businesses",
        f -> {
          f.business();
          f.ask(
              HighLevelBusinesses.class,
              (api, turn) -> api.listBusinesses(turn.token(), turn.home(), 10, 0, turn.options()));
        });
    calls.put(
        "create-business",
        f ->
            f.ask(
                HighLevelBusinesses.class,
                (api, turn) -> api.createBusiness(turn.token(), f.newBusiness(), turn.options())));
    calls.put(
        "get-business",
        f -> {
          String business = f.business();
          f.ask(
              HighLevelBusinesses.class,
              (api, turn) -> api.getBusiness(turn.token(), business, turn.options()));
        });
    calls.put(
        "update-business",
        f -> {
          String business = f.business();
          f.ask(
              HighLevelBusinesses.class,
              (api, turn) ->
                  api.updateBusiness(
                      turn.token(), business, Map.of("city", "Oslo"), turn.options()));
        });
    calls.put(
        "delete-business",
        f -> {
          String business = f.business();
          f.ask(
              HighLevelBusinesses.class,
              (api, turn) -> api.deleteBusiness(turn.token(), business, turn.options()));
        });
    calls.put(
        "list-pipelines",
        f ->
            f.ask(
                HighLevelOpportunities.class,
                (api, turn) -> api.listPipelines(turn.token(), turn.home(), turn.options())));
    calls.put(
        "search-opportunities",
        f -> {
          f.opportunity();
          f.ask(
              HighLevelOpportunities.class,
              (api, turn) ->
                  api.searchOpportunities(
                      turn.token(), turn.home(), null, "open", 1, 20, turn.options()));
        });
    calls.put(
        "create-opportunity",
        f -> {
          var body = f.newOpportunity();
          f.ask(
              HighLevelOpportunities.class,
              (api, turn) -> api.createOpportunity(turn.token(), body, turn.options()));
        });
    calls.put(
        "get-opportunity",
        f -> {
          String opportunity = f.opportunity();
          f.ask(
              HighLevelOpportunities.class,
              (api, turn) -> api.getOpportunity(turn.token(), opportunity, turn.options()));
        });
    calls.put(
        "update-opportunity",
        f -> {
          String opportunity = f.opportunity();
          f.ask(
              HighLevelOpportunities.class,
              (api, turn) ->
                  api.updateOpportunity(
                      turn.token(), opportunity, Map.of("name", "Order"), turn.options()));
        });
    calls.put(
        "set-opportunity-status",
        f -> {
          String opportunity = f.opportunity();
          f.ask(
              HighLevelOpportunities.class,
              (api, turn) ->
                  api.setOpportunityStatus(
                      turn.token(), opportunity, Map.of("status", "won"), turn.options()));
        });
    calls.put(
        "delete-opportunity",
        f -> {
          String opportunity = f.opportunity();
          f.ask(
              HighLevelOpportunities.class,
              (api, turn) -> api.deleteOpportunity(turn.token(), opportunity, turn.options()));
        });
    calls.put(
        "add-opportunity-followers",
        f -> {
          String opportunity = f.opportunity();
          var followers = f.followers();
          f.ask(
              HighLevelOpportunities.class,
              (api, turn) ->
                  api.addOpportunityFollowers(
                      turn.token(), opportunity, followers, turn.options()));
        });
    calls.put(
        "remove-opportunity-followers",
        f -> {
          String opportunity = f.opportunity();
          var followers = f.followers();
          f.ask(
              HighLevelOpportunities.class,
              (api, turn) ->
                  api.removeOpportunityFollowers(
                      turn.token(), opportunity, followers, turn.options()));
        });
    calls.put(
        "list-location-tags",
        f -> {
          f.tag();
          f.ask(
              HighLevelLocationTags.class,
              (api, turn) -> api.listLocationTags(turn.token(), turn.home(), turn.options()));
        });
    calls.put(
        "create-location-tag",
        f ->
            f.ask(
                HighLevelLocationTags.class,
                (api, turn) ->
                    api.createLocationTag(
                        turn.token(), turn.home(), Map.of("name", "gold"), turn.options())));
    calls.put(
        "get-location-tag",
        f -> {
          String tag = f.tag();
          f.ask(
              HighLevelLocationTags.class,
              (api, turn) -> api.getLocationTag(turn.token(), turn.home(), tag, turn.options()));
        });
    calls.put(
        "rename-location-tag",
        f -> {
          String tag = f.tag();
          f.ask(
              HighLevelLocationTags.class,
              (api, turn) ->
                  api.renameLocationTag(
                      turn.token(), turn.home(), tag, Map.of("name", "gold"), turn.options()));
        });
    calls.put(
        "delete-location-tag",
        f -> {
          String tag = f.tag();
          f.ask(
              HighLevelLocationTags.class,
              (api, turn) -> api.deleteLocationTag(turn.token(), turn.home(), tag, turn.options()));
        });
    calls.put(
        "list-custom-fields",
        f ->
            f.ask(
                HighLevelCustomFields.class,
                (api, turn) -> api.listCustomFields(turn.token(), turn.home(), turn.options())));
    calls.put("create-custom-field", f -> f.customField("TEXT"));
    calls.put(
        "get-custom-field",
        f -> {
          String field = f.customField("TEXT");
          f.ask(
              HighLevelCustomFields.class,
              (api, turn) -> api.getCustomField(turn.token(), turn.home(), field, turn.options()));
        });
    calls.put(
        "update-custom-field",
        f -> {
          String field = f.customField("TEXT");
          f.ask(
              HighLevelCustomFields.class,
              (api, turn) ->
                  api.updateCustomField(
                      turn.token(), turn.home(), field, Map.of("name", "Tier"), turn.options()));
        });
    calls.put(
        "delete-custom-field",
        f -> {
          String field = f.customField("TEXT");
          f.ask(
              HighLevelCustomFields.class,
              (api, turn) ->
                  api.deleteCustomField(turn.token(), turn.home(), field, turn.options()));
        });
    calls.put(
        "upload-to-field",
        f -> {
          String contact = f.contact();
          var form = f.form(f.customField("FILE_UPLOAD") + "_1");
          f.ask(
              HighLevelFieldFiles.class,
              (api, turn) ->
                  api.uploadToField(
                      turn.token(),
                      contact,
                      turn.home(),
                      form.boundary(),
                      form.body(),
                      turn.options()));
        });
    calls.put(
        "upload-field-file",
        f -> {
          var form = f.form("file");
          f.ask(
              HighLevelFieldFiles.class,
              (api, turn) ->
                  api.uploadFieldFile(
                      turn.token(), turn.home(), form.boundary(), form.body(), turn.options()));
        });
    calls.put("get-location", f -> f.highLevel().settings());
    calls.put("search-tasks", f -> f.highLevel().searchTasks(Map.of("completed", false), 0, 10));
    calls.put("list-users", f -> f.user());
    calls.put(
        "get-user",
        f -> {
          String user = f.user();
          f.ask(
              HighLevelUsers.class, (api, turn) -> api.getUser(turn.token(), user, turn.options()));
        });
    calls.put("upload-media", f -> f.media());
    calls.put(
        "delete-media",
        f -> {
          String media = f.media();
          f.ask(
              HighLevelMedias.class,
              (api, turn) -> api.deleteMedia(turn.token(), media, turn.home(), turn.options()));
        });
    calls.put(
        "list-files",
        f -> {
          f.media();
          f.highLevel().filesNamed("a");
        });
    return calls;
  }
}

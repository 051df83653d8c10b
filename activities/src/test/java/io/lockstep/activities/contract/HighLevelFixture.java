package io.lockstep.activities.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.highlevel.HighLevelAppointmentNotes;
import io.lockstep.activities.highlevel.HighLevelAppointments;
import io.lockstep.activities.highlevel.HighLevelBusinesses;
import io.lockstep.activities.highlevel.HighLevelCustomFields;
import io.lockstep.activities.highlevel.HighLevelEnrolments;
import io.lockstep.activities.highlevel.HighLevelLocationTags;
import io.lockstep.activities.highlevel.HighLevelOpportunities;
import io.lockstep.activities.highlevel.HighLevelUsers;
import io.lockstep.activities.http.Form;
import io.lockstep.activities.http.Turn;
import io.lockstep.activities.http.Wire;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** What a call can be about: each is made when it is asked for. */
record HighLevelFixture(HighLevel highLevel, String location) {

  private static final AtomicInteger NEXT = new AtomicInteger();

  <T> Map<String, Object> ask(Class<T> feature, BiFunction<T, Turn, Map<String, Object>> call) {
    return highLevel.ask(feature, call);
  }

  /** A name that no other has. */
  static String fresh(String word) {
    return word + NEXT.incrementAndGet();
  }

  Map<String, Object> newContact() {
    return Map.of("locationId", location, "email", fresh("ann") + "@example.test");
  }

  String contact() {
    return id(highLevel.create(newContact()));
  }

  Map<String, Object> newTask() {
    return Map.of("title", "Call", "dueDate", "2027-01-05T11:00:00Z", "completed", false);
  }

  String task(String contactId) {
    return id(highLevel.tasks().create(contactId, newTask()));
  }

  String note(String contactId) {
    return id(highLevel.notes().create(contactId, Map.of("body", "Called")));
  }

  Map<String, Object> newAppointment(String contactId) {
    return Map.of(
        "calendarId", "calendar1",
        "locationId", location,
        "contactId", contactId,
        "title", "Visit",
        "startTime", "2027-01-05T12:00:00+01:00");
  }

  String appointment() {
    Map<String, Object> body = newAppointment(contact());
    return id(
        ask(
            HighLevelAppointments.class,
            (api, turn) -> api.createAppointment(turn.token(), body, turn.options())));
  }

  String appointmentNote(String appointmentId) {
    Map<String, Object> body = Map.of("body", "Came late");
    var answer =
        ask(
            HighLevelAppointmentNotes.class,
            (api, turn) ->
                api.createAppointmentNote(turn.token(), appointmentId, body, turn.options()));
    return id(Wire.record(answer, "note"));
  }

  Map<String, Object> newBusiness() {
    return Map.of("name", "Byron & Co", "locationId", location);
  }

  String business() {
    var answer =
        ask(
            HighLevelBusinesses.class,
            (api, turn) -> api.createBusiness(turn.token(), newBusiness(), turn.options()));
    return id(Wire.record(answer, "buiseness"));
  }

  Map<String, Object> newOpportunity() {
    return Map.of(
        "pipelineId",
        "pipeline-" + location,
        "locationId",
        location,
        "name",
        "Spring order",
        "status",
        "open",
        "contactId",
        contact());
  }

  String opportunity() {
    Map<String, Object> body = newOpportunity();
    var answer =
        ask(
            HighLevelOpportunities.class,
            (api, turn) -> api.createOpportunity(turn.token(), body, turn.options()));
    return id(Wire.record(answer, "opportunity"));
  }

  String tag() {
    Map<String, Object> body = Map.of("name", fresh("tag"));
    var answer =
        ask(
            HighLevelLocationTags.class,
            (api, turn) -> api.createLocationTag(turn.token(), turn.home(), body, turn.options()));
    return id(Wire.record(answer, "tag"));
  }

  String customField(String dataType) {
    Map<String, Object> body = Map.of("name", fresh("field"), "dataType", dataType);
    var answer =
        ask(
            HighLevelCustomFields.class,
            (api, turn) -> api.createCustomField(turn.token(), turn.home(), body, turn.options()));
    return id(Wire.record(answer, "customField"));
  }

  String campaign() {
    return id(
        Wire.records(
                ask(
                        HighLevelEnrolments.class,
                        (api, turn) -> api.listCampaigns(turn.token(), turn.home(), turn.options()))
                    .get("campaigns"))
            .get(0));
  }

  String workflow() {
    return id(
        Wire.records(
                ask(
                        HighLevelEnrolments.class,
                        (api, turn) -> api.listWorkflows(turn.token(), turn.home(), turn.options()))
                    .get("workflows"))
            .get(0));
  }

  String user() {
    return id(
        Wire.records(
                ask(
                        HighLevelUsers.class,
                        (api, turn) -> api.listUsers(turn.token(), turn.home(), turn.options()))
                    .get("users"))
            .get(0));
  }

  String media() {
    return highLevel.upload("a.txt", "text/plain", "hello".getBytes(UTF_8)).fileId();
  }

  Form form(String part) {
    return Form.of(part, "a.txt", "text/plain", "hello".getBytes(UTF_8));
  }

  Map<String, List<String>> followers() {
    return Map.of("followers", List.of(user()));
  }

  private static String id(Map<String, Object> record) {
    return String.valueOf(record.get("id"));
  }
}

package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import io.lockstep.sandbox.world.Times;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Appointments (facts sections 2.3 and 2.5), shown in three ways: a write answers them flat, their
 * own GET under {@code event}, a contact's list with times that name no zone. A calendar is only an
 * id here: no slot is ever taken.
 */
final class AppointmentCalls {

  private static final DateTimeFormatter NO_ZONE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Duration USUAL_LENGTH = Duration.ofMinutes(30);
  private static final BodyShape CREATE =
      BodyShape.of(
          Map.ofEntries(
              Map.entry("calendarId", PropertyType.TEXT),
              Map.entry("locationId", PropertyType.TEXT),
              Map.entry("contactId", PropertyType.TEXT),
              Map.entry("startTime", PropertyType.DATE_TIME),
              Map.entry("endTime", PropertyType.DATE_TIME),
              Map.entry("title", PropertyType.TEXT),
              Map.entry("appointmentStatus", PropertyType.APPOINTMENT_STATUS),
              Map.entry("assignedUserId", PropertyType.TEXT),
              Map.entry("address", PropertyType.TEXT),
              Map.entry("description", PropertyType.TEXT),
              Map.entry("meetingLocationType", PropertyType.TEXT),
              Map.entry("meetingLocationId", PropertyType.TEXT),
              Map.entry("overrideLocationConfig", PropertyType.FLAG),
              Map.entry("ignoreDateRange", PropertyType.FLAG),
              Map.entry("ignoreFreeSlotValidation", PropertyType.FLAG),
              Map.entry("toNotify", PropertyType.FLAG),
              Map.entry("rrule", PropertyType.TEXT)),
          "calendarId",
          "locationId",
          "contactId",
          "startTime");
  private static final BodyShape EDIT = CREATE.without("locationId", "contactId");
  private static final List<String> WRITTEN =
      List.of(
          "id",
          "calendarId",
          "locationId",
          "contactId",
          "startTime",
          "endTime",
          "title",
          "appointmentStatus",
          "assignedUserId",
          "address",
          "meetingLocationType");
  private static final List<String> SHOWN =
      List.of(
          "id",
          "address",
          "title",
          "calendarId",
          "locationId",
          "contactId",
          "groupId",
          "appointmentStatus",
          "assignedUserId",
          "users",
          "description",
          "startTime",
          "endTime",
          "dateAdded",
          "dateUpdated");

  private final SandboxClock clock;
  private final Chance ids;
  private final Contacts contacts;

  AppointmentCalls(SandboxClock clock, Chance ids, Contacts contacts) {
    this.clock = clock;
    this.ids = ids;
    this.contacts = contacts;
  }

  Reply create(Ask ask) {
    Map<String, Object> body = ask.json();
    CREATE.check(body);
    Location location = contacts.own(ask.caller(), body.get("locationId"));
    contacts.existing(ask.caller(), String.valueOf(body.get("contactId")), ask.lens());
    Map<String, Object> appointment = new LinkedHashMap<>();
    appointment.put("id", ids.id());
    appointment.put("title", "Appointment");
    appointment.put("appointmentStatus", "confirmed");
    appointment.put("assignedUserId", "");
    appointment.put("address", "");
    appointment.put("groupId", "");
    appointment.put("users", List.of());
    appointment.put("dateAdded", Times.text(clock.instant()));
    return Reply.ok(picked(save(location, appointment, body), WRITTEN));
  }

  private Map<String, Object> save(
      Location location, Map<String, Object> before, Map<String, Object> body) {
    Map<String, Object> after = new LinkedHashMap<>(before);
    after.putAll(body);
    after.putIfAbsent("endTime", later(String.valueOf(after.get("startTime"))));
    after.put("dateUpdated", Times.text(clock.instant()));
    return location.shelf(RecordKind.APPOINTMENT).put(String.valueOf(after.get("id")), after);
  }

  private static String later(String start) {
    return OffsetDateTime.parse(start).plus(USUAL_LENGTH).toString();
  }

  Reply get(Ask ask) {
    return Reply.ok(Map.of("event", picked(appointments(ask).one(ask.path("eventId")), SHOWN)));
  }

  Reply update(Ask ask) {
    Map<String, Object> body = ask.json();
    EDIT.optional().check(body);
    Map<String, Object> before = appointments(ask).one(ask.path("eventId"));
    return Reply.ok(picked(save(contacts.home(ask.caller()), before, body), WRITTEN));
  }

  /** Deletes any event of a calendar; of the sandbox's there are only appointments. */
  Reply delete(Ask ask) {
    appointments(ask).remove(ask.path("eventId"));
    return Reply.created(Map.of("succeeded", true)); // 201, and spelt as nowhere else
  }

  /** Those of one contact. */
  Reply ofContact(Ask ask) {
    String contactId = contacts.existing(ask.caller(), ask.path("contactId"), ask.lens()).id();
    List<Map<String, Object>> events =
        appointments(ask).all().stream()
            .filter(one -> contactId.equals(one.get("contactId")))
            .map(AppointmentCalls::listed)
            .toList();
    return Reply.ok(Map.of("events", events));
  }

  private static Map<String, Object> listed(Map<String, Object> appointment) {
    Map<String, Object> listed = picked(appointment, SHOWN);
    listed.put("status", "booked");
    listed.put("notes", appointment.getOrDefault("description", ""));
    listed.put("assignedResources", List.of());
    for (String time : List.of("startTime", "endTime")) {
      listed.put(
          time,
          OffsetDateTime.parse(String.valueOf(appointment.get(time)))
              .withOffsetSameInstant(ZoneOffset.UTC)
              .format(NO_ZONE));
    }
    return listed;
  }

  private Shelf appointments(Ask ask) {
    return contacts.home(ask.caller()).shelf(RecordKind.APPOINTMENT);
  }

  private static Map<String, Object> picked(Map<String, Object> from, List<String> names) {
    Map<String, Object> picked = new LinkedHashMap<>();
    names.stream().filter(from::containsKey).forEach(name -> picked.put(name, from.get(name)));
    return picked;
  }
}

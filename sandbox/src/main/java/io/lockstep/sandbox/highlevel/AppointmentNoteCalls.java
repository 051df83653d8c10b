package io.lockstep.sandbox.highlevel;

import io.lockstep.sandbox.http.Ask;
import io.lockstep.sandbox.http.Reply;
import io.lockstep.sandbox.world.Chance;
import io.lockstep.sandbox.world.SandboxClock;
import io.lockstep.sandbox.world.Times;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The notes of an appointment (facts section 2.5), which are not notes of its contact. */
final class AppointmentNoteCalls {

  private static final int LARGEST_PAGE = 20;
  private static final String APPOINTMENT = "appointmentId";
  private static final BodyShape BODY =
      BodyShape.of(Map.of("body", PropertyType.TEXT, "userId", PropertyType.TEXT), "body");

  private final SandboxClock clock;
  private final Chance ids;
  private final Contacts contacts;

  AppointmentNoteCalls(SandboxClock clock, Chance ids, Contacts contacts) {
    this.clock = clock;
    this.ids = ids;
    this.contacts = contacts;
  }

  Reply list(Ask ask) {
    String appointmentId = String.valueOf(appointment(ask).get("id"));
    Params.needed(ask, "limit");
    Params.needed(ask, "offset");
    int limit = Params.whole(ask, "limit", LARGEST_PAGE, LARGEST_PAGE);
    int offset = Params.whole(ask, "offset", 0, Integer.MAX_VALUE);
    List<Map<String, Object>> all =
        notes(ask).all().stream()
            .filter(note -> appointmentId.equals(note.get(APPOINTMENT)))
            .map(AppointmentNoteCalls::shape)
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("notes", all.stream().skip(offset).limit(limit).toList());
    answer.put("hasMore", all.size() > offset + limit);
    return Reply.ok(answer);
  }

  Reply create(Ask ask) {
    Map<String, Object> appointment = appointment(ask);
    BODY.check(ask.json()); // first: a refusal uses up no id
    Map<String, Object> note = new LinkedHashMap<>();
    note.put("id", ids.id());
    note.put(APPOINTMENT, appointment.get("id"));
    note.put("contactId", appointment.get("contactId"));
    note.put("dateAdded", Times.text(clock.instant()));
    note.put("createdBy", Map.of("id", "sandbox-person", "name", "A person"));
    return Reply.created(save(ask, note));
  }

  Reply update(Ask ask) {
    appointment(ask);
    return Reply.ok(save(ask, notes(ask).one(ask.path("noteId"))));
  }

  Reply delete(Ask ask) {
    appointment(ask);
    notes(ask).remove(ask.path("noteId"));
    return Reply.ok(Map.of("success", true));
  }

  private Map<String, Object> save(Ask ask, Map<String, Object> before) {
    Map<String, Object> body = ask.json();
    BODY.check(body);
    Map<String, Object> after = new LinkedHashMap<>(before);
    after.putAll(body);
    return Map.of("note", shape(notes(ask).put(String.valueOf(after.get("id")), after)));
  }

  private static Map<String, Object> shape(Map<String, Object> note) {
    Map<String, Object> shape = new LinkedHashMap<>(note);
    shape.remove(APPOINTMENT);
    return shape;
  }

  private Map<String, Object> appointment(Ask ask) {
    return contacts.home(ask.caller()).shelf(RecordKind.APPOINTMENT).one(ask.path(APPOINTMENT));
  }

  private Shelf notes(Ask ask) {
    return contacts.home(ask.caller()).shelf(RecordKind.APPOINTMENT_NOTE);
  }
}

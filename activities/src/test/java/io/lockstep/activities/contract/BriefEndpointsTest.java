package io.lockstep.activities.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.highlevel.HighLevelAppointments;
import io.lockstep.activities.highlevel.HighLevelBusinesses;
import io.lockstep.activities.highlevel.HighLevelContactLists;
import io.lockstep.activities.http.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The HighLevel endpoints Lockstep was asked for first, one case each: the connector over HTTP
 * against one sandbox, and each call seen there as that endpoint and nothing else.
 */
class BriefEndpointsTest {

  private static final SandboxWorld WORLD = SandboxWorld.overHttp();

  private String contactId = "";

  @BeforeEach
  void aContact() {
    WORLD.test.clock.advance(Duration.ofSeconds(11)); // a budget of its own for each case
    contactId =
        id(
            highLevel()
                .create(Map.of("locationId", location(), "email", "ann@b.test", "city", "Oslo")));
  }

  @AfterEach
  void nobody() {
    if (highLevel().contact(contactId).isPresent()) {
      highLevel().delete(contactId);
    }
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void getContact() {
    assertThat(highLevel().contact(contactId)).get().extracting("city").isEqualTo("Oslo");
    theCallWas("200 GET /contacts/" + contactId);
  }

  @Test
  void getTasks() {
    String task = task();
    assertThat(highLevel().tasks().list(contactId)).extracting("id").containsExactly(task);
    theCallWas("200 GET /contacts/" + contactId + "/tasks");
  }

  @Test
  void getTask() {
    String task = task();
    assertThat(highLevel().tasks().one(contactId, task)).get().extracting("id").isEqualTo(task);
    theCallWas("200 GET /contacts/" + contactId + "/tasks/" + task);
  }

  @Test
  void getNotes() {
    String note = note();
    assertThat(highLevel().notes().list(contactId)).extracting("id").containsExactly(note);
    theCallWas("200 GET /contacts/" + contactId + "/notes");
  }

  @Test
  void getNote() {
    String note = note();
    assertThat(highLevel().notes().one(contactId, note)).get().extracting("id").isEqualTo(note);
    theCallWas("200 GET /contacts/" + contactId + "/notes/" + note);
  }

  @Test
  void getAppointments() {
    String appointment = appointment();
    var answer =
        highLevel()
            .ask(
                HighLevelContactLists.class,
                (api, turn) -> api.listAppointments(turn.token(), contactId, turn.options()));
    assertThat(Wire.records(answer.get("events")))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event)
                    .containsEntry("id", appointment)
                    .containsEntry("startTime", "2027-01-05 11:00:00")
                    .containsEntry("endTime", "2027-01-05 11:30:00"));
    theCallWas("200 GET /contacts/" + contactId + "/appointments");
  }

  @Test
  void getContacts() {
    String second = id(highLevel().create(Map.of("locationId", location(), "email", "b@b.test")));
    var first = page(null, null);
    assertThat(Wire.records(first.get("contacts"))).extracting("id").doesNotHaveDuplicates();
    assertThat(first).containsEntry("count", 2);
    Map<String, Object> meta = Wire.record(first, "meta");
    var next =
        page(
            Long.valueOf(String.valueOf(meta.get("startAfter"))),
            String.valueOf(meta.get("startAfterId")));
    assertThat(List.of(onlyId(first), onlyId(next))).containsExactlyInAnyOrder(contactId, second);
    assertThat(lastCall()).startsWith("200 GET /contacts/");
    highLevel().delete(second);
  }

  private static Map<String, Object> page(
      @Nullable Long startAfter, @Nullable String startAfterId) {
    return highLevel()
        .ask(
            HighLevelContactLists.class,
            (api, turn) ->
                api.listContacts(
                    turn.token(), turn.home(), 1, startAfter, startAfterId, turn.options()));
  }

  private static String onlyId(Map<String, Object> page) {
    return id(Wire.records(page.get("contacts")).get(0));
  }

  @Test
  void getContactsOfBusiness() {
    String business = business();
    highLevel()
        .ask(
            HighLevelBusinesses.class,
            (api, turn) ->
                api.attachToBusiness(
                    turn.token(),
                    Map.of(
                        "locationId", turn.home(),
                        "ids", List.of(contactId),
                        "businessId", business),
                    turn.options()));
    var answer =
        highLevel()
            .ask(
                HighLevelContactLists.class,
                (api, turn) ->
                    api.listContactsOfBusiness(
                        turn.token(), business, turn.home(), 25, 0, turn.options()));
    assertThat(onlyId(answer)).isEqualTo(contactId);
    assertThat(lastCall()).startsWith("200 GET /contacts/business/" + business);
  }

  @Test
  void createContact() {
    String made = id(highLevel().create(Map.of("locationId", location(), "email", "c@b.test")));
    theCallWas("201 POST /contacts/");
    assertThat(highLevel().contact(made)).get().extracting("email").isEqualTo("c@b.test");
    highLevel().delete(made);
  }

  @Test
  void updateContact() {
    assertThat(highLevel().update(contactId, Map.of("city", "Bergen")))
        .containsEntry("city", "Bergen");
    theCallWas("200 PUT /contacts/" + contactId);
  }

  @Test
  void deleteContact() {
    highLevel().delete(contactId);
    theCallWas("200 DELETE /contacts/" + contactId);
    assertThat(highLevel().contact(contactId)).isEmpty();
  }

  @Test
  void createTask() {
    String task = task();
    theCallWas("201 POST /contacts/" + contactId + "/tasks");
    assertThat(highLevel().tasks().one(contactId, task)).isPresent();
  }

  @Test
  void updateTask() {
    String task = task();
    assertThat(highLevel().tasks().update(contactId, task, Map.of("title", "Write")))
        .containsEntry("title", "Write");
    theCallWas("200 PUT /contacts/" + contactId + "/tasks/" + task);
  }

  @Test
  void completeTask() {
    String task = task();
    assertThat(highLevel().tasks().update(contactId, task, Map.of("completed", true)))
        .containsEntry("completed", true);
    theCallWas("200 PUT /contacts/" + contactId + "/tasks/" + task + "/completed");
  }

  @Test
  void deleteTask() {
    String task = task();
    highLevel().tasks().delete(contactId, task);
    theCallWas("200 DELETE /contacts/" + contactId + "/tasks/" + task);
    assertThat(highLevel().tasks().one(contactId, task)).isEmpty();
  }

  @Test
  void addTags() {
    assertThat(highLevel().addTags(contactId, List.of("VIP", "gold")))
        .containsExactly("vip", "gold");
    theCallWas("201 POST /contacts/" + contactId + "/tags");
  }

  private String task() {
    return id(
        highLevel()
            .tasks()
            .create(
                contactId,
                Map.of("title", "Call", "dueDate", "2027-01-05T11:00:00Z", "completed", false)));
  }

  private String note() {
    return id(highLevel().notes().create(contactId, Map.of("body", "Called")));
  }

  private String appointment() {
    Map<String, Object> appointment = new HashMap<>();
    appointment.put("calendarId", "calendar1");
    appointment.put("locationId", location());
    appointment.put("contactId", contactId);
    appointment.put("startTime", "2027-01-05T12:00:00+01:00");
    return id(
        highLevel()
            .ask(
                HighLevelAppointments.class,
                (api, turn) -> api.createAppointment(turn.token(), appointment, turn.options())));
  }

  private static String business() {
    var answer =
        highLevel()
            .ask(
                HighLevelBusinesses.class,
                (api, turn) ->
                    api.createBusiness(
                        turn.token(),
                        Map.of("name", "Byron & Co", "locationId", turn.home()),
                        turn.options()));
    return id(Wire.record(answer, "buiseness"));
  }

  private static HighLevel highLevel() {
    return WORLD.highLevel();
  }

  private static String location() {
    return WORLD.test.connection.highLevel().locationId();
  }

  private static String id(Map<String, Object> record) {
    return String.valueOf(record.get("id"));
  }

  private static void theCallWas(String expected) {
    assertThat(lastCall()).isEqualTo(expected);
  }

  private static String lastCall() {
    List<String> log = WORLD.log("highlevel");
    return log.get(log.size() - 1);
  }
}

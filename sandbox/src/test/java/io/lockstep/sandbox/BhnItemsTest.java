package io.lockstep.sandbox;

import static io.lockstep.sandbox.Play.errorCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import io.lockstep.sandbox.webhooks.Delivery;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BhnItemsTest {

  private final Play play = new Play();
  private final String ada = play.profile(Map.of("email", "ada@example.com"));
  private final String tasks = "/v2/contacts/" + ada + "/tasks";
  private final String notes = "/v2/contacts/" + ada + "/notes";

  @Test
  void aTaskIsCreatedReadChangedAndGone() {
    String task =
        play.profileTask(
            ada, Map.of("title", "Call", "dueDate", "2026-11-09T12:00:00+01:00", "body", "Twice"));
    assertThat(play.bhn("GET", task).profile())
        .containsEntry("contactId", ada)
        .containsEntry("accountId", play.access().bhn().accountId())
        .containsEntry("title", "Call")
        .containsEntry("body", "Twice")
        .containsEntry("dueDate", "2026-11-09T11:00:00.000Z")
        .containsEntry("status", "open")
        .containsEntry("completed", false)
        .containsEntry("ownerEmail", null)
        .containsEntry("version", "1");

    play.pass(Duration.ofSeconds(1));
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("version", "1");
    change.put("status", "completed");
    change.put("dueDate", null);
    assertThat(play.bhn("PUT", task, change).profile())
        .containsEntry("title", "Call")
        .containsEntry("completed", true)
        .containsEntry("dueDate", null)
        .containsEntry("version", "2")
        .containsEntry("updatedAt", "2026-11-02T09:00:01.000Z");

    assertThat(play.bhn("DELETE", task).body()).containsEntry("success", true);
    assertThat(errorCode(play.bhn("GET", task))).isEqualTo("task.unknown");
    assertThat(errorCode(play.bhn("DELETE", task))).isEqualTo("task.unknown");
  }

  @Test
  void aNoteIsCreatedReadChangedAndGone() {
    String note = play.profileNote(ada, Map.of("body", "A < B\n& C", "tags", List.of("x", "X")));
    assertThat(play.bhn("GET", note).profile())
        .containsEntry("body", "A < B\n& C")
        .containsEntry("tags", List.of("x"))
        .containsEntry("attachments", List.of())
        .containsEntry("version", "1");
    assertThat(play.bhn("PUT", note, Map.of("version", "1", "body", "C")).profile())
        .containsEntry("body", "C")
        .containsEntry("tags", List.of("x"));
    play.bhn("DELETE", note);
    assertThat(errorCode(play.bhn("GET", note))).isEqualTo("note.unknown");
  }

  @Test
  void anUpdateNamesItsVersionAndAStaleOneWritesNothing() {
    String note = play.profileNote(ada, Map.of("body", "A"));
    assertThat(errorCode(play.bhn("PUT", note, Map.of("body", "B"))))
        .isEqualTo("note.version.required");
    play.bhn("PUT", note, Map.of("body", "B", "version", "1"));
    Said stale = play.bhn("PUT", note, Map.of("body", "C", "version", "1"));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(errorCode(stale)).isEqualTo("note.version.stale");
    assertThat(errorCode(play.bhn("DELETE", note + "?version=1"))).isEqualTo("note.version.stale");
    assertThat(play.bhn("GET", note).profile()).containsEntry("body", "B");
  }

  @Test
  void aChangeThatChangesNothingMovesNoVersionAndTellsNobody() {
    String task = play.profileTask(ada, Map.of("title", "Call"));
    play.listen();
    assertThat(play.bhn("PUT", task, Map.of("version", "1", "title", "Call")).profile())
        .containsEntry("version", "1");
    assertThat(play.received()).isEmpty();
  }

  @Test
  void aRepeatedRequestIdCreatesNothingAndIsKnownInTheWholeAccount() {
    Map<String, Object> body = Map.of("title", "Call", "requestId", "r-1");
    play.profileTask(ada, body);
    assertThat(errorCode(play.bhn("POST", tasks, body))).isEqualTo("2303");
    Said otherBody = play.bhn("POST", tasks, Map.of("title", "Ask", "requestId", "r-1"));
    assertThat(otherBody.status()).isEqualTo(409);
    assertThat(errorCode(otherBody)).isEqualTo("request.id.reused");
    String eve = play.profile(Map.of("email", "eve@example.com"));
    assertThat(errorCode(play.bhn("POST", "/v2/contacts/" + eve + "/tasks", body)))
        .as("the same body for another contact is another request")
        .isEqualTo("request.id.reused");
    assertThat(play.bhn("GET", tasks + "?requestId=r-1").body()).containsEntry("total", 1);
    assertThat(play.bhn("GET", tasks + "?requestId=r-2").body()).containsEntry("total", 0);
  }

  @Test
  void aRequestIdStaysUsedWhenItsTaskIsDeleted() {
    Map<String, Object> body = Map.of("title", "Call", "requestId", "r-1");
    play.bhn("DELETE", play.profileTask(ada, body));
    assertThat(errorCode(play.bhn("POST", tasks, body))).isEqualTo("2303");
    assertThat(play.bhn("GET", tasks + "?requestId=r-1").body()).containsEntry("total", 0);
  }

  @Test
  void listsAreInTheOrderOfCreationAndPaged() {
    for (String title : List.of("a", "b", "c")) {
      play.profileTask(ada, Map.of("title", title));
    }
    Said page = play.bhn("GET", tasks + "?start=1&limit=1");
    assertThat(page.objects("result")).extracting(one -> one.get("title")).containsExactly("b");
    assertThat(page.body()).containsEntry("total", 3).containsEntry("start", 1);
    assertThat(errorCode(play.bhn("GET", tasks + "?limit=501"))).isEqualTo("page.limit.invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "title, '', task.title.required",
    "title, '   ', task.title.required",
    "dueDate, 1900-01-01T00:00:00Z, task.dueDate.invalid",
    "dueDate, 2026-11-09T12:00:00, task.dueDate.invalid",
    "dueDate, tomorrow, task.dueDate.invalid",
    "status, done, task.status.invalid",
    "status, '', task.status.invalid",
    "completed, true, task.completed.unknown",
    "ownerEmail, olivia, task.ownerEmail.invalid",
    "priority, '', task.priority.unknown"
  })
  void aFieldOfATaskThatIsRefusedIsNamed(String field, String value, String code) {
    Map<String, Object> body = new LinkedHashMap<>(Map.of("title", "Call"));
    body.put(field, value);
    assertThat(errorCode(play.bhn("POST", tasks, body))).isEqualTo(code);
    assertThat(play.bhn("GET", tasks).body()).containsEntry("total", 0);
  }

  @ParameterizedTest
  @CsvSource({"title, 255", "body, 8192"})
  void aTaskTakesWhatIsAtTheLimitAndNamesItBeyond(String field, int most) {
    Map<String, Object> body = new LinkedHashMap<>(Map.of("title", "Call"));
    body.put(field, "\uD83C\uDF89".repeat(most)); // a limit counts characters, not chars
    play.profileTask(ada, body);
    body.put(field, "x".repeat(most + 1));
    assertOverLimit(play.bhn("POST", tasks, body), "task." + field + ".tooLong", most);
  }

  @Test
  void aNoteTakes64KibAndNamesItBeyond() {
    play.profileNote(ada, Map.of("body", "x".repeat(65_536)));
    Said refused = play.bhn("POST", notes, Map.of("body", "x".repeat(65_537)));
    assertOverLimit(refused, "note.body.tooLong", 65_536);
    assertThat(errorCode(play.bhn("POST", notes, Map.of("body", " "))))
        .isEqualTo("note.body.required");
  }

  private static void assertOverLimit(Said said, String code, int limit) {
    assertThat(said.status()).isEqualTo(400);
    assertThat(said.objects("errors").get(0))
        .containsEntry("errorCode", code)
        .containsEntry("limit", limit);
  }

  @Test
  void whatIsAskedOfAnUnknownContactIsAnsweredInTheContactsWords() {
    String task = play.profileTask(ada, Map.of("title", "Call"));
    String eve = play.profile(Map.of("email", "eve@example.com"));
    assertThat(errorCode(play.bhn("GET", task.replace(ada, eve)))).isEqualTo("task.unknown");
    assertThat(errorCode(play.bhn("GET", task.replace(ada, "nobody"))))
        .isEqualTo("contact.unknown");
    assertThat(errorCode(play.bhn("POST", "/v2/contacts/nobody/notes", Map.of("body", "A"))))
        .isEqualTo("contact.unknown");
  }

  @Test
  void aDeletedContactTakesItsTasksAndNotesAlongAndOneWebhookSaysSo() {
    String task = play.profileTask(ada, Map.of("title", "Call"));
    String note = play.profileNote(ada, Map.of("body", "Called"));
    play.listen();
    play.bhn("DELETE", "/v2/contacts/" + ada);
    assertThat(errorCode(play.bhn("GET", task))).isEqualTo("contact.unknown");
    assertThat(errorCode(play.bhn("GET", note))).isEqualTo("contact.unknown");
    Map<String, Object> bhn = play.control("GET", "state").object("bhn");
    assertThat(bhn).containsEntry("tasks", List.of()).containsEntry("notes", List.of());
    assertThat(play.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"task", "note"})
  void eachChangeRaisesAWebhookWithTheRecordBesideIt(String one) {
    play.listen();
    boolean isTask = one.equals("task");
    String path =
        isTask
            ? play.profileTask(ada, Map.of("title", "Call", "requestId", "r-1"))
            : play.profileNote(ada, Map.of("body", "Called", "requestId", "r-1"));
    Map<String, Object> created = play.bhn("GET", path).profile();
    Map<String, Object> change = Map.of("version", "1", "body", "Twice");
    Map<String, Object> changed = play.bhn("PUT", path, change).profile();
    play.bhn("DELETE", path);

    List<Map<String, Object>> told = play.received().stream().map(Play::body).toList();
    assertThat(told).extracting(body -> body.get("messageType")).containsOnly(one + "Info");
    assertThat(told)
        .extracting(body -> body.get("eventType"))
        .containsExactly("created", "updated", "deleted");
    assertThat(told.get(0)).containsAllEntriesOf(created).containsEntry("requestId", "r-1");
    assertThat(told.get(1)).containsAllEntriesOf(changed).doesNotContainKey("requestId");
    assertThat(told.get(2)).containsAllEntriesOf(changed);
  }

  @Test
  void webhooksOfItemsAreSignedLikeAll() {
    play.listen();
    play.profileTask(ada, Map.of("title", "Call"));
    Delivery delivery = play.received().get(0);
    assertThat(delivery.headers()).containsKeys("X-BHN-Timestamp", "X-BHN-Signature");
  }

  @Test
  void aPersonsTokenEditsItemsAndTheLogTells() {
    String task = play.profileTask(ada, Map.of("title", "Call"));
    Map<String, String> person =
        Map.of("Authorization", "Bearer " + play.access().bhn().personToken());
    Said said =
        play.call("PUT", "/bhn" + task, person, Map.of("version", "1", "status", "in_progress"));
    assertThat(said.profile()).containsEntry("status", "in_progress");
    List<Map<String, Object>> log = play.control("GET", "log").objects("items");
    assertThat(log.get(log.size() - 1)).containsEntry("caller", "person");
  }

  @Test
  void theStateShowsItemsAsAReadDoesWithTheirAccount() {
    String task = play.profileTask(ada, Map.of("title", "Call"));
    String note = play.profileNote(ada, Map.of("body", "Called"));
    Map<String, Object> bhn = play.control("GET", "state").object("bhn");
    assertThat(bhn)
        .containsEntry("tasks", List.of(play.bhn("GET", task).profile()))
        .containsEntry("notes", List.of(play.bhn("GET", note).profile()));
  }

  @Test
  void anotherAccountSeesNothingOfThem() {
    Play two = new Play(options -> options.withConnections(2));
    String eve = two.profile(Map.of("email", "eve@example.com"));
    String task = two.profileTask(eve, Map.of("title", "Call"));
    String other = two.sandbox().accesses().get(1).bhn().personToken();
    Said said = two.call("GET", "/bhn" + task, Map.of("Authorization", "Bearer " + other));
    assertThat(errorCode(said)).isEqualTo("contact.unknown");
  }
}

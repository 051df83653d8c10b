package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighLevelTasksTest {

  private final Play play = new Play();
  private final String contact = play.contact(Map.of("firstName", "Ada"));
  private final String tasks = "/contacts/" + contact + "/tasks";

  @Test
  void aTaskIsCreatedReadChangedAndGone() {
    Said created =
        play.highLevel(
            "POST",
            tasks,
            Map.of(
                "title", "Send the gift",
                "body", "The blue box",
                "dueDate", "2026-11-09T12:00:00+01:00",
                "completed", false,
                "assignedTo", aUser()));
    assertThat(created.status()).isEqualTo(201);
    Map<String, Object> task = created.object("task");
    assertThat(task)
        .containsOnlyKeys("id", "title", "body", "assignedTo", "dueDate", "completed", "contactId")
        .containsEntry("dueDate", "2026-11-09T11:00:00.000Z")
        .containsEntry("contactId", contact);
    String path = tasks + "/" + task.get("id");
    assertThat(play.highLevel("GET", path).object("task")).isEqualTo(task);
    assertThat(play.highLevel("GET", tasks).objects("tasks")).containsExactly(task);

    Said changed = play.highLevel("PUT", path, Map.of("title", "Send the other gift"));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.object("task"))
        .containsEntry("title", "Send the other gift")
        .containsEntry("body", "The blue box");

    Said deleted = play.highLevel("DELETE", path);
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.body()).containsEntry("succeded", true);
    Said gone = play.highLevel("GET", path);
    assertThat(gone.status()).isEqualTo(400);
    assertThat(gone.body())
        .containsEntry("message", "Task with id " + task.get("id") + " not found");
    assertThat(play.highLevel("DELETE", path).status()).isEqualTo(400);
  }

  @Test
  void aTaskOfAnUnknownContactIsAnsweredWithTheContactsWords() {
    for (String path : List.of("/contacts/nobody/tasks", "/contacts/nobody/tasks/t1")) {
      Said said = play.highLevel("GET", path);
      assertThat(said.status()).isEqualTo(400);
      assertThat(said.body()).containsEntry("message", "Contact with id nobody not found");
    }
  }

  @Test
  void aTaskIsNotFoundUnderAnotherContact() {
    String id = play.task(contact, "Call").replaceAll(".*/", "");
    String other = play.contact(Map.of("firstName", "Eve"));
    assertThat(play.highLevel("GET", "/contacts/" + other + "/tasks/" + id).body())
        .containsEntry("message", "Task with id " + id + " not found");
  }

  @Test
  void completingHasACallOfItsOwnThatTakesNothingElse() {
    String path = play.task(contact, "Call");
    Said completed = play.highLevel("PUT", path + "/completed", Map.of("completed", true));
    assertThat(completed.object("task")).containsEntry("completed", true);
    assertThat(
            play.highLevel("PUT", path + "/completed", Map.of("completed", false)).object("task"))
        .containsEntry("completed", false);
    assertThat(
            play.highLevel("PUT", path + "/completed", Map.of("completed", true, "title", "x"))
                .texts("message"))
        .containsExactly("property title should not exist");
    assertThat(play.highLevel("PUT", path + "/completed", Map.of()).texts("message"))
        .containsExactly("completed must be a boolean value");
  }

  @Test
  void titleDueDateAndCompletedAreRequired() {
    Said said = play.highLevel("POST", tasks, Map.of("body", "no more than this"));
    assertThat(said.status()).isEqualTo(422);
    assertThat(said.texts("message"))
        .satisfiesExactly(
            one -> assertThat(one).startsWith("completed must be"),
            one -> assertThat(one).startsWith("dueDate must be"),
            one -> assertThat(one).startsWith("title must be"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"title":""}                       | title must be longer than or equal to 1 characters
          {"status":"open"}                  | property status should not exist
          {"contactId":"c"}                  | property contactId should not exist
          {"completed":"yes"}                | completed must be a boolean value
          {"dueDate":"2026-01-05T11:00:00"}  | dueDate must be an ISO 8601 date and time with a zone, such as 2026-01-05T11:00:00Z
          {"dueDate":null}                   | dueDate must be an ISO 8601 date and time with a zone, such as 2026-01-05T11:00:00Z
          {"assignedTo":"a stranger"}        | assignedTo is no user of this location
          """)
  void aRefusalNamesFieldAndRule(String body, String message) {
    String path = play.task(contact, "Call");
    Said said = play.highLevel("PUT", path, body.getBytes(StandardCharsets.UTF_8));
    assertThat(said.status()).isEqualTo(422);
    assertThat(said.texts("message")).containsExactly(message);
    assertThat(play.highLevel("GET", path).object("task")).containsEntry("title", "Call");
  }

  @Test
  void lengthsAreCountedInCharactersAndTheLimitIsNamed() {
    String path = play.task(contact, "Call");
    String longest = "\uD83C\uDF89".repeat(255);
    assertThat(play.highLevel("PUT", path, Map.of("title", longest)).status()).isEqualTo(200);
    assertThat(
            play.highLevel("PUT", path, Map.of("title", longest + "x", "body", "y".repeat(8_193)))
                .texts("message"))
        .containsExactlyInAnyOrder(
            "title must be shorter than or equal to 255 characters",
            "body must be shorter than or equal to 8192 characters");
  }

  @Test
  void bodyAndOwnerCanBeCleared() {
    String path = play.task(contact, "Call");
    play.highLevel("PUT", path, Map.of("body", "soon", "assignedTo", aUser()));
    Map<String, Object> clear = new HashMap<>();
    clear.put("body", "");
    clear.put("assignedTo", null);
    assertThat(play.highLevel("PUT", path, clear).object("task"))
        .doesNotContainKeys("body", "assignedTo");
  }

  @Test
  void anItemsWriteMovesNoDateOfItsContact() {
    Object before = play.readContact(contact).get("dateUpdated");
    play.pass(Duration.ofSeconds(5));
    play.highLevel("PUT", play.task(contact, "Call"), Map.of("title", "Write"));
    play.note(contact, "Called");
    assertThat(play.readContact(contact)).containsEntry("dateUpdated", before);
  }

  @Test
  void theUsersOfALocationAreListedWithTheirEmails() {
    Said said = play.highLevel("GET", "/users/?locationId=" + play.locationId());
    assertThat(said.objects("users"))
        .extracting(user -> user.get("email"))
        .containsExactly(
            "olivia.office@example.com", "marcus.office@example.com", "samira.office@example.com");
    assertThat(play.highLevel("GET", "/users/").status()).isEqualTo(422);
    assertThat(play.highLevel("GET", "/users/?locationId=elsewhere").status()).isEqualTo(403);
  }

  @Test
  void theSearchFindsTasksOverAllContactsNewestFirst() {
    String other = play.contact(Map.of("firstName", "Eve"));
    play.task(contact, "Call Ada");
    play.pass(Duration.ofSeconds(1));
    String path = play.task(other, "Call Eve");
    play.pass(Duration.ofSeconds(1));
    play.task(contact, "Write Ada");
    play.highLevel("PUT", path + "/completed", Map.of("completed", true));
    play.highLevel("PUT", path, Map.of("assignedTo", aUser()));

    assertThat(titles(Map.of())).containsExactly("Write Ada", "Call Eve", "Call Ada");
    assertThat(titles(Map.of("limit", 1, "skip", 1))).containsExactly("Call Eve");
    assertThat(titles(Map.of("contactId", List.of(contact))))
        .containsExactly("Write Ada", "Call Ada");
    assertThat(titles(Map.of("completed", true))).containsExactly("Call Eve");
    assertThat(titles(Map.of("assignedTo", List.of(aUser())))).containsExactly("Call Eve");
    assertThat(titles(Map.of("query", "call"))).containsExactly("Call Eve", "Call Ada");
    assertThat(titles(Map.of("businessId", "b1"))).isEmpty();
  }

  @Test
  void theSearchAnswers25UnlessToldAndNeverMoreThan100() {
    for (int i = 0; i < 30; i++) {
      play.task(contact, "Task " + i);
    }
    assertThat(titles(Map.of())).hasSize(25);
    assertThat(titles(Map.of("limit", 100))).hasSize(30);
    Said said = search(Map.of("limit", 101));
    assertThat(said.status()).isEqualTo(422);
    assertThat(said.texts("message")).containsExactly("limit must not be greater than 100");
    assertThat(search(Map.of("dueDate", "today")).texts("message"))
        .containsExactly("property dueDate should not exist");
  }

  @Test
  void theSearchLagsAsTheIndexDoesAndTheListDoesNot() {
    Play lagging = new Play(options -> options.withIndexLag(Duration.ofSeconds(2)));
    String id = lagging.contact(Map.of("firstName", "Ada"));
    lagging.task(id, "Call");
    String path = "/locations/" + lagging.locationId() + "/tasks/search";
    assertThat(lagging.highLevel("POST", path, Map.of()).objects("tasks")).isEmpty();
    assertThat(lagging.listed(id, "tasks", "title")).containsExactly("Call");
    lagging.pass(Duration.ofSeconds(2));
    assertThat(lagging.highLevel("POST", path, Map.of()).objects("tasks")).hasSize(1);
  }

  private Said search(Map<String, Object> body) {
    return play.highLevel("POST", "/locations/" + play.locationId() + "/tasks/search", body);
  }

  private List<Object> titles(Map<String, Object> body) {
    Said said = search(body);
    assertThat(said.status()).as("%s", said.body()).isEqualTo(200);
    return said.objects("tasks").stream().map(task -> task.get("title")).toList();
  }

  private String aUser() {
    return String.valueOf(
        play.highLevel("GET", "/users/?locationId=" + play.locationId())
            .objects("users")
            .get(0)
            .get("id"));
  }
}

package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.webhooks.Delivery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What HighLevel tells of tasks and notes, and what it does not. */
class ItemWebhooksTest {

  private final Play play = new Play();
  private final String contact = play.contact(Map.of("firstName", "Ada"));

  @BeforeEach
  void listen() {
    play.listen();
  }

  @Test
  void aNoteIsToldFromCreationToDeletionAndNeverWithItsTitle() {
    String note = play.note(contact, "Called");
    Delivery created = play.received().get(0);
    assertThat(created.type()).isEqualTo("NoteCreate");
    assertThat(created.headers()).containsKey("X-GHL-Signature");
    assertThat(Play.body(created))
        .containsOnlyKeys(
            "type",
            "locationId",
            "id",
            "body",
            "contactId",
            "dateAdded",
            "appId",
            "versionId",
            "timestamp",
            "webhookId")
        .containsEntry("type", "NoteCreate")
        .containsEntry("body", "<p>Called</p>")
        .containsEntry("contactId", contact)
        .containsEntry("locationId", play.locationId());
    play.highLevel("PUT", note, Map.of("title", "Monday"));
    play.highLevel("PUT", note, Map.of("title", "Monday"));
    play.highLevel("DELETE", note);
    assertThat(types()).containsExactly("NoteUpdate", "NoteDelete");
  }

  @Test
  void aTaskIsToldWhenItIsMadeCompletedAndDeleted() {
    String task = play.task(contact, "Call");
    Map<String, Object> told = Play.body(play.received().get(0));
    assertThat(told)
        .containsEntry("type", "TaskCreate")
        .containsEntry("title", "Call")
        .containsEntry("dueDate", "2026-11-09T12:00:00.000Z")
        .containsEntry("contactId", contact)
        .containsKey("dateAdded")
        .doesNotContainKeys("completed", "body", "assignedTo");
    play.highLevel("PUT", task + "/completed", Map.of("completed", true));
    play.highLevel("PUT", task + "/completed", Map.of("completed", true));
    play.highLevel("DELETE", task);
    assertThat(types()).containsExactly("TaskComplete", "TaskDelete");
  }

  @Test
  void anEditAndAReopeningOfATaskAreNotTold() {
    String task = play.task(contact, "Call");
    play.highLevel("PUT", task, Map.of("completed", true));
    assertThat(types()).containsExactly("TaskCreate", "TaskComplete");
    play.highLevel("PUT", task, Map.of("title", "Write", "dueDate", "2026-12-01T00:00:00Z"));
    play.highLevel("PUT", task + "/completed", Map.of("completed", false));
    assertThat(play.received()).isEmpty();
  }

  @Test
  void aDeletedContactIsToldAloneAndWhatWentWithItIsNot() {
    play.task(contact, "Call");
    play.note(contact, "Called");
    play.received();
    play.highLevel("DELETE", "/contacts/" + contact);
    assertThat(types()).containsExactly("ContactDelete");
  }

  @Test
  void aTaskCreateCanComeWithoutItsContactAndBody() {
    play.faults(Fault.of("highlevel", "TaskCreate", FaultKind.WEBHOOK_WITHOUT_CONTACT));
    play.highLevel(
        "POST",
        "/contacts/" + contact + "/tasks",
        Map.of(
            "title", "Call",
            "body", "soon",
            "dueDate", "2026-11-09T12:00:00Z",
            "completed", false));
    Map<String, Object> told = Play.body(play.received().get(0));
    assertThat(told).containsEntry("title", "Call").doesNotContainKeys("contactId", "body");
  }

  @Test
  void anEventThatCannotLoseItsContactDoesNotUseTheFaultUp() {
    play.faults(Fault.of("highlevel", "*", FaultKind.WEBHOOK_WITHOUT_CONTACT).times(1));
    play.note(contact, "Called");
    play.contact(Map.of("firstName", "Eve"));
    assertThat(play.sandbox().faultHits()).isEmpty();
    play.task(contact, "Call");
    assertThat(play.sandbox().faultHits()).containsOnlyKeys(FaultKind.WEBHOOK_WITHOUT_CONTACT);
  }

  private List<String> types() {
    return play.received().stream().map(Delivery::type).toList();
  }
}

package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.sandbox.Play.Said;
import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.webhooks.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The faults that make tasks and notes hard: what lists hide, and writes that are not what is said.
 */
class ItemFaultsTest {

  private final Play play = new Play();
  private final String contact = play.contact(Map.of("firstName", "Ada"));
  private final String notes = "/contacts/" + contact + "/notes";

  @Test
  void aLaggingListShowsTheStateOfSomeSecondsAgo() {
    String edited = play.note(contact, "before");
    String deleted = play.note(contact, "deleted since");
    play.pass(Duration.ofSeconds(10));
    play.highLevel("PUT", edited, Map.of("body", "after"));
    play.highLevel("DELETE", deleted);
    play.note(contact, "new");
    play.faults(
        Fault.of("highlevel", "GET /contacts/{contactId}/notes", FaultKind.LAGGING_LIST)
            .by(Duration.ofSeconds(8)));
    play.pass(Duration.ofSeconds(7));
    assertThat(bodies()).containsExactly("<p>before</p>", "<p>deleted since</p>");
    assertThat(play.highLevel("GET", edited).object("note"))
        .as("a read of the id does not lag")
        .containsEntry("body", "<p>after</p>");
    play.pass(Duration.ofSeconds(1));
    assertThat(bodies()).containsExactly("<p>after</p>", "<p>new</p>");
  }

  @Test
  void searchesAndListsOfContactsLagAsWell() {
    play.task(contact, "Call");
    play.pass(Duration.ofSeconds(1));
    play.faults(Fault.of("highlevel", "*", FaultKind.LAGGING_LIST));
    String search = "/locations/" + play.locationId() + "/tasks/search";
    assertThat(play.highLevel("POST", search, Map.of()).objects("tasks")).isEmpty();
    assertThat(
            play.highLevel("GET", "/contacts/?locationId=" + play.locationId()).objects("contacts"))
        .isEmpty();
    assertThat(play.sandbox().faultHits()).containsEntry(FaultKind.LAGGING_LIST, 2L);
  }

  @Test
  void aPartialListLacksSomeThatAReadOfEachIdFinds() {
    List<String> paths =
        List.of("a", "b", "c", "d", "e", "f").stream()
            .map(text -> play.note(contact, text))
            .toList();
    play.faults(Fault.of("highlevel", "GET *", FaultKind.PARTIAL_LIST));
    for (int i = 0; i < 20; i++) {
      assertThat(bodies()).hasSizeLessThan(6);
    }
    assertThat(paths)
        .allSatisfy(path -> assertThat(play.highLevel("GET", path).status()).isEqualTo(200));
    assertThat(play.sandbox().faultHits()).containsEntry(FaultKind.PARTIAL_LIST, 20L);
  }

  @Test
  void aPartialListLooksWholeAtBhnToo() {
    List.of("a", "b", "c").forEach(name -> play.profile(Map.of("email", name + "@example.com")));
    play.faults(Fault.of("bhn", "GET /v2/contacts", FaultKind.PARTIAL_LIST));
    Said said = play.bhn("GET", "/v2/contacts");
    assertThat(said.objects("result")).hasSizeLessThan(3);
    assertThat(said.body()).containsEntry("total", said.objects("result").size());
  }

  @Test
  void aGhostWriteIsAnsweredWithAnErrorAndTakesEffectLater() {
    play.listen();
    play.faults(
        Fault.of("highlevel", "POST /contacts/{contactId}/notes", FaultKind.GHOST_WRITE)
            .times(1)
            .by(Duration.ofSeconds(4)));
    assertThat(play.highLevel("POST", notes, Map.of("body", "a ghost")).status()).isEqualTo(500);
    play.pass(Duration.ofMillis(3_999));
    assertThat(bodies()).isEmpty();
    assertThat(play.received()).isEmpty();
    play.pass(Duration.ofMillis(1));
    assertThat(play.received()).extracting(Delivery::type).containsExactly("NoteCreate");
    assertThat(bodies()).containsExactly("<p>a ghost</p>");
    play.pass(Duration.ofMinutes(1));
    assertThat(bodies()).as("it acts once").hasSize(1);
  }

  @Test
  void aGhostThatComesTooLateOrSpeaksNoJsonDoesNothing() {
    String note = play.note(contact, "Called");
    play.faults(Fault.of("highlevel", "PUT *", FaultKind.GHOST_WRITE));
    play.highLevel("PUT", note, Map.of("body", "late"));
    play.highLevel("PUT", note, "{\"body\":".getBytes(StandardCharsets.UTF_8));
    play.highLevel("DELETE", note);
    play.pass(Duration.ofSeconds(6));
    assertThat(bodies()).isEmpty();
  }

  @Test
  void aGhostActsAtBhnToo() {
    play.faults(Fault.of("bhn", "POST /v2/contacts", FaultKind.GHOST_WRITE).times(1));
    assertThat(play.bhn("POST", "/v2/contacts", Map.of("email", "a@example.com")).status())
        .isEqualTo(500);
    play.pass(Duration.ofSeconds(5));
    assertThat(play.bhn("GET", "/v2/contacts").body()).containsEntry("total", 1);
  }

  @Test
  void tasksAndNotesOfBhnMeetTheSameFaults() {
    String ada = play.profile(Map.of("email", "ada@example.com"));
    String note = play.profileNote(ada, Map.of("body", "before"));
    String list = "/v2/contacts/" + ada + "/notes";
    play.pass(Duration.ofSeconds(10));
    play.bhn("PUT", note, Map.of("version", "1", "body", "after"));

    play.faults(Fault.of("bhn", "GET *", FaultKind.LAGGING_LIST).times(1));
    assertThat(play.bhn("GET", list).profile()).containsEntry("body", "before");
    play.faults(Fault.of("bhn", "GET *", FaultKind.STALE_READ).times(1));
    assertThat(play.bhn("GET", note).profile()).containsEntry("body", "before");
    play.faults(Fault.of("bhn", "GET *", FaultKind.PARTIAL_LIST).times(1));
    assertThat(play.bhn("GET", list).body()).containsEntry("total", 0);
    assertThat(play.bhn("GET", list).profile()).containsEntry("body", "after");

    play.faults(Fault.of("bhn", "GET *", FaultKind.HUMAN_EDIT).times(1));
    play.bhn("GET", list);
    assertThat(play.bhn("GET", note).profile())
        .containsEntry("version", "3")
        .extracting("body")
        .asString()
        .startsWith("Talked to ");
    play.faults(Fault.of("bhn", "*", FaultKind.REFUSE_FIELD).field("body").times(1));
    Said refused = play.bhn("PUT", note, Map.of("version", "3", "body", "x"));
    assertThat(Play.errorCode(refused)).isEqualTo("note.body.refused");
    play.faults(Fault.of("bhn", "*", FaultKind.DELETED_BUT_SAID_NO).times(1));
    assertThat(play.bhn("DELETE", note).status()).isEqualTo(500);
    assertThat(Play.errorCode(play.bhn("GET", note))).isEqualTo("note.unknown");
  }

  @Test
  void aResetLaysTheGhosts() {
    play.faults(Fault.of("highlevel", "*", FaultKind.GHOST_WRITE).times(1));
    play.highLevel("POST", "/contacts/", Map.of("locationId", play.locationId()));
    play.control("POST", "reset");
    play.pass(Duration.ofMinutes(1));
    assertThat(
            play.highLevel("GET", "/contacts/?locationId=" + play.locationId()).objects("contacts"))
        .isEmpty();
  }

  @Test
  void aDeleteCanBeDoneAndSaidNotToBe() {
    String note = play.note(contact, "Called");
    play.faults(Fault.of("highlevel", "*", FaultKind.DELETED_BUT_SAID_NO).times(1));
    play.highLevel("DELETE", "/contacts/" + contact + "/tags", Map.of("tags", List.of("vip")));
    assertThat(play.sandbox().faultHits()).as("a tag is no record").isEmpty();
    assertThat(play.highLevel("DELETE", note).status()).isEqualTo(500);
    assertThat(play.highLevel("GET", note).status()).isEqualTo(400);
  }

  @Test
  void theOtherFaultsStrikeItemsToo() {
    play.faults(Fault.of("highlevel", "POST *", FaultKind.LOST_ANSWER).times(1));
    assertThatThrownBy(() -> play.note(contact, "lost"))
        .hasCauseInstanceOf(ConnectionCutException.class);
    play.faults(Fault.of("highlevel", "POST *", FaultKind.CREATED_BUT_422).times(1));
    assertThat(play.highLevel("POST", notes, Map.of("body", "denied")).status()).isEqualTo(422);
    assertThat(bodies()).containsExactly("<p>lost</p>", "<p>denied</p>");

    play.faults(Fault.of("highlevel", "*", FaultKind.REFUSE_FIELD).field("pinned").times(1));
    assertThat(play.highLevel("POST", notes, Map.of("body", "x", "pinned", true)).texts("message"))
        .containsExactly("pinned is not accepted here");
  }

  @Test
  void aStaleReadShowsAnItemAsItWas() {
    String note = play.note(contact, "before");
    play.highLevel("PUT", note, Map.of("body", "after"));
    play.faults(Fault.of("highlevel", "GET *", FaultKind.STALE_READ).times(2));
    assertThat(bodies()).containsExactly("<p>before</p>");
    assertThat(play.highLevel("GET", note).object("note")).containsEntry("body", "<p>before</p>");
    assertThat(bodies()).containsExactly("<p>after</p>");
  }

  @Test
  void aStaleReadShowsAnItemAsItWasSoLongAgo() {
    String old = play.note(contact, "before");
    play.pass(Duration.ofMinutes(1));
    play.highLevel("PUT", old, Map.of("body", "after"));
    String young = play.note(contact, "young");
    Fault stale =
        Fault.of("highlevel", "GET *", FaultKind.STALE_READ).by(Duration.ofSeconds(30)).times(3);
    play.faults(stale);
    assertThat(bodies()).containsExactly("<p>before</p>");
    assertThat(play.highLevel("GET", old).object("note")).containsEntry("body", "<p>before</p>");
    assertThat(play.highLevel("GET", young).status()).isEqualTo(400);

    play.pass(Duration.ofSeconds(30));
    play.faults(stale);
    assertThat(bodies()).containsExactly("<p>after</p>", "<p>young</p>");
  }

  @Test
  void aPersonEditsTheItemThatWasReadOrTheLastOfTheList() {
    String first = play.task(contact, "first");
    play.task(contact, "last");
    play.faults(
        Fault.of("highlevel", "GET *", FaultKind.HUMAN_EDIT)
            .times(1)
            .edit(Map.of("title", "by hand")));
    assertThat(play.listed(contact, "tasks", "title")).containsExactly("first", "last");
    assertThat(play.listed(contact, "tasks", "title")).containsExactly("first", "by hand");

    play.faults(Fault.of("highlevel", "GET *", FaultKind.HUMAN_EDIT).times(1));
    assertThat(play.highLevel("GET", first).object("task")).containsEntry("title", "first");
    assertThat(String.valueOf(play.highLevel("GET", first).object("task").get("title")))
        .startsWith("Ask ");
  }

  private List<Object> bodies() {
    return play.listed(contact, "notes", "body");
  }
}

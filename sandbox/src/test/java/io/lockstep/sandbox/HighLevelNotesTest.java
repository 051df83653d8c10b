package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighLevelNotesTest {

  private final Play play = new Play();
  private final String contact = play.contact(Map.of("firstName", "Ada"));
  private final String notes = "/contacts/" + contact + "/notes";

  @Test
  void aNoteIsCreatedReadChangedAndGone() {
    Said created =
        play.highLevel(
            "POST",
            notes,
            Map.of("body", "Called", "title", "Monday", "color", "#FFAA00", "pinned", true));
    assertThat(created.status()).isEqualTo(201);
    Map<String, Object> note = created.object("note");
    assertThat(note)
        .containsOnlyKeys("id", "body", "title", "color", "pinned", "dateAdded", "contactId")
        .containsEntry("body", "<p>Called</p>")
        .containsEntry("dateAdded", "2026-11-02T09:00:00.000Z");
    String path = notes + "/" + note.get("id");
    assertThat(play.highLevel("GET", path).object("note")).isEqualTo(note);
    assertThat(play.highLevel("GET", notes).objects("notes")).containsExactly(note);

    assertThat(play.highLevel("PUT", path, Map.of("title", "", "pinned", false)).object("note"))
        .containsEntry("body", "<p>Called</p>")
        .containsEntry("pinned", false)
        .doesNotContainKey("title");
    assertThat(play.highLevel("DELETE", path).body()).containsEntry("succeded", true);
    Said gone = play.highLevel("PUT", path, Map.of("body", "again"));
    assertThat(gone.status()).isEqualTo(400);
    assertThat(gone.body())
        .containsEntry("message", "Note with id " + note.get("id") + " not found");
  }

  @ParameterizedTest
  @CsvSource({
    "one line, <p>one line</p>",
    "'one\ntwo', <p>one<br>two</p>",
    "'one\r\ntwo', <p>one<br>two</p>",
    "'one\n\ntwo\n\nthree', <p>one</p><p>two</p><p>three</p>",
    "a < b & c > d, <p>a &lt; b &amp; c &gt; d</p>",
    "use <b>bold</b>, <p>use &lt;b&gt;bold&lt;/b&gt;</p>",
    "<p>the <b>editor's</b> own</p>, <p>the <b>editor's</b> own</p>",
    "<p>text</p><ul><li>one</li></ul>, <p>text</p><ul><li>one</li></ul>"
  })
  void plainTextComesBackAsHtmlAndTheEditorsOwnHtmlStays(String written, String kept) {
    assertThat(play.highLevel("GET", play.note(contact, written)).object("note"))
        .containsEntry("body", kept);
  }

  @Test
  void aNoteWithoutABodyOrWithTooLongAOneIsRefused() {
    assertThat(play.highLevel("POST", notes, Map.of("title", "x")).texts("message"))
        .containsExactly("body must be a string");
    assertThat(play.highLevel("POST", notes, Map.of("body", "")).texts("message"))
        .containsExactly("body must be longer than or equal to 1 characters");
    Said tooLong = play.highLevel("POST", notes, Map.of("body", "x".repeat(524_289)));
    assertThat(tooLong.status()).isEqualTo(422);
    assertThat(tooLong.texts("message"))
        .containsExactly("body must be shorter than or equal to 524288 characters");
    assertThat(play.highLevel("POST", notes, Map.of("body", "x".repeat(524_288))).status())
        .isEqualTo(201);
  }

  @Test
  void aColorThatIsNoneAndAPropertyOfTasksAreNamed() {
    assertThat(
            play.highLevel("POST", notes, Map.of("body", "x", "color", "red", "dueDate", "now"))
                .texts("message"))
        .containsExactlyInAnyOrder(
            "color must be a color such as #FFAA00", "property dueDate should not exist");
  }

  @Test
  void aListHasNoPages() {
    for (int i = 0; i < 2_000; i++) {
      if (i % 90 == 0) {
        play.pass(Duration.ofSeconds(11));
      }
      play.note(contact, "Note " + i);
    }
    assertThat(play.listed(contact, "notes", "body"))
        .hasSize(2_000)
        .startsWith("<p>Note 0</p>")
        .endsWith("<p>Note 1999</p>");
  }

  @Test
  void whatHangsOnAContactGoesWithIt() {
    String note = play.note(contact, "Called");
    String task = play.task(contact, "Call");
    play.highLevel("DELETE", "/contacts/" + contact);
    for (String path : List.of(note, task, notes)) {
      Said gone = play.highLevel("GET", path);
      assertThat(gone.status()).as(path).isEqualTo(400);
      assertThat(gone.body()).containsEntry("message", "Contact with id " + contact + " not found");
    }
    assertThat(play.control("GET", "state").object("highlevel").get("notes"))
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .isEmpty();
  }

  @Test
  void whatHangsOnAMergedContactMovesToTheOtherUnderItsOwnId() {
    String winner = play.contact(Map.of("firstName", "Bea"));
    String note = play.note(contact, "Called");
    play.control("POST", "merge", Map.of("loser", contact, "winner", winner));
    assertThat(play.highLevel("GET", "/contacts/" + contact).status()).isEqualTo(400);
    assertThat(play.highLevel("GET", note).status()).isEqualTo(400);
    assertThat(play.listed(winner, "notes", "body")).containsExactly("<p>Called</p>");
    assertThat(play.highLevel("GET", note.replace(contact, winner)).status()).isEqualTo(200);
  }

  @Test
  void unlessTheLocationLeavesItBehind() {
    play.control("PUT", "location", Map.of("contactDeleteTakesItems", false));
    String note = play.note(contact, "Called");
    play.highLevel("DELETE", "/contacts/" + contact);
    assertThat(play.highLevel("GET", "/contacts/" + contact).status()).isEqualTo(400);
    assertThat(play.highLevel("GET", note).status()).isEqualTo(200);
    assertThat(play.listed(contact, "notes", "body")).containsExactly("<p>Called</p>");
    assertThat(play.highLevel("POST", notes, Map.of("body", "too late")).body())
        .containsEntry("message", "Contact with id " + contact + " not found");
    assertThat(play.highLevel("DELETE", note).status()).isEqualTo(200);
    assertThat(play.highLevel("GET", notes).status()).as("nothing is left").isEqualTo(400);
  }
}

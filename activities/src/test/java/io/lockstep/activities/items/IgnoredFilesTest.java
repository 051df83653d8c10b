package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import org.junit.jupiter.api.Test;

/** The files of a rewards note stay where they are: {@code notes.files: ignore}. */
class IgnoredFilesTest extends NoteWithFiles {

  IgnoredFilesTest() {
    super("ignore");
  }

  @Test
  void highLevelsNoteIsTheTextAloneAndTheFilesStay() {
    noteWithFiles("Hello", "invoice.pdf");
    settle();
    assertThat(contactBody()).isEqualTo("<p>Hello</p>");

    editAtHighLevel("<p>Hello again</p>");
    settle();

    assertThat(rewardsNote()).containsEntry("body", "Hello again");
    assertThat(sides.bhn().files().list(person(Side.REWARDS), noteId())).hasSize(1);
  }

  @Test
  void noAddressInABodyIsEverAskedFor() {
    noteWithFiles("Hello");
    settle();
    int before = sides.calls().size();

    editAtHighLevel("<p>See <a href=\"http://169.254.169.254/latest\">this</a></p>");
    settle();

    assertThat(String.valueOf(rewardsNote().get("body"))).contains("169.254.169.254");
    assertThat(sides.calls().subList(before, sides.calls().size()))
        .containsOnly(
            "rewards mint-token",
            "contacts list-notes",
            "rewards list-notes",
            "rewards update-note");
  }
}

package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files of a rewards note as links in HighLevel's: {@code notes.files: link}. */
class FileLinksTest extends NoteWithFiles {

  FileLinksTest() {
    super("link");
  }

  @Test
  void aFileIsALinkAtHighLevelAndNothingNewAtTheRewardsSide() {
    noteWithFiles("Hello", "invoice.pdf", "receipt.pdf");

    settle();

    assertThat(contactBody())
        .startsWith("<p>Hello</p><p>File: <a href=\"https://rewards.sandbox.example/")
        .contains(">invoice.pdf [", ">receipt.pdf [");
    assertThat(rewardsNote()).containsEntry("body", "Hello");
  }

  @Test
  void twentyRoundTripsLeaveABodyAsLongAsItWas() {
    noteWithFiles("edit 00", "invoice.pdf", "receipt.pdf");
    settle();
    int length = contactBody().length();

    for (int trip = 1; trip <= 20; trip++) {
      String text = "edit %02d".formatted(trip);
      if (trip % 2 == 0) {
        edit(text);
      } else {
        String before = "edit %02d".formatted(trip - 1);
        editAtHighLevel(contactBody().replace(before, text));
      }
      settle();

      assertThat(contactBody()).as("trip " + trip).contains(text).hasSize(length);
      assertThat(rewardsNote()).as("trip " + trip).containsEntry("body", text);
    }
  }

  @Test
  void aLinkSomebodyTookAwayIsNoDeletedFileAndStaysAway() {
    noteWithFiles("Hello", "invoice.pdf");
    settle();

    editAtHighLevel("<p>Hello</p>");
    settle();

    assertThat(contactBody()).isEqualTo("<p>Hello</p>");
    assertThat(rewardsNote()).containsEntry("body", "Hello");
    assertThat(sides.bhn().files().list(person(Side.REWARDS), noteId())).hasSize(1);
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
  }

  @Test
  void equalNotesAreOneThoughOneOfThemHasAFile() {
    sides.highLevel().notes().create(person(Side.CONTACTS), Map.of("body", "<p>Welcome</p>"));
    noteWithFiles("Welcome", "invoice.pdf");

    settle();

    assertThat(sides.highLevel().notes().list(person(Side.CONTACTS))).hasSize(1);
    assertThat(sides.bhn().notes().list(person(Side.REWARDS))).hasSize(1);
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
  }

  @Test
  void aFileAddedLaterIsLinkedToo() {
    noteWithFiles("Hello");
    settle();
    assertThat(contactBody()).isEqualTo("<p>Hello</p>");
    sides.advance(HOURS);

    addFile(noteId(), "late.pdf");
    settle();

    assertThat(contactBody()).contains("late.pdf");
    assertThat(rewardsNote()).containsEntry("body", "Hello");
  }

  @Test
  void aNoteCopiedAtHighLevelWithItsLinksReachesTheRewardsSideWithoutThem() {
    noteWithFiles("Hello", "invoice.pdf");
    settle();
    sides
        .highLevel()
        .notes()
        .create(person(Side.CONTACTS), Map.of("body", contactBody() + "<p>2</p>"));

    settle();

    assertThat(sides.bhn().notes().list(person(Side.REWARDS)))
        .extracting(note -> note.get("body"))
        .containsExactlyInAnyOrder("Hello", "Hello\n\n2");
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
  }
}

package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.bhn.BhnFiles.NewFile;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files of a rewards note as links in HighLevel's: {@code notes.files: link}. */
class FileLinksTest {

  private static final Duration HOURS = Duration.ofHours(2);

  private final TwoSides sides =
      new TwoSides(TwoSides.MAPPING + "notes: {direction: both, files: link}\n");
  private final FlowKey ann =
      sides.newContact(Map.of("email", "ann@example.com", "firstName", "Ann"));

  @BeforeEach
  void aContactIsLinked() {
    sides.settle(ann);
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

  private void noteWithFiles(String body, String... files) {
    String note =
        String.valueOf(
            sides.bhn().notes().create(person(Side.REWARDS), Map.of("body", body)).get("noteId"));
    for (String file : files) {
      addFile(note, file);
    }
  }

  private void addFile(String note, String name) {
    NewFile file = new NewFile(name, "application/pdf", name.getBytes(StandardCharsets.UTF_8));
    sides.bhn().files().add(person(Side.REWARDS), note, name, file);
  }

  private void edit(String body) {
    sides.advance(HOURS);
    sides
        .bhn()
        .notes()
        .update(
            person(Side.REWARDS),
            noteId(),
            Map.of("version", rewardsNote().getOrDefault("version", ""), "body", body));
  }

  private void editAtHighLevel(String body) {
    sides.advance(HOURS);
    String note =
        String.valueOf(sides.highLevel().notes().list(person(Side.CONTACTS)).get(0).get("id"));
    sides.highLevel().notes().update(person(Side.CONTACTS), note, Map.of("body", body));
  }

  private Plan settle() {
    return sides.settle(ann, ItemKind.NOTE);
  }

  private String contactBody() {
    return String.valueOf(sides.highLevel().notes().list(person(Side.CONTACTS)).get(0).get("body"));
  }

  private String noteId() {
    return String.valueOf(rewardsNote().get("noteId"));
  }

  private Map<String, Object> rewardsNote() {
    return sides.bhn().notes().list(person(Side.REWARDS)).get(0);
  }

  private String person(Side side) {
    return sides.pairs.linkOfContact("acme", ann.contactId()).orElseThrow().id(side);
  }
}

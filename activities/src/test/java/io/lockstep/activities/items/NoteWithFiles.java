package io.lockstep.activities.items;

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

/** One linked contact whose rewards note has files, and what people do to that note. */
abstract class NoteWithFiles {

  static final Duration HOURS = Duration.ofHours(2);

  final TwoSides sides;
  final FlowKey ann;

  /**
   * @param files as a mapping profile says it
   */
  NoteWithFiles(String files) {
    sides = new TwoSides(TwoSides.MAPPING + "notes: {direction: both, files: " + files + "}\n");
    ann = sides.newContact(Map.of("email", "ann@example.com", "firstName", "Ann"));
  }

  @BeforeEach
  void aContactIsLinked() {
    sides.settle(ann);
  }

  final void noteWithFiles(String body, String... files) {
    String note =
        String.valueOf(
            sides.bhn().notes().create(person(Side.REWARDS), Map.of("body", body)).get("noteId"));
    for (String file : files) {
      addFile(note, file);
    }
  }

  final void addFile(String note, String name) {
    NewFile file = new NewFile(name, "application/pdf", name.getBytes(StandardCharsets.UTF_8));
    sides.bhn().files().add(person(Side.REWARDS), note, name, file);
  }

  final void edit(String body) {
    sides.advance(HOURS);
    sides
        .bhn()
        .notes()
        .update(
            person(Side.REWARDS),
            noteId(),
            Map.of("version", rewardsNote().getOrDefault("version", ""), "body", body));
  }

  final void editAtHighLevel(String body) {
    sides.advance(HOURS);
    String note =
        String.valueOf(sides.highLevel().notes().list(person(Side.CONTACTS)).get(0).get("id"));
    sides.highLevel().notes().update(person(Side.CONTACTS), note, Map.of("body", body));
  }

  final Plan settle() {
    return sides.settle(ann, ItemKind.NOTE);
  }

  final String contactBody() {
    return String.valueOf(sides.highLevel().notes().list(person(Side.CONTACTS)).get(0).get("body"));
  }

  final String noteId() {
    return String.valueOf(rewardsNote().get("noteId"));
  }

  final Map<String, Object> rewardsNote() {
    return sides.bhn().notes().list(person(Side.REWARDS)).get(0);
  }

  final String person(Side side) {
    return sides.idOf(ann, side);
  }
}

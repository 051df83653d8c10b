package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What else a task says, besides its title and whether it is done, and that it arrives. */
class TaskFieldsTest {

  private static final String OLIVIA = "olivia.office@example.com";
  private static final String MARCUS = "marcus.office@example.com";
  private static final String NO_USER = "fay.freelance@example.com";

  private final TwoSides sides =
      new TwoSides(TwoSides.MAPPING + "tasks: {direction: both, users: byEmail}\n");
  private final FlowKey ann = sides.newContact(Map.of("email", "ann@example.com"));

  @BeforeEach
  void aTaskIsOnBothSides() {
    sides.settle(ann);
    sides
        .highLevel()
        .tasks()
        .create(
            ann.contactId(),
            Map.of(
                "title", "Call",
                "body", "About the card",
                "dueDate", "2027-01-05T11:00:00Z",
                "assignedTo", user(OLIVIA),
                "completed", false));
    sides.settle(ann, ItemKind.TASK);
    sides.advance(Duration.ofHours(2));
  }

  @Test
  void aNewTaskBringsBodyDueDateAndOwner() {
    assertThat(atRewards())
        .containsEntry("body", "About the card")
        .containsEntry("ownerEmail", OLIVIA);
    assertThat(String.valueOf(atRewards().get("dueDate"))).startsWith("2027-01-05T11:00:00");
  }

  @Test
  void bodyDueDateAndOwnerOfAnEditAtHighLevelArrive() {
    editAtHighLevel(
        Map.of(
            "body", "About both cards",
            "dueDate", "2027-02-06T12:00:00Z",
            "assignedTo", user(MARCUS)));

    assertThat(atRewards())
        .containsEntry("body", "About both cards")
        .containsEntry("ownerEmail", MARCUS);
    assertThat(String.valueOf(atRewards().get("dueDate"))).startsWith("2027-02-06T12:00:00");
  }

  @Test
  void bodyDueDateAndOwnerOfAnEditAtTheRewardsSideArrive() {
    editAtRewards(
        Map.of(
            "body", "About both cards",
            "dueDate", "2027-02-06T12:00:00Z",
            "ownerEmail", MARCUS));

    assertThat(atHighLevel())
        .containsEntry("body", "About both cards")
        .containsEntry("assignedTo", user(MARCUS));
    assertThat(String.valueOf(atHighLevel().get("dueDate"))).startsWith("2027-02-06T12:00:00");
  }

  @Test
  void anOwnerWhoIsNoUserIsNotSentAndClearsNothing() {
    editAtRewards(Map.of("ownerEmail", NO_USER, "title", "Call again"));

    assertThat(atHighLevel())
        .containsEntry("title", "Call again")
        .containsEntry("assignedTo", user(OLIVIA));
    assertThat(atRewards()).containsEntry("ownerEmail", NO_USER);
  }

  private void editAtHighLevel(Map<String, Object> values) {
    sides
        .highLevel()
        .tasks()
        .update(ann.contactId(), String.valueOf(atHighLevel().get("id")), values);
    sides.settle(ann, ItemKind.TASK);
  }

  private void editAtRewards(Map<String, Object> values) {
    Map<String, Object> task = atRewards();
    var body = new HashMap<>(values);
    body.put("version", Objects.requireNonNull(task.get("version")));
    sides.bhn().tasks().update(profile(), String.valueOf(task.get("taskId")), body);
    sides.settle(ann, ItemKind.TASK);
  }

  private Map<String, Object> atHighLevel() {
    return sides.highLevel().tasks().list(ann.contactId()).get(0);
  }

  private Map<String, Object> atRewards() {
    return sides.bhn().tasks().list(profile()).get(0);
  }

  private String profile() {
    return sides.pairs.linkOfContact("acme", ann.contactId()).orElseThrow().id(Side.REWARDS);
  }

  private String user(String email) {
    return Objects.requireNonNull(sides.highLevel().userIdsByEmail().get(email));
  }
}

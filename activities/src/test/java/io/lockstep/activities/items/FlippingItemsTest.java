package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.ItemCalls;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Items that somebody else's automation sets to and fro: {@code brakes.flips}. */
class FlippingItemsTest {

  private static final String MAPPING =
      TwoSides.MAPPING
          + """
          tasks: {direction: both}
          notes: {direction: both}
          brakes: {flips: {most: 3, within: 30m}}
          """;
  private static final Duration SETTLED = Duration.ofSeconds(65);

  private final TwoSides sides = new TwoSides(MAPPING);
  private final FlowKey ann =
      sides.newContact(Map.of("email", "ann@example.com", "firstName", "Ann"));

  @BeforeEach
  void aContactIsLinked() {
    sides.settle(ann);
  }

  @Test
  void aTaskCompletedAndReOpenedToAndFroWaitsForAPersonAndItsTitleTravels() {
    ItemCalls tasks = sides.highLevel().tasks();
    String id =
        made(
            tasks,
            Side.CONTACTS,
            Map.of("title", "Call", "dueDate", "2027-01-05T11:00:00Z", "completed", false));
    sides.settle(ann, ItemKind.TASK);

    Plan plan = sides.look(ann, ItemKind.TASK);
    for (int swing = 1; swing <= 5; swing++) {
      sides.advance(SETTLED);
      tasks.update(sides.idOf(ann, Side.CONTACTS), id, Map.of("completed", swing % 2 == 1));
      plan = sides.settle(ann, ItemKind.TASK);
      assertThat(plan.waiting()).as("swing " + swing).hasSize(swing < 5 ? 0 : 1);
    }

    assertThat(plan.waiting()).extracting(Waiting::field).containsExactly("task.completed@c:" + id);
    tasks.update(sides.idOf(ann, Side.CONTACTS), id, Map.of("title", "Call twice"));
    sides.advance(SETTLED);
    sides.settle(ann, ItemKind.TASK);
    assertThat(rewards(sides.bhn().tasks()))
        .containsEntry("title", "Call twice")
        .containsEntry("status", "open");
    sides.settle(ann, ItemKind.TASK, Decision.retry());
    assertThat(rewards(sides.bhn().tasks())).containsEntry("status", "completed");
  }

  @Test
  void aNoteThatEachSidesAutomationSetsBackWaitsForAPerson() {
    String id = made(sides.highLevel().notes(), Side.CONTACTS, Map.of("body", "ours"));
    sides.settle(ann, ItemKind.NOTE);

    int swings = 0;
    Plan plan;
    do {
      sides.advance(SETTLED);
      if (swings % 2 == 0) {
        Map<String, Object> body = new HashMap<>(Map.of("body", "theirs"));
        body.put("version", rewards(sides.bhn().notes()).get("version"));
        sides
            .bhn()
            .notes()
            .update(
                sides.idOf(ann, Side.REWARDS),
                String.valueOf(rewards(sides.bhn().notes()).get("noteId")),
                body);
      } else {
        sides
            .highLevel()
            .notes()
            .update(sides.idOf(ann, Side.CONTACTS), id, Map.of("body", "ours"));
      }
      plan = sides.settle(ann, ItemKind.NOTE);
      swings++;
    } while (plan.waiting().isEmpty() && swings < 12);

    assertThat(plan.waiting()).extracting(Waiting::field).containsExactly("note.body@c:" + id);
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
    assertThat(swings).isEqualTo(5);
  }

  private String made(ItemCalls calls, Side side, Map<String, Object> item) {
    return String.valueOf(calls.create(sides.idOf(ann, side), item).get("id"));
  }

  private Map<String, Object> rewards(ItemCalls calls) {
    List<Map<String, Object>> all = calls.list(sides.idOf(ann, Side.REWARDS));
    assertThat(all).hasSize(1);
    return all.get(0);
  }
}

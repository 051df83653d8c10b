package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** More than one plan has room for, held by a brake and let pass by one decision. */
class HeldItemsTest {

  private static final int MANY = 60; // a plan holds 50 operations, a look reads 10 by their id

  @Test
  void oneRetryLetsAllDeletionsPass() {
    TwoSides sides = sides("brakes: {deletes: {most: 0}}");
    FlowKey ann = annWithNotes(sides, MANY);
    go(sides, ann);
    sides.advance(Duration.ofHours(2));
    String contact = person(sides, ann, Side.CONTACTS);
    for (Map<String, Object> note : sides.highLevel().notes().list(contact)) {
      sides.highLevel().notes().delete(contact, String.valueOf(note.get("id")));
      sides.advance(Duration.ofMillis(110)); // as fast as HighLevel lets a person
    }

    go(sides, ann);
    assertThat(notes(sides, ann, Side.REWARDS)).hasSize(MANY);
    assertThat(sides.pairs.held(TwoSides.CONNECTION, 100)).hasSize(MANY);

    go(sides, ann, Decision.retry());
    assertThat(notes(sides, ann, Side.REWARDS)).isEmpty();
    assertThat(sides.pairs.held(TwoSides.CONNECTION, 100)).isEmpty();
  }

  @Test
  void oneRetryLetsAllCreatesPass() {
    TwoSides sides = sides("brakes: {writes: {most: 5}}");
    FlowKey ann = annWithNotes(sides, MANY);
    go(sides, ann);
    assertThat(notes(sides, ann, Side.REWARDS)).hasSizeLessThan(6);

    go(sides, ann, Decision.retry());

    assertThat(notes(sides, ann, Side.REWARDS)).hasSize(MANY);
    assertThat(sides.pairs.held(TwoSides.CONNECTION, 100)).isEmpty();
  }

  private static TwoSides sides(String brakes) {
    return new TwoSides(TwoSides.MAPPING + "notes: {direction: both}\n" + brakes + "\n");
  }

  private static FlowKey annWithNotes(TwoSides sides, int notes) {
    FlowKey ann = sides.newContact(Map.of("email", "ann@example.com", "firstName", "Ann"));
    sides.settle(ann);
    for (int i = 0; i < notes; i++) {
      sides
          .highLevel()
          .notes()
          .create(person(sides, ann, Side.CONTACTS), Map.of("body", "note " + i));
      sides.advance(Duration.ofMillis(110));
    }
    return ann;
  }

  /** As the flow does: a decision goes with each look while a cut plan makes progress. */
  private static void go(TwoSides sides, FlowKey key, Decision... decisions) {
    Plan plan = sides.look(key, ItemKind.NOTE, decisions);
    while (!plan.ops().isEmpty()) {
      for (Op op : plan.ops()) {
        sides.apply(key, ItemKind.NOTE, op, plan, new Attempt(1, "run"));
      }
      sides.advance(Duration.ofSeconds(10));
      plan = sides.look(key, ItemKind.NOTE, plan.more() ? decisions : new Decision[0]);
    }
  }

  private static List<Map<String, Object>> notes(TwoSides sides, FlowKey key, Side side) {
    String person = person(sides, key, side);
    return side == Side.CONTACTS
        ? sides.highLevel().notes().list(person)
        : sides.bhn().notes().list(person);
  }

  private static String person(TwoSides sides, FlowKey key, Side side) {
    return sides.pairs.linkOfContact(key.connection(), key.contactId()).orElseThrow().id(side);
  }
}

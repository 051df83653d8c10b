package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks and notes that a provider shows under an id that is none. */
class NamelessItemsTest {

  private static final String MAPPING =
      TwoSides.MAPPING
          + "tasks: {direction: both, due: {default: +1d}}\nnotes: {direction: both}\n";
  private static final String ODD = "an/odd id";

  private final TwoSides sides = new TwoSides(MAPPING);
  private final FlowKey ann =
      sides.newContact(Map.of("email", "ann@example.com", "firstName", "Ann"));

  @BeforeEach
  void aContactIsLinked() {
    sides.settle(ann);
  }

  @ParameterizedTest
  @CsvSource({"TASK, CONTACTS", "TASK, REWARDS", "NOTE, CONTACTS", "NOTE, REWARDS"})
  void oneInAListWaitsUnderItsOwnNameAndTheOthersGoOn(ItemKind kind, Side side) {
    String id = create(kind, side, "one");
    sides.answers = body -> body.replace(id, ODD);
    create(kind, side, "two");

    Plan plan = sides.settle(ann, kind);

    assertThat(list(kind, side.other())).singleElement().asString().contains("two");
    assertThat(plan.waiting())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.field()).startsWith("*@" + (side == Side.CONTACTS ? "c:" : "r:"));
              assertThat(one.reason())
                  .contains(
                      kind.word() + " at " + side.word(),
                      "'an?o...' (9 characters)",
                      "up to 64 letters, digits, _ and -",
                      "or skip");
            });

    create(kind, side.other(), "three");
    assertThat(sides.settle(ann, kind).waiting()).as("as before").isEqualTo(plan.waiting());
    assertThat(list(kind, side)).hasSize(3);

    Waiting waiting = plan.waiting().get(0);
    assertThat(sides.settle(ann, kind, Decision.skip(waiting.opId())).waiting()).isEmpty();
    assertThat(sides.settle(ann, kind).waiting()).as("a person has said so").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"TASK, CONTACTS", "NOTE, REWARDS"})
  void oneThatGetsAnIdTravels(ItemKind kind, Side side) {
    String id = create(kind, side, "one");
    sides.answers = body -> body.replace(id, ODD);
    assertThat(sides.settle(ann, kind).waiting()).hasSize(1);

    sides.answers = body -> body;

    assertThat(sides.settle(ann, kind).waiting()).isEmpty();
    assertThat(list(kind, side.other())).hasSize(1);
  }

  /** Nothing could be linked to it; a repeat would make another. */
  @ParameterizedTest
  @CsvSource({"TASK, CONTACTS", "TASK, REWARDS", "NOTE, CONTACTS", "NOTE, REWARDS"})
  void oneThatLockstepMadeIsMadeOnce(ItemKind kind, Side target) {
    create(kind, target.other(), "one");
    Plan plan = sides.look(ann, kind);
    Op create = plan.ops().get(0);
    String name = target == Side.CONTACTS ? "id" : kind.word() + "Id";
    sides.answers = body -> body.replaceAll("\"" + name + "\":\"[^\"]*\"(?=[^{}]*one)", odd(name));

    Outcome outcome = sides.apply(ann, kind, create, plan, new Attempt(1, "run"));

    assertThat(outcome.next()).isEqualTo(Outcome.Next.PARK);
    assertThat(outcome.reason())
        .contains("'an?o...' (9 characters)", "look there before you retry");
    sides.advance(Duration.ofHours(2));
    sides.settle(ann, kind);
    assertThat(list(kind, target)).as("looked at again").hasSize(1);
    for (int turn = 1; turn <= 2; turn++) {
      Plan retried = sides.settle(ann, kind, Decision.retry());
      sides.advance(Duration.ofHours(2)); // whatever an earlier try made would show by now
      assertThat(retried.waiting())
          .extracting(Waiting::reason)
          .anySatisfy(reason -> assertThat(reason).contains("look there before you retry"));
      assertThat(list(kind, target)).as("tried again").hasSize(1);
    }
  }

  private static String odd(String name) {
    return "\"" + name + "\":\"" + ODD + "\"";
  }

  private String create(ItemKind kind, Side side, String says) {
    Map<String, Object> body = new HashMap<>();
    if (kind == ItemKind.NOTE) {
      body.put("body", says);
    } else {
      body.put("title", says);
      body.put("dueDate", "2027-01-05T11:00:00Z");
      if (side == Side.CONTACTS) {
        body.put("completed", false);
      }
    }
    Map<String, Object> made = sides.itemCalls(kind, side).create(sides.idOf(ann, side), body);
    return String.valueOf(made.get(side == Side.CONTACTS ? "id" : kind.word() + "Id"));
  }

  private List<Map<String, Object>> list(ItemKind kind, Side side) {
    return sides.itemCalls(kind, side).list(sides.idOf(ann, side));
  }
}

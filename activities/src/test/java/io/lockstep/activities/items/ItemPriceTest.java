package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How many calls a new and a deleted item cost, as the providers count them: one look, and the
 * write it plans. The table of docs/limits.md says the same.
 */
class ItemPriceTest {

  private static final String MAPPING =
      TwoSides.MAPPING
          + """
          tasks: {direction: both, deletes: propagate, due: {default: +1d}}
          notes: {direction: both, deletes: propagate}
          """;

  private final TwoSides sides = new TwoSides(MAPPING);
  private final FlowKey ann =
      sides.newContact(Map.of("email", "ann@example.com", "firstName", "Ann"));

  @BeforeEach
  void aContactIsLinked() {
    sides.settle(ann);
  }

  @ParameterizedTest
  @CsvSource({
    "TASK, CONTACTS, 1, 2",
    "TASK, REWARDS, 2, 1",
    "NOTE, CONTACTS, 1, 2",
    "NOTE, REWARDS, 2, 1"
  })
  void aNewItemCosts(ItemKind kind, Side madeAt, int highLevel, int rewards) {
    make(kind, madeAt);

    assertPrice(lookAndApply(kind, Op.Kind.CREATE), highLevel, rewards);
  }

  @ParameterizedTest
  @CsvSource({
    "TASK, CONTACTS, 3, 3",
    "TASK, REWARDS, 3, 3",
    "NOTE, CONTACTS, 3, 3",
    "NOTE, REWARDS, 3, 3"
  })
  void aDeletedItemCosts(ItemKind kind, Side deletedAt, int highLevel, int rewards) {
    String id = make(kind, deletedAt);
    sides.settle(ann, kind);
    sides.advance(Duration.ofHours(2));
    sides.itemCalls(kind, deletedAt).delete(sides.idOf(ann, deletedAt), id);

    assertPrice(lookAndApply(kind, Op.Kind.DELETE), highLevel, rewards);
    assertThat(sides.itemCalls(kind, deletedAt.other()).list(sides.idOf(ann, deletedAt.other())))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ItemKind.class)
  void onlyARepeatedCreateLooksFirst(ItemKind kind) {
    make(kind, Side.REWARDS);
    Plan plan = sides.look(ann, kind);
    String items = "/contacts/" + ann.contactId() + "/" + kind.word() + "s";
    int before = log().size();
    sides.fault(
        Side.CONTACTS, "POST /contacts/{contactId}/" + kind.word() + "s", "lost-answer", Map.of());

    assertThatThrownBy(() -> apply(kind, plan, 1)).isInstanceOf(ProviderException.class);
    assertThat(since(before)).as("first attempt").containsExactly("highlevel POST " + items);

    int afterTheFirst = log().size();
    assertThat(apply(kind, plan, 2).next()).isEqualTo(Outcome.Next.DONE);
    assertThat(since(afterTheFirst)).as("second").containsExactly("highlevel GET " + items);
  }

  private List<String> lookAndApply(ItemKind kind, Op.Kind expected) {
    int before = log().size();
    Plan plan = sides.look(ann, kind);
    assertThat(plan.ops()).extracting(Op::kind).containsExactly(expected);
    assertThat(apply(kind, plan, 1).next()).isEqualTo(Outcome.Next.DONE);
    return since(before);
  }

  private static void assertPrice(List<String> calls, int highLevel, int rewards) {
    assertThat(calls).filteredOn(call -> call.startsWith("highlevel")).hasSize(highLevel);
    assertThat(calls).filteredOn(call -> call.startsWith("bhn")).hasSize(rewards);
  }

  private Outcome apply(ItemKind kind, Plan plan, int attempt) {
    return sides.apply(ann, kind, plan.ops().get(0), plan, new Attempt(attempt, "run"));
  }

  private List<String> since(int before) {
    return log().stream().skip(before).toList();
  }

  /** What the sandbox answered so far: {@code highlevel GET /contacts/c1/notes}. */
  private List<String> log() {
    return sides
        .control("GET", "/control/log", null)
        .valueStream()
        .filter(call -> !text(call, "path").equals("/oauth2/token")) // one an hour, for all
        .map(call -> text(call, "side") + " " + text(call, "method") + " " + text(call, "path"))
        .toList();
  }

  private static String text(JsonNode call, String name) {
    return call.get(name).asText();
  }

  private String make(ItemKind kind, Side side) {
    Map<String, Object> made =
        sides
            .itemCalls(kind, side)
            .create(
                sides.idOf(ann, side),
                switch (kind) {
                  case NOTE -> Map.of("body", "Called");
                  case TASK ->
                      side == Side.CONTACTS
                          ? Map.of(
                              "title",
                              "Call",
                              "dueDate",
                              "2027-01-05T11:00:00Z",
                              "completed",
                              false)
                          : Map.of("title", "Call");
                });
    return String.valueOf(made.get(side == Side.CONTACTS ? "id" : kind.word() + "Id"));
  }
}

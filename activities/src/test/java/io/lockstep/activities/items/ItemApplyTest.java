package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.activities.ItemCalls;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of one write of a task when the providers, or people, are not kind to it. */
class ItemApplyTest {

  private static final String MAPPING =
      TwoSides.MAPPING
          + """
          tasks: {direction: both, deletes: propagate, due: {default: +1d}}
          """;
  private static final String MAKE_A_TASK = "POST /contacts/{contactId}/tasks";
  private static final Duration HOURS = Duration.ofHours(2);
  private static final Duration LEASE_AND_LAG = Duration.ofSeconds(71);

  private final TwoSides sides = new TwoSides(MAPPING);
  private final FlowKey ann =
      sides.newContact(Map.of("email", "ann@example.com", "firstName", "Ann"));

  @BeforeEach
  void aContactIsLinked() {
    sides.settle(ann);
  }

  @Test
  void aRefusedFieldWaitsUnderTheNameOfItsItemAndTheOthersAreWritten() {
    linked("Call");
    edit(Side.CONTACTS, Map.of("title", "Call twice", "completed", true));
    Plan plan = look();
    sides.fault(
        Side.REWARDS,
        "PUT /v2/contacts/{contactId}/tasks/{taskId}",
        "refuse-field",
        Map.of("field", "title"));

    List<Outcome> outcomes = plan.ops().stream().map(op -> apply(op, plan, 1)).toList();

    assertThat(outcomes.stream().flatMap(outcome -> outcome.waiting().stream()))
        .singleElement()
        .satisfies(waiting -> assertThat(waiting.field()).startsWith("task.title@"));
    assertThat(only(Side.REWARDS))
        .containsEntry("title", "Call")
        .containsEntry("status", "completed");
  }

  @Test
  void aCreateAnsweredWith422ThatWasDoneAllTheSameIsLinked() {
    make(Side.REWARDS, "Call");
    Plan plan = look();
    sides.fault(Side.CONTACTS, MAKE_A_TASK, "created-but-422", Map.of());

    assertThat(apply(plan, 1).next()).isEqualTo(Outcome.Next.DONE);

    assertThat(settle().waiting()).isEmpty();
    oneOnEachSide();
  }

  @Test
  void soIsOneThatTheListDoesNotShowAtOnce() {
    make(Side.REWARDS, "Call"); // its due date is invented: equality alone would not unite the two
    Plan plan = look();
    sides.control(
        "PUT",
        "/control/faults",
        List.of(
            fault(MAKE_A_TASK, "created-but-422"),
            fault("GET /contacts/{contactId}/tasks", "lagging-list")));

    assertThat(apply(plan, 1).next()).isEqualTo(Outcome.Next.PARK);

    sides.advance(Duration.ofSeconds(6));
    assertThat(settle().waiting()).isEmpty();
    oneOnEachSide();
  }

  @Test
  void aRefusedCreateWaitsWhileItMayStillShowAndARetryIsNotForgotten() {
    make(Side.REWARDS, "Call");
    Plan plan = look();
    sides.fault(Side.CONTACTS, MAKE_A_TASK, "refuse-field", Map.of("field", "title"));
    Outcome refused = apply(plan, 1);

    assertThat(refused.next()).isEqualTo(Outcome.Next.PARK);
    assertThat(look().waiting()).isEqualTo(refused.waiting());
    Plan retry = look(Decision.retry());
    assertThat(apply(retry, 1).next()).isEqualTo(Outcome.Next.LATER);

    sides.advance(LEASE_AND_LAG);
    assertThat(settle().waiting()).isEmpty();
    oneOnEachSide();
  }

  @Test
  void anAnswerLostAfterTheTextWasEditedLeavesOneTask() {
    make(Side.REWARDS, "Call");
    Plan first = look();
    sides.fault(Side.CONTACTS, MAKE_A_TASK, "lost-request", Map.of());
    assertThatThrownBy(() -> apply(first, 1)).isInstanceOf(ProviderException.class);
    edit(Side.REWARDS, Map.of("title", "Call twice"));
    sides.advance(LEASE_AND_LAG);
    Plan second = look();
    sides.fault(Side.CONTACTS, MAKE_A_TASK, "lost-answer", Map.of());
    assertThatThrownBy(() -> apply(second, 1)).isInstanceOf(ProviderException.class);

    assertThat(apply(second, 2).next()).isEqualTo(Outcome.Next.DONE);

    oneOnEachSide();
    assertThat(only(Side.CONTACTS)).containsEntry("title", "Call twice");
  }

  @Test
  void aPersonsEqualTaskThatWasThereBeforeALostCreateIsNotSwallowed() {
    linked("Call");
    delete(Side.CONTACTS);
    edit(Side.REWARDS, Map.of("title", "Call twice"));
    make(Side.CONTACTS, "Call twice");
    Plan plan = look();
    Op again = plan.ops().stream().filter(op -> op.target() == Side.CONTACTS).findFirst().get();
    sides.fault(Side.CONTACTS, MAKE_A_TASK, "lost-request", Map.of());
    assertThatThrownBy(() -> apply(again, plan, 1)).isInstanceOf(ProviderException.class);

    assertThat(apply(again, plan, 2).next()).isEqualTo(Outcome.Next.LATER);

    sides.advance(LEASE_AND_LAG);
    assertThat(settle().waiting()).isEmpty();
    for (Side side : Side.values()) {
      assertThat(tasks(side).list(sides.idOf(ann, side)))
          .extracting(task -> task.get("title"))
          .containsExactly("Call twice", "Call twice");
    }
  }

  @Test
  void whatACreateMadeAndSomebodyDeletedIsMadeUnderANewId() {
    make(Side.CONTACTS, "Call");
    Plan plan = look();
    sides.fault(Side.REWARDS, "POST /v2/contacts/{contactId}/tasks", "lost-answer", Map.of());
    assertThatThrownBy(() -> apply(plan, 1)).isInstanceOf(ProviderException.class);
    delete(Side.REWARDS);

    assertThat(apply(plan, 2).next()).isEqualTo(Outcome.Next.LATER); // its list may lag
    sides.advance(LEASE_AND_LAG);
    Plan again = look();
    assertThat(apply(again, 1).next()).isEqualTo(Outcome.Next.STALE);
    settle();

    oneOnEachSide();
  }

  @Test
  void noItemIsWrittenForAContactThatIsGone() {
    make(Side.CONTACTS, "Call");
    Plan plan = look();
    sides.bhn().delete(sides.idOf(ann, Side.REWARDS), version());

    Outcome first = apply(plan, 1);
    Outcome repeated = apply(plan, 2);

    assertThat(List.of(first.reason(), repeated.reason()))
        .containsOnly("the contact, or the note whose files are copied, is gone");
  }

  @Test
  void aContactThatIsGoneIsNoReasonToCallItsTaskDeleted() {
    linked("Call");
    delete(Side.CONTACTS);
    Plan plan = look();
    assertThat(plan.ops()).extracting(Op::kind).containsExactly(Op.Kind.DELETE);
    sides.highLevel().delete(ann.contactId());

    assertThat(apply(plan, 1).next()).isEqualTo(Outcome.Next.STALE);

    assertThat(tasks(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS))).hasSize(1);
  }

  @Test
  void aDeletionAnsweredWith500IsFoundDone() {
    linked("Call");
    delete(Side.CONTACTS);
    Plan plan = look();
    sides.fault(
        Side.REWARDS,
        "DELETE /v2/contacts/{contactId}/tasks/{taskId}",
        "deleted-but-said-no",
        Map.of());
    assertThatThrownBy(() -> apply(plan, 1)).isInstanceOf(ProviderException.class);

    assertThat(apply(plan, 2).next()).isEqualTo(Outcome.Next.DONE);
  }

  @Test
  void aPlanForAContactThatLostItsLinkIsStale() {
    make(Side.CONTACTS, "Call");
    Plan plan = look();
    sides.pairs.commit(
        ann, PairChange.builder().endLink("unlinked by hand", sides.clock.instant()).build());

    assertThat(apply(plan, 1).reason()).isEqualTo("the contact is no longer linked");
  }

  @Test
  void aSourceThatIsAHalfOfAnotherItemByNowIsNotCopied() {
    make(Side.CONTACTS, "Call");
    Plan plan = look();
    String source = String.valueOf(only(Side.CONTACTS).get("id"));
    sides.items.commit(
        ann,
        Map.of(
            new ItemRef(ItemKind.TASK, Side.REWARDS, "r1"),
            PairChange.builder()
                .link(new Link(ann.connection(), source, "r1", sides.clock.instant()))
                .build()));

    assertThat(apply(plan, 1).next()).isEqualTo(Outcome.Next.STALE);

    assertThat(tasks(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS))).isEmpty();
  }

  private static Map<String, Object> fault(String route, String kind) {
    return Map.of("side", "highlevel", "route", route, "kind", kind, "chance", 1, "times", 1);
  }

  private void linked(String title) {
    make(Side.CONTACTS, title);
    settle();
    sides.advance(HOURS);
  }

  private void make(Side side, String title) {
    tasks(side)
        .create(
            sides.idOf(ann, side),
            side == Side.CONTACTS
                ? Map.of("title", title, "dueDate", "2027-01-05T11:00:00Z", "completed", false)
                : Map.of("title", title));
  }

  private void edit(Side side, Map<String, Object> fields) {
    Map<String, Object> task = only(side);
    if (side == Side.CONTACTS) {
      tasks(side).update(sides.idOf(ann, side), String.valueOf(task.get("id")), fields);
    } else {
      Map<String, Object> body = new HashMap<>(fields);
      body.put("version", task.get("version"));
      tasks(side).update(sides.idOf(ann, side), String.valueOf(task.get("taskId")), body);
    }
  }

  private void delete(Side side) {
    String id = side == Side.CONTACTS ? "id" : "taskId";
    tasks(side).delete(sides.idOf(ann, side), String.valueOf(only(side).get(id)));
  }

  private void oneOnEachSide() {
    for (Side side : Side.values()) {
      assertThat(tasks(side).list(sides.idOf(ann, side))).as("tasks at " + side).hasSize(1);
    }
  }

  private Map<String, Object> only(Side side) {
    List<Map<String, Object>> all = tasks(side).list(sides.idOf(ann, side));
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private String version() {
    return String.valueOf(sides.profile(ann).get("version"));
  }

  private ItemCalls tasks(Side side) {
    return side == Side.CONTACTS ? sides.highLevel().tasks() : sides.bhn().tasks();
  }

  private Plan look(Decision... decisions) {
    return sides.look(ann, ItemKind.TASK, decisions);
  }

  private Plan settle() {
    return sides.settle(ann, ItemKind.TASK);
  }

  private Outcome apply(Plan plan, int attempt) {
    return apply(plan.ops().get(0), plan, attempt);
  }

  private Outcome apply(Op op, Plan plan, int attempt) {
    return sides.apply(ann, ItemKind.TASK, op, plan, new Attempt(attempt, "run"));
  }
}

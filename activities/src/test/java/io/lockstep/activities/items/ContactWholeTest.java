package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of tasks and notes when something happens to their contact as a whole. */
class ContactWholeTest {

  /** Deletions of contacts are left to the default. */
  private static final String MAPPING =
      TwoSides.MAPPING.replace("  deletes: propagate\n", "")
          + """
          tasks: {direction: both, deletes: propagate, due: {default: +1d}}
          notes: {direction: both, deletes: propagate}
          """;

  private static final Duration HOURS = Duration.ofHours(2);
  private static final Map<String, Object> ANN =
      Map.of("email", "ann@example.com", "firstName", "Ann");
  private static final Map<String, Object> CALL =
      Map.of("title", "Call", "dueDate", "2027-01-05T11:00:00Z", "completed", false);
  private static final Map<String, Object> MET = Map.of("body", "<p>Met her</p>");

  private final TwoSides sides = new TwoSides(MAPPING);
  private final FlowKey ann = sides.newContact(ANN);

  @BeforeEach
  void aContactIsLinkedWithATaskAndANote() {
    sides.settle(ann);
    sides.itemCalls(ItemKind.TASK, Side.CONTACTS).create(ann.contactId(), CALL);
    sides.itemCalls(ItemKind.NOTE, Side.CONTACTS).create(ann.contactId(), MET);
    settleItems(ann);
    sides.advance(HOURS);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void theItemsOfADeletedContactFreezeUntilAPersonDecides(Side gone) {
    String survivor = sides.idOf(ann, gone.other());
    delete(gone, sides.idOf(ann, gone));

    for (ItemKind kind : ItemKind.values()) { // whoever is told first
      assertThat(sides.look(ann, kind).verdict()).isEqualTo(Plan.Verdict.HANDED_ON);
    }
    Plan contact = sides.settle(ann);

    assertThat(contact.waiting())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.kind()).isEqualTo(Waiting.Kind.REVIEW);
              assertThat(one.reason()).contains("delete the other one by hand, or skip to keep it");
            });
    sides.advance(HOURS);
    for (ItemKind kind : ItemKind.values()) {
      assertThat(sides.settle(ann, kind).ops()).isEmpty();
      assertThat(sides.itemCalls(kind, gone.other()).list(survivor)).hasSize(1);
    }
    assertThat(sides.calls()).noneMatch(call -> call.contains(" delete-"));

    sides.settle(ann, Decision.skip(contact.waiting().get(0).opId()));
    settleItems(ann);

    assertThat(sides.calls()).noneMatch(call -> call.contains(" delete-"));
    for (ItemKind kind : ItemKind.values()) {
      assertThat(sides.itemCalls(kind, gone.other()).list(survivor)).hasSize(1);
    }
  }

  /**
   * HighLevel does not say whether they go with it; what is left can be read, and still freezes.
   */
  @Test
  void whatADeletedContactLeavesBehindFreezesAsWell() {
    sides.control("PUT", "/control/location", Map.of("contactDeleteTakesItems", false));
    String profile = sides.idOf(ann, Side.REWARDS);
    delete(Side.CONTACTS, ann.contactId());
    sides.settle(ann);
    Map<String, Object> copy = sides.itemCalls(ItemKind.NOTE, Side.REWARDS).list(profile).get(0);
    sides
        .itemCalls(ItemKind.NOTE, Side.REWARDS)
        .update(
            profile,
            String.valueOf(copy.get("noteId")),
            Map.of("version", copy.get("version"), "body", "Met him"));

    settleItems(ann);

    assertThat(sides.itemCalls(ItemKind.NOTE, Side.CONTACTS).list(ann.contactId()))
        .singleElement()
        .satisfies(note -> assertThat(note).containsEntry("body", "<p>Met her</p>"));
  }

  @Test
  void aContactThatAnImportMadeAnewTakesOverTheProfileAndItsItemsOnceAPersonHasDecided() {
    String profile = sides.idOf(ann, Side.REWARDS);
    delete(Side.CONTACTS, ann.contactId());
    Waiting gone = sides.settle(ann).waiting().get(0);
    FlowKey anew = sides.newContact(ANN);
    sides.itemCalls(ItemKind.TASK, Side.CONTACTS).create(anew.contactId(), CALL);

    Plan undecided = sides.settle(anew);
    settleItems(anew);

    assertThat(undecided.waiting())
        .singleElement()
        .satisfies(one -> assertThat(one.kind()).isEqualTo(Waiting.Kind.REVIEW));
    assertThat(sides.itemCalls(ItemKind.TASK, Side.REWARDS).list(profile)).hasSize(1);

    sides.settle(ann, Decision.skip(gone.opId()));
    nameAs(profile, anew.contactId());
    sides.settle(anew, Decision.retry());
    settleItems(anew);

    assertThat(sides.idOf(anew, Side.REWARDS)).isEqualTo(profile);
    for (ItemKind kind : ItemKind.values()) { // the task is adopted, the note is made anew
      for (Side side : Side.values()) {
        assertThat(sides.itemCalls(kind, side).list(sides.idOf(anew, side)))
            .as(kind + " at " + side)
            .hasSize(1);
      }
    }
    sides.advance(HOURS);
    for (ItemKind kind : ItemKind.values()) {
      assertThat(sides.look(anew, kind).ops()).isEmpty();
      assertThat(sides.look(ann, kind).ops()).isEmpty();
    }
  }

  @Test
  void theItemsOfAMergedContactWaitForItAndThenReachTheOtherOnesProfile() {
    FlowKey bea = sides.newContact(Map.of("email", "bea@example.com", "firstName", "Bea"));
    sides.settle(bea);
    String annsProfile = sides.idOf(ann, Side.REWARDS);
    sides.hinted.clear();
    sides.control(
        "POST", "/control/merge", Map.of("loser", ann.contactId(), "winner", bea.contactId()));

    settleItems(bea); // before anybody knows of the merge, of which no event tells

    for (ItemKind kind : ItemKind.values()) {
      assertThat(sides.itemCalls(kind, Side.REWARDS).list(sides.idOf(bea, Side.REWARDS))).isEmpty();
    }
    assertThat(sides.hinted).as("whose contact is to be looked at").containsOnly(ann);
    Waiting gone = sides.settle(ann).waiting().get(0);
    settleItems(ann);
    settleItems(bea);
    for (ItemKind kind : ItemKind.values()) {
      assertThat(sides.itemCalls(kind, Side.REWARDS).list(annsProfile)).hasSize(1);
      assertThat(sides.itemCalls(kind, Side.REWARDS).list(sides.idOf(bea, Side.REWARDS))).isEmpty();
    }

    sides.settle(ann, Decision.skip(gone.opId()));
    settleItems(bea);
    sides.advance(HOURS);
    settleItems(ann);
    settleItems(bea);

    for (ItemKind kind : ItemKind.values()) {
      for (Side side : Side.values()) {
        assertThat(sides.itemCalls(kind, side).list(sides.idOf(bea, side)))
            .as(kind + " at " + side)
            .hasSize(1);
      }
      assertThat(sides.itemCalls(kind, Side.REWARDS).list(annsProfile))
          .as("kept by a person")
          .hasSize(1);
    }
    assertThat(sides.calls()).noneMatch(call -> call.contains(" delete-"));
  }

  private void nameAs(String profile, String contactId) {
    Map<String, Object> now = sides.bhn().contact(profile).orElseThrow();
    sides.bhn().update(profile, Map.of("version", now.get("version"), "referenceId", contactId));
  }

  private void delete(Side side, String id) {
    if (side == Side.CONTACTS) {
      sides.highLevel().delete(id);
    } else {
      Object version = sides.bhn().contact(id).orElseThrow().get("version");
      sides.bhn().delete(id, String.valueOf(version));
    }
  }

  private void settleItems(FlowKey key) {
    for (ItemKind kind : ItemKind.values()) {
      sides.settle(key, kind);
    }
  }
}

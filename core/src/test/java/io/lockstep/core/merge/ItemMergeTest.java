package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.Direction;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.ItemRules;
import io.lockstep.core.mapping.MappingProfile.Deletes;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ItemMergeTest {

  private static final Duration HOURS = Duration.ofHours(2);

  private final ItemWorld world = new ItemWorld();

  @Test
  void bothSidesTasksAreUnitedAndAnEqualPairIsOne() {
    List.of("call", "send", "meet").forEach(title -> world.add(Side.CONTACTS, title));
    List.of("write", "meet", "thank").forEach(title -> world.add(Side.REWARDS, title));

    world.settle();

    assertThat(world.titles(Side.CONTACTS))
        .containsExactlyInAnyOrder("call", "send", "meet", "write", "thank");
    assertThat(world.titles(Side.REWARDS))
        .containsExactlyInAnyOrder("call", "send", "meet", "write", "thank");
    assertThat(world.links()).isEqualTo(5);
  }

  @Test
  void equalTasksArePairedOneToOne() {
    world.add(Side.CONTACTS, "call");
    world.add(Side.CONTACTS, "call");
    world.add(Side.CONTACTS, "call");
    world.add(Side.REWARDS, "call");

    world.settle();

    assertThat(world.titles(Side.REWARDS)).containsExactly("call", "call", "call");
    assertThat(world.links()).isEqualTo(3);
  }

  @Test
  void aWorldInStepIsLeftAlone() {
    world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);

    ItemsPlan plan = world.look();

    assertThat(plan.ops()).isEmpty();
    assertThat(plan.changes()).isEmpty();
    assertThat(world.requests()).isZero();
  }

  @Test
  void aCreateLeavesABaseOfEveryFieldSoThatItsEchoSaysNothingNew() {
    String contacts = world.add(Side.CONTACTS, "call");
    world.look().ops().forEach(world::apply);

    assertThat(world.record(new ItemRef(ItemKind.TASK, Side.CONTACTS, contacts)).base())
        .extracting(BaseRow::field)
        .containsExactlyInAnyOrder("task.title", "task.body", "task.due", "task.completed");
  }

  @Test
  void anEditTravelsAndACompletionIsACallOfItsOwn() {
    world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);
    String rewards = world.ids(Side.REWARDS).get(0);
    world.edit(Side.REWARDS, rewards, "task.title", "call twice");
    world.edit(Side.REWARDS, rewards, "task.completed", "true");

    ItemsPlan plan = world.look();

    assertThat(plan.ops())
        .extracting(op -> op.writes().get(0).field())
        .containsExactly("task.title", "task.completed");
    plan.ops().forEach(world::apply);
    assertThat(world.titles(Side.CONTACTS)).containsExactly("call twice");
    assertThat(world.look().ops()).isEmpty();
  }

  @Test
  void aDeletionTravelsOnceItIsProved() {
    String contacts = world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);
    world.delete(Side.CONTACTS, contacts);

    ItemsPlan plan = world.look();

    assertThat(plan.ops()).extracting(Op::kind).containsExactly(Op.Kind.DELETE);
    assertThat(world.requests()).isEqualTo(1);
    plan.ops().forEach(world::apply);
    assertThat(world.titles(Side.REWARDS)).isEmpty();
    assertThat(world.links()).isZero();
    assertThat(world.settle().ops()).isEmpty();
  }

  @Test
  void whatAListLeavesOutIsNotDeleted() {
    String contacts = world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);
    world.unlist(Side.CONTACTS, contacts);

    ItemsPlan plan = world.look();

    assertThat(plan.ops()).isEmpty();
    assertThat(plan.branches()).contains(ItemBranch.LIST_LAGGED, ItemBranch.MERGED);
    assertThat(world.links()).isEqualTo(1);
  }

  @Test
  void aYoungLinkIsNotBelievedToBeGone() {
    String contacts = world.add(Side.CONTACTS, "call");
    world.settle();
    world.delete(Side.CONTACTS, contacts);

    ItemsPlan plan = world.look();

    assertThat(plan.ops()).isEmpty();
    assertThat(plan.again()).isEqualTo(PersonMerge.SETTLE_WINDOW);
  }

  @Test
  void anEditBeatsADeletionAndTheTaskComesBack() {
    String contacts = world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);
    world.delete(Side.CONTACTS, contacts);
    world.edit(Side.REWARDS, world.ids(Side.REWARDS).get(0), "task.title", "call twice");

    ItemsPlan plan = world.settle();

    assertThat(world.titles(Side.CONTACTS)).containsExactly("call twice");
    assertThat(world.titles(Side.REWARDS)).containsExactly("call twice");
    assertThat(world.ids(Side.CONTACTS)).doesNotContain(contacts);
    assertThat(plan.waiting()).isEmpty();
  }

  /** What it said before our last write may be a read that is behind. */
  @Test
  void aSurvivorThatReadsAsItWasAMomentAgoIsNotMadeAnewAtOnce() {
    world.mapping = ItemWorld.mapping(Direction.BOTH, Deletes.REVIEW);
    String contacts = world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);
    String rewards = world.ids(Side.REWARDS).get(0);
    world.edit(Side.REWARDS, rewards, "task.title", "call twice");
    world.settle();
    world.delete(Side.REWARDS, rewards);
    world.edit(Side.CONTACTS, contacts, "task.title", "call");

    ItemsPlan plan = world.look();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.again()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));

    world.later(plan.again());
    assertThat(world.look().ops()).as("it is that value after all").hasSize(1);
  }

  @Test
  void aReCreatedHalfWhoseAnswerWasLostIsFound() {
    String contacts = world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);
    world.delete(Side.CONTACTS, contacts);
    world.edit(Side.REWARDS, world.ids(Side.REWARDS).get(0), "task.title", "call twice");
    world.send(world.look().ops().get(0));

    world.settle();

    assertThat(world.titles(Side.CONTACTS)).containsExactly("call twice");
    assertThat(world.titles(Side.REWARDS)).containsExactly("call twice");
  }

  @Test
  void anEqualTaskThatWasThereBeforeIsNotTakenForAReCreatedHalf() {
    String contacts = world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);
    world.delete(Side.CONTACTS, contacts);
    world.edit(Side.REWARDS, world.ids(Side.REWARDS).get(0), "task.title", "call twice");
    world.add(Side.CONTACTS, "call twice");

    whatACreateNeverMadeIsMade();
  }

  @Test
  void anEqualTaskThatWasThereBeforeIsNotTakenForACopyThatLacksItsOwner() {
    world.mapping = ownedByAnn();
    world.edit(Side.REWARDS, world.add(Side.REWARDS, "call twice"), "task.owner", "u9");
    world.edit(Side.CONTACTS, world.add(Side.CONTACTS, "call twice"), "task.owner", "");

    whatACreateNeverMadeIsMade();
  }

  private void whatACreateNeverMadeIsMade() {
    Op create =
        world.look().ops().stream()
            .filter(op -> op.target() == Side.CONTACTS)
            .findFirst()
            .orElseThrow();
    world.delete(Side.CONTACTS, world.send(create)); // as if the request had not arrived

    assertThat(world.look().branches()).contains(ItemBranch.LOST_CREATE_AWAITED);

    world.settle();
    assertThat(world.titles(Side.CONTACTS)).containsExactly("call twice", "call twice");
    assertThat(world.titles(Side.REWARDS)).containsExactly("call twice", "call twice");
    assertThat(world.links()).isEqualTo(2);
  }

  @Test
  void whereDeletionsAreIgnoredTheSurvivorStaysAndIsNotCopiedBack() {
    world.mapping = ItemWorld.mapping(Direction.BOTH, Deletes.IGNORE);
    String contacts = world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);
    world.delete(Side.CONTACTS, contacts);

    ItemsPlan plan = world.settle();

    assertThat(plan.ops()).isEmpty();
    assertThat(world.titles(Side.CONTACTS)).isEmpty();
    assertThat(world.titles(Side.REWARDS)).containsExactly("call");
    assertThat(world.look().branches()).contains(ItemBranch.TOMBSTONED);
  }

  @Test
  void underReviewAPersonDecidesAndKeepsTheSurvivor() {
    world.mapping = ItemWorld.mapping(Direction.BOTH, Deletes.REVIEW);
    String contacts = world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);
    world.delete(Side.CONTACTS, contacts);

    Waiting waiting = world.look().waiting().get(0);
    assertThat(waiting.field()).isEqualTo("*@c:" + contacts);
    ItemsPlan again = world.look();
    assertThat(again.waiting()).hasSize(1);
    assertThat(again.changes()).isEmpty();
    ItemsPlan plan = world.look(Decision.skip(waiting.opId()));

    assertThat(plan.waiting()).isEmpty();
    assertThat(world.titles(Side.REWARDS)).containsExactly("call");
    assertThat(world.links()).isZero();
  }

  @Test
  void whatWasDeletedAndIsAliveAgainIsCopiedAgain() {
    String contacts = world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);
    world.delete(Side.CONTACTS, contacts);
    world.settle();
    String back = world.add(Side.CONTACTS, "other");
    world.settle();
    assertThat(world.titles(Side.REWARDS)).containsExactly("other");
    world.later(HOURS);
    world.delete(Side.REWARDS, world.ids(Side.REWARDS).get(0));
    Map<String, String> before = Map.of(back, "other");
    world.settle();
    assertThat(world.titles(Side.CONTACTS)).doesNotContainAnyElementsOf(before.values());
    world.restore(Side.CONTACTS, back, "other");

    ItemsPlan tooSoon = world.look(); // a read may still show what was there
    assertThat(tooSoon.ops()).isEmpty();
    assertThat(tooSoon.again()).isPositive();
    ItemsPlan plan = world.settle();

    assertThat(plan.ops()).isEmpty();
    assertThat(world.titles(Side.REWARDS)).containsExactly("other");
  }

  @Test
  void aCreateWhoseAnswerWasLostIsFoundAndNotRepeated() {
    world.add(Side.REWARDS, "call");
    world.send(world.look().ops().get(0));

    world.settle();

    assertThat(world.titles(Side.CONTACTS)).containsExactly("call");
    assertThat(world.links()).isEqualTo(1);
  }

  @Test
  void aLostCreateThatSomebodyEditedSinceIsKnownByItsRequest() {
    world.add(Side.CONTACTS, "call");
    String made = world.send(world.look().ops().get(0));
    world.edit(Side.REWARDS, made, "task.title", "call twice");

    world.settle();

    assertThat(world.titles(Side.CONTACTS)).containsExactly("call twice");
    assertThat(world.titles(Side.REWARDS)).containsExactly("call twice");
    assertThat(world.links()).isEqualTo(1);
  }

  @Test
  void aLostCreateThatNoListShowsYetIsWaitedFor() {
    world.add(Side.REWARDS, "call");
    String made = world.send(world.look().ops().get(0));
    world.unlist(Side.CONTACTS, made);

    ItemsPlan plan = world.look();

    assertThat(plan.ops()).isEmpty();
    assertThat(plan.again()).isEqualTo(Duration.ofSeconds(70));
    world.list(Side.CONTACTS, made);
    world.settle();
    assertThat(world.titles(Side.CONTACTS)).containsExactly("call");
  }

  @Test
  void aSourceDeletedWhileItsCreateWasUnderWayTakesTheCopyAlong() {
    String rewards = world.add(Side.REWARDS, "call");
    world.send(world.look().ops().get(0));
    world.delete(Side.REWARDS, rewards);

    world.settle();

    assertThat(world.titles(Side.CONTACTS)).isEmpty();
    assertThat(world.titles(Side.REWARDS)).isEmpty();
  }

  @Test
  void aSurplusCopyIsAPersonsToDecideAndNeverCopiedBack() {
    world.add(Side.CONTACTS, "call");
    world.settle();
    String ours = world.ids(Side.REWARDS).get(0);
    String surplus = world.add(Side.REWARDS, "call");

    ItemsPlan plan = world.settle();

    assertThat(world.titles(Side.CONTACTS)).containsExactly("call");
    assertThat(plan.waiting())
        .singleElement()
        .extracting(Waiting::reason)
        .asString()
        .contains("delete this one there (id " + surplus, "not that one (id " + ours);
    assertThat(world.look().changes()).isEmpty();
    world.look(Decision.skip(plan.waiting().get(0).opId()));
    assertThat(world.settle().waiting()).isEmpty();
    assertThat(world.titles(Side.CONTACTS)).containsExactly("call");
  }

  @Test
  void aSurplusAPersonWantsIsCopied() {
    world.add(Side.CONTACTS, "call");
    world.settle();
    world.add(Side.REWARDS, "call");
    world.settle();

    world.look(Decision.retry()).ops().forEach(world::apply);

    assertThat(world.titles(Side.CONTACTS)).containsExactly("call", "call");
  }

  @Test
  void anInventedDueDateNeverFlowsBack() {
    String rewards = world.add(Side.REWARDS, "call", "");

    world.settle();
    world.later(HOURS);

    ItemsPlan plan = world.look();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.fieldBranches()).contains(Branch.ACCEPTED_QUIET);
    assertThat(world.shows(Side.CONTACTS, world.ids(Side.CONTACTS).get(0), "task.due"))
        .isEqualTo(Reading.ofText("2026-03-02T12:00:00Z"));
    assertThat(world.shows(Side.REWARDS, rewards, "task.due")).isEqualTo(Reading.empty());
  }

  @Test
  void aTaskWhoseOwnerHasNoWordOnTheOtherSideIsCopiedWithoutOne() {
    world.mapping = ownedByAnn();
    String task = world.add(Side.CONTACTS, "call");
    world.edit(Side.CONTACTS, task, "task.owner", "u9");
    world.look().ops().forEach(world::apply);
    world.edit(Side.REWARDS, world.ids(Side.REWARDS).get(0), "task.owner", "");

    world.settle();

    assertThat(world.titles(Side.REWARDS)).containsExactly("call");
    assertThat(world.record(new ItemRef(ItemKind.TASK, Side.CONTACTS, task)).accepted())
        .extracting(AcceptedDifference::field, AcceptedDifference::reason)
        .containsExactly(tuple("task.owner", AcceptedDifference.Reason.UNMAPPED));
    world.later(HOURS);
    assertThat(world.look().changes()).isEmpty();
  }

  @Test
  void aOneWayMappingMakesAndDeletesNothingAtItsSource() {
    world.mapping = ItemWorld.mapping(Direction.TO_REWARDS, Deletes.PROPAGATE);
    world.add(Side.REWARDS, "stays");
    world.add(Side.CONTACTS, "travels");
    world.settle();
    world.later(HOURS);
    String copy = world.ids(Side.REWARDS).get(1);
    world.delete(Side.REWARDS, copy);

    world.settle();

    assertThat(world.titles(Side.CONTACTS)).containsExactly("travels");
    assertThat(world.titles(Side.REWARDS)).containsExactly("stays");
  }

  @Test
  void aFreshEventOfATaskNoListShowsAsksForASecondLook() {
    Hint hint =
        new Hint(
            Hint.Source.WEBHOOK,
            Side.CONTACTS,
            "c9",
            "event",
            world.now,
            Map.of("task.title", "a digest"));

    assertThat(world.look(List.of(hint)).again()).isEqualTo(Duration.ofSeconds(5));
    assertThat(world.look().again()).isZero();
  }

  @Test
  void aWriteOverAnEditNoListShowsYetWaitsForTheSecondLook() {
    String contacts = world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);
    world.edit(Side.REWARDS, world.ids(Side.REWARDS).get(0), "task.title", "call at night");
    Hint unread =
        new Hint(
            Hint.Source.WEBHOOK,
            Side.CONTACTS,
            contacts,
            "event",
            world.now,
            Map.of("task.title", world.digest("task.title", "call at noon")));

    ItemsPlan plan = world.look(List.of(unread));

    assertThat(plan.ops()).isEmpty();
    assertThat(plan.again()).isEqualTo(Duration.ofSeconds(5));
    assertThat(world.look().ops()).as("the event was late").hasSize(1);
  }

  @Test
  void aPlanHoldsFiftyOperationsAndSaysThatThereIsMore() {
    for (int i = 0; i < 60; i++) {
      world.add(Side.CONTACTS, "task " + i);
    }

    ItemsPlan plan = world.look();

    assertThat(plan.ops()).hasSize(50);
    assertThat(plan.more()).isTrue();
    world.settle();
    assertThat(world.titles(Side.REWARDS)).hasSize(60);
  }

  @Test
  void aCopyMadeAnewIsTakenForNoneOfManyThatSayTheSame() {
    String contacts = world.add(Side.CONTACTS, "call");
    world.settle();
    world.later(HOURS);
    world.delete(Side.CONTACTS, contacts);
    world.edit(Side.REWARDS, world.ids(Side.REWARDS).get(0), "task.title", "same");
    for (int i = 0; i < 150; i++) {
      world.add(Side.CONTACTS, "same");
    }
    List<String> peoples = world.ids(Side.CONTACTS);

    Op anew =
        world.look().ops().stream()
            .filter(op -> op.target() == Side.CONTACTS)
            .findFirst()
            .orElseThrow();

    assertThat(anew.heldIds()).containsExactlyInAnyOrderElementsOf(peoples);
    String made = world.send(anew); // and its answer is lost
    world.later(Duration.ofMinutes(2));
    world.look();
    assertThat(world.record(Objects.requireNonNull(anew.item())).link())
        .extracting(link -> link.contactId())
        .isEqualTo(made);
  }

  @Test
  void aDecisionAboutOneTaskIsNotAboutAnother() {
    ItemRef item = new ItemRef(ItemKind.TASK, Side.CONTACTS, "c1");
    Decision other = Decision.resolve("task.title@c:c2", Side.CONTACTS);
    Decision mine = Decision.resolve("task.title@c:c1", Side.REWARDS);
    String contacts = world.add(Side.CONTACTS, "call");
    assertThat(item.id()).isEqualTo(contacts);
    world.settle();
    world.later(HOURS);
    world.edit(Side.CONTACTS, contacts, "task.title", "call at noon");
    world.edit(Side.REWARDS, world.ids(Side.REWARDS).get(0), "task.title", "call at night");

    ItemsPlan plan = world.look(other, mine);
    plan.ops().forEach(world::apply);

    assertThat(world.titles(Side.CONTACTS)).containsExactly("call at night");
  }

  private static ItemMapping ownedByAnn() {
    ItemMapping tasks =
        MappingProfiles.parse(
                "p.yaml",
                """
                profile: owners
                contact: {fields: [{name: email, contacts: email, rewards: email}]}
                tasks: {users: byEmail}
                """)
            .items(ItemKind.TASK)
            .orElseThrow();
    return ItemRules.withOwners(tasks, List.of("ann@example.com"));
  }
}

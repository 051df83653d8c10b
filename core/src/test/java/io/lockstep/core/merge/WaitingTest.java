package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.AcceptedDifference.Reason;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits or was accepted: quiet while both sides stand, and what a person's answers do. */
class WaitingTest {

  private static final String FIELD = "firstName";

  /** The contact became Bea, and BHN refused it. */
  private static PairWorld refused() {
    return refused(FIELD, "Ann", "Bea");
  }

  private static PairWorld refused(String field, String agreed, String edited) {
    PairWorld world = new PairWorld().agreed(field, agreed).contact(field, edited);
    FieldWrite write =
        FieldMergeTest.write(world.plan(), Side.REWARDS, field)
            .orElseGet(() -> world.plan().ops().get(0).writes().get(0));
    park(world, "op1", field, write.sourceDigest(), write.targetDigest());
    return world;
  }

  private static void park(
      PairWorld world, String opId, String field, String contacts, String rewards) {
    world.book.add(
        new Parked(
            new Waiting(opId, field, Waiting.Kind.PARKED, "refused"),
            contacts,
            rewards,
            world.now));
  }

  @Test
  void aRefusedFieldIsQuietWhileBothSidesStandAndTheOthersGoOn() {
    PairWorld world = refused().contact("country", "FR");
    PersonPlan plan = world.plan();
    assertThat(plan.ops())
        .flatMap(Op::writes)
        .extracting(FieldWrite::field)
        .containsExactly("country");
    assertThat(plan.branches()).contains(Branch.PARKED_QUIET);
    assertThat(plan.waiting()).extracting(Waiting::opId).containsExactly("op1");
  }

  @Test
  void aRefusedFieldIsPlannedAnewWhenEitherSideMoves() {
    PersonPlan contact = refused().contact(FIELD, "Cid").plan();
    assertThat(FieldMergeTest.written(contact, Side.REWARDS, FIELD)).isEqualTo("Cid");
    assertThat(contact.waiting()).isEmpty();
    assertThat(contact.change().unparked()).containsExactly("op1");

    PersonPlan profile = refused().profile(FIELD, "Cid").plan();
    assertThat(profile.waiting()).isEmpty();
    assertThat(profile.ops()).hasSize(1);
  }

  @Test
  void aRefusedFieldThatBothSidesNowShowAlikeWaitsNoMore() {
    PersonPlan plan = refused().profile(FIELD, "Bea").plan();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.waiting()).isEmpty();
    assertThat(plan.change().unparked()).containsExactly("op1");
  }

  @Test
  void aRefusedFieldThatIsNotShownStaysListed() {
    PersonPlan plan = refused().contact(FIELD, "?").plan();
    assertThat(plan.waiting()).hasSize(1);
    assertThat(plan.change().unparked()).isEmpty();
  }

  @Test
  void aRetryOfEverythingPlansItAgain() {
    PersonPlan plan = refused().decide(Decision.retry());
    assertThat(FieldMergeTest.written(plan, Side.REWARDS, FIELD)).isEqualTo("Bea");
    assertThat(plan.waiting()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"op1", "another"})
  void aRetryOfOneOperationLeavesTheOthersWaiting(String opId) {
    PersonPlan plan = refused().decide(new Decision(Decision.Kind.RETRY, opId, null, null, null));
    assertThat(plan.waiting()).hasSize(opId.equals("op1") ? 0 : 1);
  }

  @Test
  void aRetryAskedOfAFieldsAcceptedDifferenceLeavesParkedItemsAlone() {
    PersonPlan plan =
        refused().decide(new Decision(Decision.Kind.RETRY, null, "country", null, null));
    assertThat(plan.waiting()).hasSize(1);
  }

  @Test
  void aSkipIsAnAcceptedDifferenceUntilASideMoves() {
    PairWorld world = refused();
    PersonPlan skipped = world.decide(Decision.skip("op1"));
    assertThat(skipped.ops()).isEmpty();
    assertThat(skipped.waiting()).isEmpty();
    assertThat(skipped.branches()).contains(Branch.SKIPPED);
    assertThat(world.record().accepted())
        .extracting(AcceptedDifference::reason, AcceptedDifference::who)
        .containsExactly(tuple(Reason.SKIPPED, "operator"));

    PersonPlan quiet = world.later(Duration.ofDays(30)).plan();
    assertThat(quiet.branches()).contains(Branch.ACCEPTED_QUIET);
    assertThat(quiet.change().isEmpty()).isTrue();

    PersonPlan moved = world.contact(FIELD, "Cid").plan();
    assertThat(moved.branches()).contains(Branch.ACCEPTED_WITHDRAWN);
    assertThat(FieldMergeTest.written(moved, Side.REWARDS, FIELD)).isEqualTo("Cid");
    assertThat(world.record().accepted()).isEmpty();
  }

  @Test
  void anAcceptedDifferenceIsWithdrawnWhenTheOtherSideMovesOrTheRuleChanges() {
    PairWorld world = refused();
    world.decide(Decision.skip("op1"));
    AcceptedDifference known = world.record().accepted().get(0);
    assertThat(world.profile(FIELD, "Dot").plan().branches()).contains(Branch.ACCEPTED_WITHDRAWN);

    PairWorld other = new PairWorld().agreed(FIELD, "Ann").contact(FIELD, "Bea");
    other.book.add(
        new AcceptedDifference(
            FIELD,
            "",
            known.contacts(),
            known.rewards(),
            "another",
            Reason.SKIPPED,
            "x",
            other.now));
    PersonPlan plan = other.plan();
    assertThat(plan.branches()).contains(Branch.ACCEPTED_WITHDRAWN);
    assertThat(plan.ops()).hasSize(1);
  }

  @Test
  void anAcceptedDifferenceThatHasGoneIsForgotten() {
    PairWorld world = refused();
    world.decide(Decision.skip("op1"));
    assertThat(world.profile(FIELD, "Bea").plan().branches()).contains(Branch.ACCEPTED_WITHDRAWN);
    assertThat(world.record().accepted()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {FIELD, "*"})
  void acceptedDifferencesCanBePlannedAgainByFieldOrAllAtOnce(String field) {
    PairWorld world = refused();
    world.decide(Decision.skip("op1"));
    PersonPlan plan = world.decide(new Decision(Decision.Kind.RETRY, null, field, null, null));
    assertThat(FieldMergeTest.written(plan, Side.REWARDS, FIELD)).isEqualTo("Bea");
    assertThat(world.record().accepted()).isEmpty();
  }

  @Test
  void anEditIsWrittenToBothSides() {
    PairWorld world = refused();
    PersonPlan first = world.decide("e1", List.of("Eve"), "op1");
    assertThat(first.branches()).contains(Branch.EDITED);
    assertThat(first.more()).isTrue();
    assertThat(first.waiting()).isEmpty();
    assertThat(FieldMergeTest.written(first, Side.CONTACTS, FIELD)).isEqualTo("Eve");
    world.apply(first);
    PersonPlan second = world.plan();
    assertThat(FieldMergeTest.written(second, Side.REWARDS, FIELD)).isEqualTo("Eve");
    world.apply(second);
    assertThat(world.later(Duration.ofMinutes(5)).settle().ops()).isEmpty();
    assertThat(world.shows(Side.REWARDS, FIELD)).isEqualTo(Reading.ofText("Eve"));
  }

  @Test
  void anEditWinsOnTheOtherSideEvenOverAnEditThere() {
    PairWorld world = new PairWorld().agreed("lastName", "Low");
    world.contact("lastName", "May").profile("lastName", "Nye");
    String opId = world.plan().waiting().get(0).opId();
    PersonPlan first = world.decide("e1", List.of("Poe"), opId);
    assertThat(FieldMergeTest.write(first, Side.CONTACTS, "lastName"))
        .get()
        .satisfies(write -> assertThat(FieldMergeTest.lost(write).values()).containsExactly("May"));
    world.apply(first);
    PersonPlan second = world.plan();
    assertThat(FieldMergeTest.write(second, Side.REWARDS, "lastName"))
        .get()
        .satisfies(
            write -> {
              assertThat(write.values()).containsExactly("Poe");
              assertThat(FieldMergeTest.lost(write).values()).containsExactly("Nye");
            });
  }

  @Test
  void anEditThatEqualsOneSideIsWrittenToTheOtherAlone() {
    PersonPlan toProfile = refused().decide("e1", List.of("Bea"), "op1");
    assertThat(FieldMergeTest.written(toProfile, Side.REWARDS, FIELD)).isEqualTo("Bea");
    assertThat(FieldMergeTest.write(toProfile, Side.CONTACTS, FIELD)).isEmpty();
    assertThat(toProfile.more()).isFalse();

    PersonPlan toContact = refused().decide("e1", List.of("Ann"), "op1");
    assertThat(FieldMergeTest.write(toContact, Side.CONTACTS, FIELD))
        .get()
        .satisfies(write -> assertThat(FieldMergeTest.lost(write).values()).containsExactly("Bea"));
    assertThat(FieldMergeTest.write(toContact, Side.REWARDS, FIELD)).isEmpty();
  }

  @Test
  void anEditToNothingClearsBothSides() {
    PairWorld world = refused();
    world.apply(world.decide("e1", List.of(), "op1")).settle();
    assertThat(world.shows(Side.CONTACTS, FIELD)).isEqualTo(Reading.empty());
    assertThat(world.shows(Side.REWARDS, FIELD)).isEqualTo(Reading.empty());
  }

  @Test
  void anEditOfAOneWayFieldBeginsAtItsSourceInItsWords() {
    PairWorld world = new PairWorld().contact("tier", "Gold").profile("tier", "G");
    world.settle();
    world.later(Duration.ofHours(1)).profile("tier", "S");
    FieldWrite write = world.plan().ops().get(0).writes().get(0);
    park(world, "op1", "tier", write.targetDigest(), write.sourceDigest());
    world.profile("tier", "S").contact("tier", "Gold");

    PersonPlan unknown =
        PersonMerge.plan(world.look(Map.of("e1", List.of("Tin")), Decision.edit("op1", "e1")));
    assertThat(unknown.branches()).contains(Branch.UNMAPPED_KEPT);
    assertThat(unknown.ops()).isEmpty();

    PersonPlan same = world.decide("e1", List.of("Silver"), "op1");
    assertThat(FieldMergeTest.written(same, Side.CONTACTS, "tier")).isEqualTo("Silver");
  }

  @Test
  void anEditThatWasTakenUpButNotWrittenIsStillAboutItsField() {
    PairWorld world = refused();
    world.decide("e1", List.of("Cleo"), "op1"); // nothing waits as op1 any more
    Decision again = Decision.edit("op1", "e1").about(FIELD);
    PersonPlan plan = PersonMerge.plan(world.look(Map.of("e1", List.of("Cleo")), again));
    assertThat(plan.branches()).contains(Branch.EDITED);
  }

  @Test
  void anEditWhoseValuesAreUsedUpChangesNothing() {
    PersonPlan plan = refused().decide(Decision.edit("op1", "gone"));
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.waiting()).hasSize(1);
  }

  @Test
  void aResolvedConflictIsDecidedOnceEvenIfTheWriteIsLost() {
    PairWorld world = new PairWorld().agreed("lastName", "Low");
    world.contact("lastName", "May").profile("lastName", "Nye");
    world.plan();
    PersonPlan resolved = world.decide(Decision.resolve("lastName", Side.REWARDS));
    assertThat(FieldMergeTest.written(resolved, Side.CONTACTS, "lastName")).isEqualTo("Nye");
    assertThat(resolved.branches()).contains(Branch.RESOLVED);
    assertThat(resolved.waiting()).isEmpty();
    assertThat(world.record().conflicts())
        .extracting(Conflict::state, Conflict::loser)
        .containsExactly(tuple(Conflict.State.DECIDED, Side.CONTACTS));

    PersonPlan again = world.plan(); // the run died before it wrote
    assertThat(FieldMergeTest.write(again, Side.CONTACTS, "lastName"))
        .get()
        .satisfies(
            write -> {
              assertThat(write.values()).containsExactly("Nye");
              assertThat(FieldMergeTest.lost(write).values()).containsExactly("May");
            });
    world.apply(again);
    assertThat(world.plan().ops()).isEmpty();
    assertThat(world.record().conflicts()).as("listed once").hasSize(1);
  }

  @Test
  void aLostEditOfAnotherVocabularyIsListedOnceToo() {
    PairWorld world = PairWorld.only("tier").contact("tier", "Gold").profile("tier", "G");
    world.settle();
    world.later(Duration.ofHours(1)).contact("tier", "Silver");
    world.apply(world.decide(Decision.resolve("tier", Side.REWARDS)));
    assertThat(world.record().conflicts())
        .extracting(Conflict::contacts)
        .containsExactly(List.of("Silver"));
  }

  @Test
  void aOneWayFieldResolvedForItsTargetKeepsTheDifference() {
    PairWorld world = new PairWorld().agreed("points", "1").profile("points", "2");
    FieldWrite write = world.plan().ops().get(0).writes().get(0);
    park(world, "op1", "points", write.targetDigest(), write.sourceDigest());
    PersonPlan plan = world.decide(Decision.resolve("points", Side.CONTACTS));
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.change().accepted())
        .extracting(AcceptedDifference::reason)
        .containsExactly(Reason.ONE_WAY);
  }

  @Test
  void aResolveThatNamesNoSideChangesNothing() {
    PersonPlan plan =
        refused().decide(new Decision(Decision.Kind.RESOLVE, null, FIELD, null, null));
    assertThat(plan.waiting()).hasSize(1);
    assertThat(plan.ops()).isEmpty();
  }

  @Test
  void theLastOfSeveralAnswersCounts() {
    PersonPlan plan = refused().decide(Decision.skip("op1"), Decision.resolve(FIELD, Side.REWARDS));
    assertThat(FieldMergeTest.written(plan, Side.CONTACTS, FIELD)).isEqualTo("Ann");
  }

  @Test
  void answersToOtherOperationsAndFieldsAreNotMeant() {
    PersonPlan plan =
        refused().decide(Decision.skip("another"), Decision.resolve("country", Side.REWARDS));
    assertThat(plan.waiting()).hasSize(1);
    assertThat(plan.ops()).isEmpty();
  }

  @Test
  void tagsThatWaitAreResolvedSkippedAndEditedAsASet() {
    PersonPlan resolved =
        refused("tags", "a", "a,b").decide(Decision.resolve("tags", Side.REWARDS));
    assertThat(resolved.ops())
        .extracting(Op::kind, Op::target)
        .containsExactly(tuple(Op.Kind.REMOVE_TAGS, Side.CONTACTS));
    assertThat(resolved.branches()).contains(Branch.RESOLVED);
    assertThat(resolved.waiting()).isEmpty();

    assertThat(refused("tags", "a", "a,b").plan().waiting()).hasSize(1);
    PersonPlan skipped = refused("tags", "a", "a,b").decide(Decision.skip("op1"));
    assertThat(skipped.change().accepted()).hasSize(1);
    assertThat(skipped.waiting()).isEmpty();
    assertThat(skipped.branches()).contains(Branch.SKIPPED);

    PairWorld world = refused("tags", "a,b", "a,b,c");
    PersonPlan edited = world.decide("e1", List.of("a", "D"), "op1");
    assertThat(edited.branches()).contains(Branch.EDITED);
    assertThat(edited.more()).isTrue();
    world.apply(edited).later(Duration.ofMinutes(2)).settle();
    assertThat(world.shows(Side.CONTACTS, "tags")).isEqualTo(Reading.ofElements(List.of("a", "D")));
    assertThat(world.shows(Side.REWARDS, "tags")).isEqualTo(Reading.ofElements(List.of("a", "D")));
  }

  @Test
  void tagsEditedToWhatOneSideHasAreWrittenToTheOther() {
    PairWorld world = refused("tags", "a", "a,b");
    PersonPlan plan = world.decide("e1", List.of("a", "b"), "op1");
    assertThat(plan.ops())
        .extracting(Op::kind, Op::target)
        .containsExactly(tuple(Op.Kind.ADD_TAGS, Side.REWARDS));
    assertThat(plan.more()).isFalse();

    PersonPlan other = refused("tags", "a", "a,b").decide("e1", List.of("a"), "op1");
    assertThat(other.ops())
        .extracting(Op::kind, Op::target)
        .containsExactly(tuple(Op.Kind.REMOVE_TAGS, Side.CONTACTS));
  }

  @Test
  void tagAnswersWithoutAValueChangeNothing() {
    assertThat(
            refused("tags", "a", "a,b")
                .decide(new Decision(Decision.Kind.RESOLVE, null, "tags", null, null))
                .waiting())
        .hasSize(1);
    assertThat(refused("tags", "a", "a,b").decide(Decision.edit("op1", "gone")).waiting())
        .hasSize(1);
  }

  @Test
  void anOperationParkedAsAWholeIsLeftOutWhileItIsTheSame() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").contact(FIELD, "Bea");
    Op op = world.plan().ops().get(0);
    park(world, op.id(), "*", "", "");
    PersonPlan quiet = world.plan();
    assertThat(quiet.ops()).isEmpty();
    assertThat(quiet.waiting()).hasSize(1);
    assertThat(quiet.branches()).contains(Branch.PARKED_QUIET);

    PersonPlan retried = PersonMerge.plan(world.look(Map.of(), Decision.retry()));
    assertThat(retried.ops()).hasSize(1);
    assertThat(retried.waiting()).isEmpty();

    PersonPlan moved = world.contact(FIELD, "Cid").plan();
    assertThat(moved.ops()).hasSize(1);
    assertThat(moved.waiting()).isEmpty();
  }

  @Test
  void aRetryReleasesTheOperationThatWaitedAndNoOther() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").agreed("tags", "a");
    world.contact(FIELD, "Bea").contact("tags", "a,b");
    List<Op> ops = PersonMerge.plan(world.look()).ops();
    assertThat(ops).extracting(Op::released).containsExactly(false, false);
    park(world, ops.get(0).id(), "*", "", "");
    PersonPlan retried = PersonMerge.plan(world.look(Map.of(), Decision.retry()));
    assertThat(retried.ops()).extracting(Op::released).containsExactly(true, false);
  }

  @Test
  void anOperationSkippedAsAWholeLeavesItsFieldsAsTheyAre() {
    PairWorld world =
        new PairWorld().agreed(FIELD, "Ann").contact(FIELD, "Bea").profile("country", "FR");
    for (Op op : world.plan().ops()) {
      park(world, op.id(), "*", "", "");
    }
    List<Op> ops = PersonMerge.plan(world.look(Map.of(), Decision.retry())).ops();
    PersonPlan plan = world.decide(Decision.skip(ops.get(0).id()), Decision.skip(ops.get(1).id()));
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.waiting()).isEmpty();
    assertThat(plan.branches()).contains(Branch.SKIPPED);
    assertThat(world.plan().branches())
        .contains(Branch.ACCEPTED_QUIET)
        .doesNotContain(Branch.SKIPPED);
    assertThat(world.plan().ops()).isEmpty();
  }

  @Test
  void whatWaitsUnderARuleThatIsGoneWaitsNoMore() {
    PairWorld world = new PairWorld();
    park(world, "op1", "faxNumber", "x", "y");
    assertThat(world.plan().waiting()).isEmpty();
  }
}

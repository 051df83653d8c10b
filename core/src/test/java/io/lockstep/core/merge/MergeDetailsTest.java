package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.lockstep.core.Side;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.AcceptedDifference.Reason;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.FieldMove.By;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the decision tables do not show, because another rule of theirs would show it as well. */
class MergeDetailsTest {

  private static final String FIELD = "firstName";

  @Test
  void eachRuleReportsItsOwnBranches() {
    assertThat(PairWorld.only(FIELD).plan().branches()).containsExactly(Branch.FIRST_LINK_EQUAL);
    assertThat(PairWorld.only(FIELD).agreed(FIELD, "Ann").plan().branches())
        .containsExactly(Branch.UNCHANGED);
    assertThat(PairWorld.only("tags").agreed("tags", "a").plan().branches())
        .containsExactly(Branch.UNCHANGED);
    assertThat(
            PairWorld.only("tier").contact("tier", "Gold").profile("tier", "S").plan().branches())
        .containsExactlyInAnyOrder(Branch.FIRST_LINK_CONFLICT, Branch.ONE_WAY_WRITTEN);
  }

  @Test
  void aLocalPhoneGoesOutWithItsCountryCodeAndACountryAsItsCode() {
    assertThat(PairWorld.only("phone").profile("phone", "020 7946 0143").plan().ops())
        .flatExtracting(Op::writes)
        .flatExtracting(FieldWrite::values)
        .containsExactly("+442079460143");
    assertThat(PairWorld.only("country").contact("country", "United States").plan().ops())
        .flatExtracting(Op::writes)
        .flatExtracting(FieldWrite::values)
        .containsExactly("US");
  }

  @Test
  void whatAOneWaySourceCannotSayIsAcceptedAndListed() {
    PairWorld empty = PairWorld.only("tier").contact("tier", "Gold");
    assertThat(empty.plan().change().accepted())
        .extracting(AcceptedDifference::reason)
        .containsExactly(Reason.ONE_WAY);
    PairWorld unmapped = PairWorld.only("tier").profile("tier", "Z");
    assertThat(unmapped.plan().change().accepted())
        .extracting(AcceptedDifference::reason)
        .containsExactly(Reason.UNMAPPED);
  }

  @Test
  void anOldDecisionIsReportedAsResolved() {
    PairWorld world = PairWorld.only("lastName").agreed("lastName", "Low");
    world.contact("lastName", "May").profile("lastName", "Nye").plan();
    world.decide(Decision.resolve("lastName", Side.CONTACTS));
    assertThat(world.plan().branches()).containsExactly(Branch.RESOLVED);
  }

  @Test
  void aDateSurvivesTheDoubtAboutItsValue() {
    PairWorld world = PairWorld.only(FIELD).agreed(FIELD, "Ann").contact(FIELD, "Bea");
    world.apply(world.plan()).later(Duration.ofSeconds(2)).profile(FIELD, "Ann");
    PersonPlan plan = world.plan(FieldMergeTest.hint(world, Side.REWARDS, FIELD));
    assertThat(plan.branches()).containsExactly(Branch.SUSPECT_RETURN);
    assertThat(plan.change().edits()).hasSize(1);
  }

  @Test
  void anAnswerAboutWhatDoesNotWaitIsCarriedOutAlone() {
    PersonPlan field =
        PairWorld.only(FIELD)
            .agreed(FIELD, "Ann")
            .contact(FIELD, "Bea")
            .decide(Decision.resolve(FIELD, Side.REWARDS));
    assertThat(field.ops()).extracting(Op::target).containsExactly(Side.CONTACTS);

    PersonPlan tags =
        PairWorld.only("tags")
            .agreed("tags", "a")
            .contact("tags", "a,b")
            .decide(Decision.resolve("tags", Side.REWARDS));
    assertThat(tags.ops())
        .extracting(Op::kind, Op::target)
        .containsExactly(tuple(Op.Kind.REMOVE_TAGS, Side.CONTACTS));
  }

  @Test
  void anAnswerThatSaysNothingLeavesTheMergeToItsRules() {
    Decision noSide = new Decision(Decision.Kind.RESOLVE, null, FIELD, null, null);
    assertThat(
            PairWorld.only(FIELD).agreed(FIELD, "Ann").contact(FIELD, "Bea").decide(noSide).ops())
        .hasSize(1);
    Decision noTagSide = new Decision(Decision.Kind.RESOLVE, null, "tags", null, null);
    assertThat(
            PairWorld.only("tags")
                .agreed("tags", "a")
                .contact("tags", "a,b")
                .decide(noTagSide)
                .ops())
        .hasSize(1);
    assertThat(lapsed(FIELD, "Ann", "Bea").decide(Decision.edit("op1", "gone")).ops()).hasSize(1);
    assertThat(lapsed("tags", "a", "a,b").decide(Decision.edit("op1", "gone")).ops()).hasSize(1);
  }

  /** Something waits whose digests are no longer what is shown. */
  private static PairWorld lapsed(String field, String agreed, String edited) {
    PairWorld world = PairWorld.only(field).agreed(field, agreed).contact(field, edited);
    world.book.add(
        new Parked(
            new Waiting("op1", field, Waiting.Kind.PARKED, "refused"), "k1:0", "k1:0", world.now));
    return world;
  }

  @Test
  void tagsThatBothSidesShowAlikeWaitNoMore() {
    PairWorld world = lapsed("tags", "a", "a,b").profile("tags", "a,b");
    assertThat(world.plan().waiting()).isEmpty();
  }

  @Test
  void tagsGainedOrLostOnBothSidesAreStepsOfBoth() {
    PairWorld world =
        PairWorld.only("tags").agreed("tags", "a").contact("tags", "a,b").profile("tags", "a,b");
    PersonPlan gained = world.plan();
    assertThat(gained.change().moves())
        .extracting(FieldMove::side, move -> move.before().isEmpty(), FieldMove::by)
        .containsExactlyInAnyOrder(
            tuple(Side.CONTACTS, true, By.SEEN), tuple(Side.REWARDS, true, By.SEEN));

    world.later(Duration.ofHours(1)).contact("tags", "a").profile("tags", "a");
    assertThat(world.plan().change().moves())
        .extracting(FieldMove::side, move -> move.after().isEmpty(), FieldMove::by)
        .containsExactlyInAnyOrder(
            tuple(Side.CONTACTS, true, By.SEEN), tuple(Side.REWARDS, true, By.SEEN));

    assertThat(
            PairWorld.only("tags")
                .contact("tags", "a")
                .profile("tags", "a")
                .plan()
                .change()
                .moves())
        .as("a first link is no step")
        .isEmpty();
  }

  @Test
  void atAFirstLinkUnderAnotherRuleNoTagIsDoubted() {
    PairWorld world = PairWorld.only("tags").agreed("tags", "a").contact("tags", "a,b");
    world.apply(world.plan());
    String element =
        world.record().moves().stream().map(FieldMove::element).findFirst().orElseThrow();
    world.book.forgetBase();
    world.later(Duration.ofSeconds(1)).profile("tags", "a");
    assertThat(element).isNotEmpty();
    assertThat(world.plan().ops()).hasSize(1);
  }

  @Test
  void aDoubtedTagIsRememberedByWhatIsShownOfIt() {
    PairWorld world = PairWorld.only("tags").agreed("tags", "a").contact("tags", "a,b");
    world.apply(world.plan()).later(Duration.ofSeconds(1)).profile("tags", "a");
    assertThat(world.plan().change().moves())
        .extracting(FieldMove::by, FieldMove::after)
        .containsExactly(tuple(By.SUSPECTED, ""));
  }

  @Test
  void whileTagsTravelTheHeadRowHoldsOnlyWhatBothHave() {
    PairWorld world = PairWorld.only("tags").contact("tags", "a,b").profile("tags", "a");
    world.plan();
    BaseRow pending = world.record().base("tags").orElseThrow();
    assertThat(pending.contacts()).isEqualTo(pending.rewards());
    world.apply(world.plan());
    assertThat(world.record().base("tags").orElseThrow().contacts())
        .isNotEqualTo(pending.contacts());
  }

  @Test
  void aTagHeldInDoubtKeepsTheHeadRowBack() {
    PairWorld world = PairWorld.only("tags").agreed("tags", "a").contact("tags", "a,b");
    world.apply(world.plan());
    BaseRow head = world.record().base("tags").orElseThrow();
    world.later(Duration.ofSeconds(1)).profile("tags", "a");
    assertThat(world.plan().change().base()).isEmpty();
    assertThat(world.record().base("tags")).contains(head);
  }

  @Test
  void anEditedTagSetTakesAwayWhatOnlyTheOtherSideHas() {
    PairWorld world = lapsed("tags", "a,b", "a,c").profile("tags", "a,b,d");
    PersonPlan plan = world.decide("e1", List.of("a"), "op1");
    assertThat(plan.ops())
        .extracting(Op::kind, Op::target, op -> op.writes().get(0).values())
        .containsExactly(
            tuple(Op.Kind.REMOVE_TAGS, Side.CONTACTS, List.of("c")),
            tuple(Op.Kind.REMOVE_TAGS, Side.REWARDS, List.of("b", "d")));
    assertThat(plan.ops().get(0).summary()).isEqualTo("remove tags at contacts");
    world.apply(plan).later(Duration.ofMinutes(2)).settle();
    assertThat(world.shows(Side.REWARDS, "tags").texts()).containsExactly("a");
  }

  @Test
  void anAcceptedDifferenceOfAnotherFieldIsNotWithdrawnWithTheTags() {
    PairWorld world = new PairWorld().agreed("points", "1").contact("points", "2");
    world.settle();
    world.agreed("tags", "a").contact("tags", "a,b");
    assertThat(world.plan().change().acceptedWithdrawn()).isEmpty();
  }

  @Test
  void tagOperationsSayWhatTheyDo() {
    PairWorld world = PairWorld.only("tags").agreed("tags", "a,b").contact("tags", "a,c");
    assertThat(world.plan().ops())
        .extracting(Op::summary)
        .containsExactly("add tags at rewards", "remove tags at rewards");
  }

  @Test
  void aPlanMayHoldExactlyTheMostText() {
    PairWorld world = PairWorld.only(FIELD);
    world.profile = PairWorld.PROFILE;
    world
        .contact("firstName", "x".repeat(Ops.MOST_CHARACTERS / 2))
        .contact("lastName", "y".repeat(Ops.MOST_CHARACTERS / 2));
    assertThat(world.plan().more()).isFalse();
  }

  private static void steps(PairWorld world, Side side, By by, String element, String... after) {
    for (String value : after) {
      world.later(Duration.ofSeconds(1));
      world.book.add(new FieldMove(FIELD, element, side, "", value, by, world.now));
    }
  }

  private static final String[] TO_AND_FRO = {"k1:1", "k1:2", "k1:1", "k1:2", "k1:1"};

  private static PersonPlan edited(PairWorld world) {
    return world.later(Duration.ofMinutes(2)).contact(FIELD, "Bea").plan();
  }

  @Test
  void onlyOurOwnWritesSwing() {
    PairWorld ours = PairWorld.only(FIELD).agreed(FIELD, "Ann");
    steps(ours, Side.REWARDS, By.WRITTEN, "", TO_AND_FRO);
    assertThat(edited(ours).branches()).contains(Branch.FLIP_REVIEW);

    PairWorld theirs = PairWorld.only(FIELD).agreed(FIELD, "Ann");
    steps(theirs, Side.CONTACTS, By.SEEN, "", TO_AND_FRO);
    assertThat(edited(theirs).ops()).hasSize(1);
  }

  @Test
  void aSwingReturnsToWhatTheSameSideHadBefore() {
    PairWorld world = PairWorld.only(FIELD).agreed(FIELD, "Ann");
    steps(world, Side.CONTACTS, By.WRITTEN, "", "k1:1", "k1:2", "k1:3");
    steps(world, Side.REWARDS, By.WRITTEN, "", "k1:1", "k1:2", "k1:3");
    assertThat(edited(world).ops()).hasSize(1);
  }

  @Test
  void whatWasOnlySuspectedIsNoSwing() {
    PairWorld world = PairWorld.only(FIELD).agreed(FIELD, "Ann");
    steps(world, Side.REWARDS, By.SUSPECTED, "", "k1:1", "k1:2", "k1:3");
    steps(world, Side.REWARDS, By.WRITTEN, "", "k1:1", "k1:2", "k1:3");
    assertThat(edited(world).ops()).hasSize(1);
  }

  @Test
  void stepsOfAnotherElementAreNotMeant() {
    PairWorld world = PairWorld.only(FIELD).agreed(FIELD, "Ann");
    steps(world, Side.REWARDS, By.WRITTEN, "other", TO_AND_FRO);
    assertThat(edited(world).ops()).hasSize(1);
  }

  @Test
  void aStepOfOneTagMakesNoOtherTagDoubtful() {
    PairWorld world = PairWorld.only("tags").agreed("tags", "a,c").contact("tags", "a,b,c");
    world.apply(world.plan()).later(Duration.ofSeconds(1)).profile("tags", "a,b");
    assertThat(world.plan().ops()).extracting(Op::kind).containsExactly(Op.Kind.REMOVE_TAGS);
  }

  @Test
  void aSuspicionOfOneValueIsNoFirstLookAtAnother() {
    PairWorld world = PairWorld.only(FIELD).agreed(FIELD, "Abe").contact(FIELD, "Ann");
    world.apply(world.plan()).later(Duration.ofSeconds(10)).contact(FIELD, "Bea");
    world.apply(world.plan()).later(Duration.ofSeconds(2)).profile(FIELD, "Ann");
    world.plan(); // Ann is suspected
    world.later(Duration.ofSeconds(6)).profile(FIELD, "Abe");
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.branches()).containsExactly(Branch.SUSPECT_RETURN);
  }

  @Test
  void aTagWrittenUnderTheRuleOfTodayKeepsItsRow() {
    PairWorld world = PairWorld.only("tags").agreed("tags", "a,b").contact("tags", "a,b,c");
    Op op = world.plan().ops().get(0);
    FieldWrite write = op.writes().get(0);
    Op again =
        new Op(
            op.id(),
            op.kind(),
            op.target(),
            op.targetId(),
            op.targetVersion(),
            op.sourceId(),
            List.of(
                new FieldWrite(
                    "tags",
                    List.of("b", "c"),
                    write.baseRevision(),
                    write.sourceDigest(),
                    write.targetDigest(),
                    null)),
            op.summary());
    PairChange.Builder change = PairChange.builder();
    PersonView silent = new PersonView(Side.REWARDS, "p1", Map.of(), null, null, null);
    world.written().add(change, world.record(), again, silent, world.now);
    assertThat(change.build().base())
        .filteredOn(row -> !row.element().isEmpty())
        .as("the row of b stands")
        .hasSize(1);
    assertThat(change.build().base())
        .filteredOn(row -> row.element().isEmpty())
        .extracting(BaseRow::contacts, BaseRow::rewards)
        .containsExactly(tuple(write.sourceDigest(), write.sourceDigest()));
  }

  /** What the set was before would be news if it came back. */
  @Test
  void theHeadRowOfTagsWrittenWithoutAWordOfTheWholeSetHoldsTheSourcesDigest() {
    PairWorld world = PairWorld.only("tags").agreed("tags", "a").profile("tags", "a,b");
    Op op = world.plan().ops().get(0);
    PairChange.Builder change = PairChange.builder();
    PersonView silent = new PersonView(Side.CONTACTS, "c1", Map.of(), null, null, null);
    world.written().add(change, world.record(), op, silent, world.now);
    assertThat(change.build().base())
        .filteredOn(row -> row.element().isEmpty())
        .extracting(BaseRow::contacts, BaseRow::rewards)
        .containsExactly(
            tuple(op.writes().get(0).sourceDigest(), op.writes().get(0).sourceDigest()));
    assertThat(op.writes().get(0).targetDigest()).isNotEqualTo(op.writes().get(0).sourceDigest());
  }

  @Test
  void aStepBothSidesMadeIsEachSidesFromItsOwnBase() {
    PairWorld world = PairWorld.only("tier").contact("tier", "Gold").profile("tier", "G");
    world.settle();
    BaseRow before = world.record().base("tier").orElseThrow();
    world.later(Duration.ofHours(1)).contact("tier", "Silver").profile("tier", "S");
    assertThat(world.plan().change().moves())
        .extracting(FieldMove::side, FieldMove::before)
        .containsExactly(
            tuple(Side.CONTACTS, before.contacts()), tuple(Side.REWARDS, before.rewards()));
  }

  @Test
  void aWriteToTheContactIsAStepOfTheProfileFromItsOwnBase() {
    PairWorld world = PairWorld.only("tier").contact("tier", "Gold").profile("tier", "G");
    world.settle();
    BaseRow before = world.record().base("tier").orElseThrow();
    world.later(Duration.ofHours(1)).profile("tier", "S");
    Op op = world.plan().ops().get(0);
    PairChange.Builder change = PairChange.builder();
    world.written().add(change, world.record(), op, world.view(Side.CONTACTS), world.now);
    assertThat(change.build().moves())
        .filteredOn(move -> move.by() == By.SEEN)
        .extracting(FieldMove::side, FieldMove::before)
        .containsExactly(tuple(Side.REWARDS, before.rewards()));
  }

  @Test
  void consentReportsItsOwnBranches() {
    assertThat(PairWorld.only("consent.sms").plan().branches())
        .containsExactly(Branch.FIRST_LINK_EQUAL);
    assertThat(PairWorld.only("consent.sms").agreed("consent.sms", "dnd").plan().branches())
        .containsExactly(Branch.UNCHANGED);
  }

  @Test
  void anAnswerAboutConsentIsCarriedOutAlone() {
    PersonPlan kept =
        PairWorld.only("consent.sms")
            .agreed("consent.sms", "open")
            .contact("consent.sms", "dnd")
            .decide(Decision.resolve("consent.sms", Side.REWARDS));
    assertThat(kept.ops()).isEmpty();

    PersonPlan tightens = lapsed("consent.sms", "open", "dnd").decide("e1", List.of("open"), "op1");
    assertThat(tightens.ops()).as("a wish to loosen leaves the merge to its rules").hasSize(1);
  }

  @Test
  void aLateReadOfConsentLoosensNothingYet() {
    PairWorld world =
        PairWorld.only("consent.sms").agreed("consent.sms", "open").contact("consent.sms", "dnd");
    world.apply(world.plan()).later(Duration.ofSeconds(2)).profile("consent.sms", "open");
    PersonPlan plan = world.plan();
    assertThat(plan.branches()).containsExactly(Branch.SUSPECT_RETURN);
    assertThat(plan.change().accepted()).isEmpty();
  }

  @Test
  void aRetryIsMeantForTheFieldItsItemNames() {
    PairWorld world = PairWorld.only(FIELD).agreed(FIELD, "Ann");
    steps(world, Side.REWARDS, By.WRITTEN, "", TO_AND_FRO);
    edited(world);
    world.book.add(
        new Parked(
            new Waiting("op9", "country", Waiting.Kind.PARKED, "refused"),
            "k1:0",
            "k1:0",
            world.now));
    world.contact(FIELD, "Cid");
    PersonPlan other = world.decide(new Decision(Decision.Kind.RETRY, "op9", null, null, null));
    assertThat(other.branches()).contains(Branch.FLIP_REVIEW);
    assertThat(other.ops()).as("what swings was not asked to be tried").isEmpty();
  }

  @Test
  void whatSwingsAndWaitsIsNotTriedUnasked() {
    PairWorld world = PairWorld.only(FIELD).agreed(FIELD, "Ann");
    steps(world, Side.REWARDS, By.WRITTEN, "", TO_AND_FRO);
    edited(world);
    assertThat(world.contact(FIELD, "Cid").plan().ops()).isEmpty();
  }

  @Test
  void onlyARetryReopensAcceptedDifferences() {
    PairWorld world = PairWorld.only("points").agreed("points", "1").contact("points", "2");
    world.settle();
    PersonPlan plan = world.decide(new Decision(Decision.Kind.SKIP, "op9", "points", null, null));
    assertThat(plan.branches()).containsExactly(Branch.ACCEPTED_QUIET);
    PersonPlan another =
        world.decide(new Decision(Decision.Kind.RETRY, null, "country", null, null));
    assertThat(another.branches()).containsExactly(Branch.ACCEPTED_QUIET);
  }

  @Test
  void aSkipSpeaksOfTheOneItemItNames() {
    PairWorld world = lapsed(FIELD, "Ann", "Bea");
    world.book.add(
        new Parked(
            new Waiting("op2", "country", Waiting.Kind.PARKED, "refused"),
            "k1:0",
            "k1:0",
            world.now));
    assertThat(world.decide(Decision.skip("op2")).ops()).hasSize(1);
  }

  @Test
  void aTagWrittenOverTheRowOfAnotherRuleTakesItsRevision() {
    PairWorld world = PairWorld.only("tags").agreed("tags", "a").contact("tags", "a,b");
    world.apply(world.plan()).settle();
    world.underAnotherRule(row -> true);
    world.later(Duration.ofHours(1)).profile("tags", "a");
    PersonPlan plan = PersonMerge.plan(world.look());
    assertThat(plan.ops()).extracting(Op::kind).containsExactly(Op.Kind.ADD_TAGS);
    PairChange.Builder change = PairChange.builder();
    PersonView silent = new PersonView(Side.REWARDS, "p1", Map.of(), null, null, null);
    world.written().add(change, world.record(), plan.ops().get(0), silent, world.now);
    assertThat(change.build().base())
        .filteredOn(row -> !row.element().isEmpty())
        .extracting(BaseRow::revision)
        .containsExactly(2L);
  }

  @Test
  void aTagWrittenBesideARowOfAnotherRuleAndKeyGetsARowOfItsOwn() {
    PairWorld world = PairWorld.only("tags").agreed("tags", "a,b");
    world.underAnotherRule(row -> true);
    world.digester = PairWorld.digester("k2");
    Op op =
        PersonMerge.plan(world.later(Duration.ofHours(1)).profile("tags", "a").look()).ops().get(0);
    PairChange.Builder change = PairChange.builder();
    PersonView silent = new PersonView(Side.REWARDS, "p1", Map.of(), null, null, null);
    world.written().add(change, world.record(), op, silent, world.now);
    assertThat(change.build().base())
        .filteredOn(row -> !row.element().isEmpty())
        .extracting(BaseRow::revision)
        .containsExactly(0L);
  }

  @Test
  void aTagWhoseRowIsOfAnotherRuleIsUnitedAndNotRemoved() {
    PairWorld world = PairWorld.only("tags").agreed("tags", "a,b");
    world.underAnotherRule(row -> !row.element().isEmpty());
    assertThat(world.contact("tags", "a").plan().ops())
        .extracting(Op::kind, Op::target)
        .containsExactly(tuple(Op.Kind.ADD_TAGS, Side.CONTACTS));
  }

  @Test
  void theHeadRowStandsWhileARemovalTravels() {
    PairWorld world = PairWorld.only("tags").agreed("tags", "a,b").contact("tags", "a");
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).hasSize(1);
    assertThat(plan.change().base()).isEmpty();
  }

  @Test
  void whereNothingTravelsTheHeadRowHoldsWhatEachSideShows() {
    PairWorld world = PairWorld.only("tags").agreed("tags", "a").contact("tags", "a,b");
    String opId = PersonMerge.plan(world.look()).ops().get(0).id();
    world.decide(Decision.skip(opId));
    world.plan();
    BaseRow head = world.record().base("tags").orElseThrow();
    assertThat(head.contacts()).isNotEqualTo(head.rewards());
  }

  @Test
  void anEmptySetUnderAnotherRuleGetsAHeadRowOfToday() {
    PairWorld world = PairWorld.only("tags");
    world.plan();
    BaseRow head = world.record().base("tags").orElseThrow();
    world.underAnotherRule(row -> true);
    world.plan();
    assertThat(world.record().base("tags").orElseThrow().ruleFingerprint())
        .isEqualTo(head.ruleFingerprint());
  }
}

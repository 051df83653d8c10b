package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the base is compared under, when it moves, and how operations are named by it. */
class BaseTest {

  private static final String FIELD = "firstName";

  @Test
  void rotatingTheDigestKeyWritesNothingToAnyone() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").agreed("tags", "a,b");
    world.digester = PairWorld.digester("k2");
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.change().isEmpty()).isTrue();
  }

  @Test
  void aRowIsRewrittenUnderTodaysKeyWhenItMoves() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann");
    world.digester = PairWorld.digester("k2");
    world.contact(FIELD, "Bea");
    world.apply(world.plan());
    assertThat(row(world)).satisfies(row -> assertThat(row.rewards()).startsWith("k2:"));
    assertThat(world.plan().ops()).isEmpty();
  }

  @Test
  void aMissingKeyHoldsTheMergeRatherThanGuess() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann");
    world.digester = new Digester("k9", Map.of("k9", new byte[32]));
    assertThatThrownBy(world::plan).isInstanceOf(Digester.MissingKeyException.class);
  }

  @Test
  void aRowOfAnotherRuleIsNoBaseAndItsRevisionStillCounts() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann");
    BaseRow row = row(world);
    world.book.commit(
        PairChange.builder()
            .base(
                new BaseRow(FIELD, "", row.contacts(), row.rewards(), 1, "another", row.revision()))
            .build());
    world.contact(FIELD, "-");
    PersonPlan plan = world.plan();
    assertThat(FieldMergeTest.written(plan, Side.CONTACTS, FIELD))
        .as("a first link fills, it does not clear")
        .isEqualTo("Ann");
    world.apply(plan);
    assertThat(row(world).ruleFingerprint()).isNotEqualTo("another");
  }

  @Test
  void anOlderCanonicalFormThatIsUnknownHereIsRefused() {
    PairWorld world = new PairWorld();
    world.book.forgetBase();
    world.book.add(
        new BaseRow(
            FIELD,
            "",
            "k1:00",
            "k1:00",
            99,
            PairWorld.PROFILE.rule(FIELD).orElseThrow().fingerprint(),
            1));
    assertThatThrownBy(world::plan).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void eachSideIsComparedWithItsOwnSpelling() {
    PairWorld world = new PairWorld().contact("country", "gb").profile("country", "United Kingdom");
    world.settle();
    world.later(Duration.ofHours(1)).contact("country", "GB");
    assertThat(world.plan().change().isEmpty()).as("the same country").isTrue();
  }

  @Test
  void aProvidersRewriteIsListedAndNeverCopiedBack() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").contact(FIELD, "bea");
    Op op = world.plan().ops().get(0);
    world.write(op);
    world.profile(FIELD, "Bea"); // BHN capitalises what it is given
    PairChange.Builder change = PairChange.builder();
    world.written().add(change, world.record(), op, world.view(Side.REWARDS), world.now);
    world.book.commit(change.build());

    assertThat(world.record().accepted())
        .extracting(AcceptedDifference::reason)
        .containsExactly(AcceptedDifference.Reason.REWRITTEN);
    assertThat(world.plan().ops()).isEmpty();
    assertThat(world.later(Duration.ofDays(1)).plan().ops()).isEmpty();
    world.contact(FIELD, "cid");
    assertThat(FieldMergeTest.written(world.plan(), Side.REWARDS, FIELD)).isEqualTo("cid");
  }

  @Test
  void aRewriteWhoseAcceptanceIsForgottenIsStillNoEdit() {
    PairWorld world = PairWorld.only(FIELD).agreed(FIELD, "Ann").contact(FIELD, "bea");
    Op op = world.plan().ops().get(0);
    world.profile(FIELD, "Bea");
    PairChange.Builder change = PairChange.builder();
    world.written().add(change, world.record(), op, world.view(Side.REWARDS), world.now);
    PairChange committed = change.withdrawAccepted(FIELD).build();
    world.book.commit(committed);
    world.book.commit(PairChange.builder().withdrawAccepted(FIELD).build());
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.branches()).containsExactly(Branch.UNCHANGED);
  }

  @Test
  void whatAWriteTellsTheLedger() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").contact(FIELD, "Bea");
    BaseRow before = row(world);
    Op op = world.plan().ops().get(0);
    world.write(op);
    PairChange.Builder builder = PairChange.builder();
    world.written().add(builder, world.record(), op, world.view(Side.REWARDS), world.now);
    PairChange change = builder.build();
    FieldWrite write = op.writes().get(0);

    assertThat(change.base())
        .containsExactly(
            new BaseRow(
                FIELD,
                "",
                write.sourceDigest(),
                change.base().get(0).rewards(),
                CanonicalForms.CURRENT,
                before.ruleFingerprint(),
                write.baseRevision()));
    assertThat(change.moves())
        .containsExactlyInAnyOrder(
            new FieldMove(
                FIELD,
                "",
                Side.REWARDS,
                write.targetDigest(),
                change.base().get(0).rewards(),
                FieldMove.By.WRITTEN,
                world.now),
            new FieldMove(
                FIELD,
                "",
                Side.CONTACTS,
                before.contacts(),
                write.sourceDigest(),
                FieldMove.By.SEEN,
                world.now));
    assertThat(change.stamps())
        .containsExactly(
            new Stamp(Side.REWARDS, world.now, world.now, world.view(Side.REWARDS).version()));
    assertThat(change.accepted()).isEmpty();
  }

  @Test
  void aFieldTheAnswerDoesNotShowCountsAsWritten() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").contact(FIELD, "Bea");
    Op op = world.plan().ops().get(0);
    world.write(op);
    PairChange.Builder change = PairChange.builder();
    PersonView silent = new PersonView(Side.REWARDS, "p1", Map.of(), null, null, null);
    world.written().add(change, world.record(), op, silent, world.now);
    world.book.commit(change.build());
    assertThat(world.plan().ops()).isEmpty();
    assertThat(world.record().accepted()).isEmpty();
  }

  @Test
  void tagsTheAnswerDoesNotShowCountAsWritten() {
    PairWorld world = new PairWorld().agreed("tags", "a").contact("tags", "a,b");
    Op op = world.plan().ops().get(0);
    world.write(op);
    PairChange.Builder change = PairChange.builder();
    PersonView silent = new PersonView(Side.REWARDS, "p1", Map.of(), null, null, null);
    world.written().add(change, world.record(), op, silent, world.now);
    world.book.commit(change.build());
    assertThat(world.plan().ops()).isEmpty();
    assertThat(world.later(Duration.ofHours(1)).contact("tags", "a").plan().ops()).hasSize(1);
  }

  @Test
  void anIntentNamesSourceBeforeAndAfter() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").contact(FIELD, "Bea");
    world.counterpart = null;
    Op op = world.plan().ops().get(0);
    Map<String, Intent.Wrote> intended = world.written().intended(op);
    assertThat(intended).containsOnlyKeys(FIELD, "referenceId");
    FieldWrite write = FieldMergeTest.write(world.plan(), Side.REWARDS, FIELD).orElseThrow();
    assertThat(wrote(intended, FIELD).source()).isEqualTo(write.sourceDigest());
    assertThat(wrote(intended, FIELD).before()).isEqualTo(write.targetDigest());
    world.write(op);
    world.apply(op);
    assertThat(wrote(intended, FIELD).after()).isEqualTo(row(world).rewards());
    assertThat(wrote(intended, "referenceId").after())
        .isEqualTo(wrote(intended, "referenceId").source());
  }

  private static Intent.Wrote wrote(Map<String, Intent.Wrote> intended, String field) {
    return Objects.requireNonNull(intended.get(field));
  }

  @Test
  void lostEditsAreListedUnderTheSameIdWhoeverListsThem() {
    PairWorld world = new PairWorld().agreed("country", "GB");
    world.contact("country", "FR").profile("country", "US");
    Op op = world.plan().ops().get(0);
    List<Conflict> lost = world.written().lost(op, world.now);
    assertThat(lost)
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.loser()).isEqualTo(Side.CONTACTS);
              assertThat(conflict.contacts()).containsExactly("FR");
              assertThat(conflict.rewards()).containsExactly("US");
              assertThat(conflict.why()).isEqualTo("rewards");
              assertThat(conflict.state()).isEqualTo(Conflict.State.DECIDED);
            });
    assertThat(world.written().lost(op, world.now.plusSeconds(9)).get(0).id())
        .isEqualTo(lost.get(0).id());

    PairWorld other = new PairWorld().agreed("email", "a@x");
    other.contact("email", "b@x").profile("email", "c@x");
    Conflict mirrored = other.written().lost(other.plan().ops().get(0), other.now).get(0);
    assertThat(mirrored.loser()).isEqualTo(Side.REWARDS);
    assertThat(mirrored.contacts()).containsExactly("b@x");
    assertThat(mirrored.rewards()).containsExactly("c@x");
  }

  @Test
  void theSameIntentionHasTheSameIdAndALaterOneAnother() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").contact(FIELD, "Bea");
    Op first = world.plan().ops().get(0);
    assertThat(world.later(Duration.ofHours(1)).plan().ops().get(0).id()).isEqualTo(first.id());
    assertThat(first.id()).hasSizeLessThanOrEqualTo(50);
    world.apply(first).later(Duration.ofHours(1)).contact(FIELD, "Ann");
    world.apply(world.plan()).later(Duration.ofHours(1)).contact(FIELD, "Bea");
    assertThat(world.plan().ops().get(0).id())
        .as("made again later, it is another intention")
        .isNotEqualTo(first.id());
  }

  @Test
  void operationsOfAnotherPairOrOfAnotherValueHaveOtherIds() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").contact(FIELD, "Bea");
    PersonLook look = world.look();
    Op op = PersonMerge.plan(look).ops().get(0);
    PersonLook other =
        new PersonLook(
            new FlowKey("acme", "c2"),
            look.profile(),
            look.forms(),
            look.digester(),
            look.contact(),
            look.profileView(),
            PairRecord.unknown(),
            List.of(),
            List.of(),
            Map.of(),
            look.lookedAt());
    assertThat(PersonMerge.plan(other).ops()).extracting(Op::id).doesNotContain(op.id());
    world.contact(FIELD, "Cid");
    assertThat(world.plan().ops().get(0).id()).isNotEqualTo(op.id());
  }

  @Test
  void aProfileThatNamesNobodyIsGivenItsContactsIdOnce() {
    PairWorld world = new PairWorld();
    world.settle();
    world.counterpart = null;
    PersonPlan plan = world.plan();
    assertThat(plan.branches()).contains(Branch.LINK_MARKED);
    assertThat(FieldMergeTest.written(plan, Side.REWARDS, "referenceId")).isEqualTo("c1");
    assertThat(plan.ops()).hasSize(1);
    world.apply(plan);
    assertThat(world.counterpart).isEqualTo("c1");

    world.counterpart = null; // a person takes it off again
    assertThat(world.plan().ops()).isEmpty();
  }

  @Test
  void aForeignReferenceIsNeverOverwritten() {
    PairWorld world = new PairWorld();
    world.settle();
    world.counterpart = "somebody-else";
    assertThat(world.plan().ops()).isEmpty();
  }

  @Test
  void aRefusedOrSkippedReferenceIsNotWrittenAgain() {
    PairWorld world = new PairWorld();
    world.settle();
    world.counterpart = null;
    Op op = world.plan().ops().get(0);
    Parked refused =
        new Parked(
            new Waiting("op1", "referenceId", Waiting.Kind.PARKED, "refused"),
            op.writes().get(0).sourceDigest(),
            op.writes().get(0).targetDigest(),
            world.now);
    world.book.add(refused);
    PersonPlan quiet = world.plan();
    assertThat(quiet.ops()).isEmpty();
    assertThat(quiet.waiting()).hasSize(1);
    assertThat(quiet.branches()).contains(Branch.PARKED_QUIET);
    PersonPlan retried = PersonMerge.plan(world.look(Map.of(), Decision.retry()));
    assertThat(retried.ops()).hasSize(1);
    assertThat(retried.waiting()).isEmpty();

    world.counterpart = "c1";
    assertThat(world.plan().waiting()).isEmpty();

    world.counterpart = null;
    world.decide(Decision.skip(op.id()));
    assertThat(world.plan().ops()).isEmpty();
  }

  @Test
  void anAcceptedDifferenceOfAnotherFieldDoesNotStopTheReference() {
    PairWorld world = new PairWorld().agreed("points", "1").contact("points", "2");
    world.settle();
    assertThat(world.record().accepted()).hasSize(1);
    world.counterpart = null;
    assertThat(FieldMergeTest.written(world.plan(), Side.REWARDS, "referenceId")).isEqualTo("c1");
  }

  @Test
  void aDiscardedReadDoesNotSayThatTheProfileNamesNobody() {
    PairWorld world = new PairWorld();
    world.settle();
    world.counterpart = null;
    world.book.add(new Stamp(Side.REWARDS, world.now, null, "999"));
    assertThat(world.plan().ops()).isEmpty();
  }

  @Test
  void aPlanHoldsOnlySoMuchTextAndSaysThatThereIsMore() {
    PairWorld world = new PairWorld();
    world.contact("firstName", "x".repeat(40_000)).contact("lastName", "y".repeat(40_000));
    PersonPlan plan = world.plan();
    assertThat(plan.more()).isTrue();
    assertThat(plan.ops()).flatMap(Op::writes).hasSize(1);
    world.apply(plan);
    assertThat(FieldMergeTest.write(world.plan(), Side.REWARDS, "lastName")).isPresent();
  }

  @Test
  void oneValueTooLargeForAnyPlanStillTravels() {
    PairWorld world = new PairWorld().contact("firstName", "x".repeat(100_000));
    PersonPlan plan = world.plan();
    assertThat(plan.more()).isFalse();
    assertThat(plan.ops()).hasSize(1);
  }

  @Test
  void textThatAWriteReplacesCountsAsText() {
    PairWorld world = new PairWorld().agreed("country", "GB").agreed("firstName", "Ann");
    world.contact("country", "x".repeat(40_000)).profile("country", "US");
    world.profile("firstName", "y".repeat(30_000));
    assertThat(world.plan().more()).isTrue();
  }

  private static BaseRow row(PairWorld world) {
    return world.record().base(FIELD).orElseThrow();
  }
}

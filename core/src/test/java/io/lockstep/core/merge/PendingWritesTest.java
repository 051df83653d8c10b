package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Writes whose answer was lost. */
class PendingWritesTest {

  private static final String FIELD = "firstName";

  /** The contact became Bea; the write to the profile was sent, and its answer lost. */
  private static PairWorld lostAnswer(boolean happened) {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").contact(FIELD, "Bea");
    Op op = world.plan().ops().get(0);
    world.book.add(Intents.of(world, op));
    if (happened) {
      world.write(op);
    }
    return world.later(Duration.ofMinutes(3));
  }

  @Test
  void aWriteThatHappenedIsTheBaseAndNotAnEditOfTheTarget() {
    PairWorld world = lostAnswer(true).contact(FIELD, "Cid"); // and the source moved on
    PersonPlan plan = world.plan();
    assertThat(plan.branches())
        .contains(Branch.PENDING_WRITE_HAPPENED, Branch.CONTACTS_CHANGED)
        .doesNotContain(Branch.PENDING_WRITE_DID_NOT_HAPPEN);
    assertThat(FieldMergeTest.write(plan, Side.REWARDS, FIELD))
        .get()
        .satisfies(
            write -> {
              assertThat(write.values()).containsExactly("Cid");
              assertThat(write.lost()).isNull();
            });
    assertThat(world.record().intents()).isEmpty();
    world.apply(plan); // fails if the revision did not count the look's own move in
    assertThat(world.plan().ops()).isEmpty();
  }

  @Test
  void aWriteThatHappenedIsRememberedAsOurs() {
    PairWorld world = lostAnswer(true);
    Intent intent = world.record().intents().get(0);
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.change().base()).hasSize(1);
    assertThat(plan.change().moves())
        .singleElement()
        .satisfies(
            move -> {
              assertThat(move.by()).isEqualTo(FieldMove.By.WRITTEN);
              assertThat(move.side()).isEqualTo(Side.REWARDS);
              assertThat(move.at()).isEqualTo(intent.sentAt());
              assertThat(move.before()).isEqualTo(wrote(intent).before());
              assertThat(move.after()).isEqualTo(wrote(intent).after());
            });
  }

  private static Intent.Wrote wrote(Intent intent) {
    return Objects.requireNonNull(intent.digests().get(FIELD));
  }

  @Test
  void aWriteToTheContactThatHappenedIsTheBaseToo() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").profile(FIELD, "Bea");
    Op op = world.plan().ops().get(0);
    world.book.add(Intents.of(world, op));
    world.write(op);
    world.later(Duration.ofMinutes(3)).profile(FIELD, "Cid");
    assertThat(FieldMergeTest.write(world.plan(), Side.CONTACTS, FIELD))
        .get()
        .satisfies(write -> assertThat(write.lost()).isNull());
  }

  @Test
  void theBaseOfAWriteThatHappenedHoldsEachSidesOwnWord() {
    PairWorld world = PairWorld.only("tier").contact("tier", "Gold").profile("tier", "G");
    world.settle();
    Op op = world.later(Duration.ofHours(2)).profile("tier", "S").plan().ops().get(0);
    world.book.add(Intents.of(world, op));
    world.write(op);
    assertThat(world.later(Duration.ofMinutes(3)).plan().branches())
        .containsExactlyInAnyOrder(Branch.PENDING_WRITE_HAPPENED, Branch.UNCHANGED);
  }

  @Test
  void aWriteUnderARuleThatMeansSomethingElseByNowMovesNoBase() {
    PairWorld world = lostAnswer(true).contact(FIELD, "Cid");
    String opId = world.record().intents().get(0).opId();
    world.profile =
        MappingProfiles.parse(
            "test.yaml",
            PairWorld.MAPPING.replace(
                "contacts: firstName, rewards: firstName",
                "contacts: customField(given), rewards: firstName"));

    PersonPlan plan = world.plan();

    assertThat(plan.branches())
        .contains(Branch.FIRST_LINK_CONFLICT)
        .doesNotContain(Branch.PENDING_WRITE_HAPPENED);
    assertThat(plan.change().closedIntents()).containsExactly(opId);
    assertThat(plan.change().base()).extracting(BaseRow::field).doesNotContain(FIELD);
  }

  @Test
  void aWriteOfAReleaseThatDidNotSayItsRuleIsJudgedByTodays() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").contact(FIELD, "Bea");
    Op op = world.plan().ops().get(0);
    Intent now = Intents.of(world, op);
    Intent.Wrote wrote = wrote(now);
    world.book.add(
        new Intent(
            now.opId(),
            now.kind(),
            now.target(),
            now.targetId(),
            now.sourceId(),
            now.generation(),
            Map.of(FIELD, new Intent.Wrote(wrote.source(), wrote.before(), wrote.after())),
            now.heldIds(),
            now.owner(),
            now.sentAt(),
            now.leaseUntil()));
    world.write(op);
    assertThat(world.later(Duration.ofMinutes(3)).plan().branches())
        .contains(Branch.PENDING_WRITE_HAPPENED);
  }

  @Test
  void aWriteThatDidNotHappenIsPlannedAgain() {
    PairWorld world = lostAnswer(false);
    PersonPlan plan = world.plan();
    assertThat(plan.branches())
        .contains(Branch.PENDING_WRITE_DID_NOT_HAPPEN)
        .doesNotContain(Branch.PENDING_WRITE_HAPPENED);
    assertThat(FieldMergeTest.written(plan, Side.REWARDS, FIELD)).isEqualTo("Bea");
    assertThat(world.record().intents()).isEmpty();
  }

  @Test
  void aWriteThatArrivesAfterItsSuccessorGoesToReview() {
    PairWorld world = lostAnswer(false);
    world.now = world.now.minus(Duration.ofMinutes(3)).plusSeconds(20);
    world.plan();
    world.contact(FIELD, "Cid");
    world.apply(world.plan());
    world.later(Duration.ofSeconds(5)).profile(FIELD, "Bea"); // the lost one, at last
    PersonPlan first = world.plan();
    assertThat(first.ops()).isEmpty();
    world.later(first.again());
    assertThat(world.plan().branches()).contains(Branch.OWN_SUPERSEDED_WRITE);
  }

  @Test
  void aTargetThatSomebodyEditedSinceIsComparedAfresh() {
    PersonPlan plan = lostAnswer(true).profile(FIELD, "Dot").plan();
    assertThat(plan.branches())
        .contains(Branch.PENDING_WRITE_DID_NOT_HAPPEN, Branch.CONFLICT_NEWEST);
  }

  @Test
  void aDiscardedReadSettlesNothing() {
    PairWorld world = lostAnswer(false);
    world.book.add(new Stamp(Side.REWARDS, world.now, null, "999"));
    PersonPlan plan = world.plan();
    assertThat(plan.change().closedIntents()).isEmpty();
    assertThat(plan.branches()).doesNotContain(Branch.PENDING_WRITE_DID_NOT_HAPPEN);
  }

  @Test
  void tagsAndGoneRulesAreClosedWithoutJudging() {
    PairWorld world = new PairWorld().agreed("tags", "a").contact("tags", "a,b");
    Op op = world.plan().ops().get(0);
    world.book.add(Intents.of(world, op));
    world.write(op);
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.change().closedIntents()).containsExactly(op.id());

    PairWorld other = new PairWorld();
    other.book.add(
        new Intent(
            "op9",
            Op.Kind.UPDATE,
            Side.REWARDS,
            "p1",
            "c1",
            0,
            Map.of("faxNumber", new Intent.Wrote("a", "b", "c")),
            List.of(),
            "x",
            Instant.EPOCH,
            Instant.EPOCH));
    assertThat(other.plan().change().closedIntents()).containsExactly("op9");
  }

  @Test
  void createsAndDeletesAreLeftToTheLook() {
    for (Op.Kind kind : List.of(Op.Kind.CREATE, Op.Kind.DELETE)) {
      PairWorld world = new PairWorld();
      world.book.add(
          new Intent(
              "op9",
              kind,
              Side.REWARDS,
              null,
              "c1",
              0,
              Map.of(),
              List.of(),
              "x",
              Instant.EPOCH,
              Instant.EPOCH));
      assertThat(world.plan().change().closedIntents()).isEmpty();
    }
  }

  @Test
  void theFirstHalfOfAPersonsEditMovesNoBase() {
    PairWorld world = new PairWorld().agreed("lastName", "Low");
    world.contact("lastName", "May").profile("lastName", "Nye");
    String opId = world.plan().waiting().get(0).opId();
    Op half =
        PersonMerge.plan(world.look(Map.of("e1", List.of("Poe")), Decision.edit(opId, "e1")))
            .ops()
            .get(0);
    world.decide("e1", List.of("Poe"), opId);
    world.book.add(Intents.of(world, half));
    world.write(half);
    PersonPlan plan = world.later(Duration.ofMinutes(3)).plan();
    assertThat(plan.branches()).contains(Branch.PENDING_WRITE_HAPPENED);
    assertThat(plan.change().base()).isEmpty();
    assertThat(FieldMergeTest.written(plan, Side.REWARDS, "lastName")).isEqualTo("Poe");
  }

  @Test
  void theLedgerTakesWhatWasSettledTogetherWithWhatIsAgreed() {
    PairWorld world = lostAnswer(true).profile("country", "FR").contact("country", "FR");
    PairChange change = PersonMerge.plan(world.look()).change();
    world.book.commit(change);
    assertThat(change.base()).hasSize(2);
  }
}

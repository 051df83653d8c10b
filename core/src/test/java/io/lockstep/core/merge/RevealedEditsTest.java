package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairRecord;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edits a write of ours overwrote before anybody read them, told by the webhook that saw them. */
class RevealedEditsTest {

  private static final String FIELD = "firstName";

  /** Somebody made the profile Dot, its webhook left, and our Bea was written over it unseen. */
  private static Hint overwritten(PairWorld world) {
    world.agreed(FIELD, "Ann").contact(FIELD, "Bea");
    PersonPlan plan = world.plan();
    world.profile(FIELD, "Dot");
    Hint hint = FieldMergeTest.hint(world, Side.REWARDS, FIELD);
    world.apply(plan).later(Duration.ofSeconds(5));
    return hint;
  }

  @Test
  void anEditOverwrittenUnreadIsListed() {
    PairWorld world = new PairWorld();
    PersonPlan plan = world.plan(overwritten(world));
    assertThat(plan.branches()).contains(Branch.LOST_EDIT_REVEALED);
    assertThat(plan.change().conflicts())
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.field()).isEqualTo(FIELD);
              assertThat(conflict.state()).isEqualTo(Conflict.State.DECIDED);
              assertThat(conflict.loser()).isEqualTo(Side.REWARDS);
            });
    assertThat(plan.ops()).isEmpty();
  }

  @Test
  void itIsListedOnceHoweverOftenItsHintComes() {
    PairWorld world = new PairWorld();
    Hint hint = overwritten(world);
    world.plan(hint);
    world.plan(hint, hint);
    assertThat(world.record().conflicts()).hasSize(1);
  }

  @Test
  void aHintWithoutATimeRevealsIt() {
    PairWorld world = new PairWorld();
    Hint hint = overwritten(world);
    Hint undated = new Hint(hint.source(), hint.side(), "id", "e", null, hint.digests());
    assertThat(world.plan(undated).branches()).contains(Branch.LOST_EDIT_REVEALED);
  }

  @Test
  void aHintOfLongAfterOurWriteRevealsNothing() {
    PairWorld world = new PairWorld();
    Hint hint = overwritten(world);
    Hint late =
        new Hint(hint.source(), hint.side(), "id", "e", world.now.plusSeconds(121), hint.digests());
    assertThat(world.plan(late).branches())
        .as("our write cannot have overwritten it")
        .doesNotContain(Branch.LOST_EDIT_REVEALED);
  }

  @Test
  void whatIsShownOrWasTheBaseOrWasOursRevealsNothing() {
    PairWorld world = new PairWorld();
    overwritten(world);
    assertThat(world.plan(FieldMergeTest.hint(world, Side.REWARDS, FIELD)).branches())
        .doesNotContain(Branch.LOST_EDIT_REVEALED);

    PairWorld before = new PairWorld();
    before.agreed(FIELD, "Ann");
    Hint former = FieldMergeTest.hint(before, Side.REWARDS, FIELD);
    before.contact(FIELD, "Bea");
    before.apply(before.plan());
    assertThat(before.plan(former).branches()).doesNotContain(Branch.LOST_EDIT_REVEALED);
  }

  @Test
  void anEditItsAuthorReplacedIsNotLost() {
    PairWorld world = new PairWorld();
    Hint hint = overwritten(world);
    world.profile(FIELD, "Eve");
    assertThat(world.plan(hint).branches()).doesNotContain(Branch.LOST_EDIT_REVEALED);
  }

  @Test
  void anEditThatWasAcceptedIsKnown() {
    PairWorld accepted = new PairWorld();
    Hint hint = overwritten(accepted);
    accepted.book.add(
        new AcceptedDifference(
            FIELD,
            "",
            "k1:00",
            Objects.requireNonNull(hint.digests().get(FIELD)),
            "rule",
            AcceptedDifference.Reason.SKIPPED,
            "x",
            accepted.now));
    assertThat(accepted.plan(hint).branches()).doesNotContain(Branch.LOST_EDIT_REVEALED);
  }

  @Test
  void hintsOfNobodyOfTheOtherSideOrOfSetsRevealNothing() {
    PairWorld world = new PairWorld();
    Hint hint = overwritten(world);
    Hint nobody = new Hint(hint.source(), null, "id", "e", hint.eventTime(), hint.digests());
    Hint otherSide =
        new Hint(hint.source(), Side.CONTACTS, "id", "e", hint.eventTime(), hint.digests());
    Hint tags =
        new Hint(hint.source(), Side.REWARDS, "id", "e", hint.eventTime(), Map.of("tags", "k1:00"));
    assertThat(world.plan(nobody, otherSide, tags).branches())
        .doesNotContain(Branch.LOST_EDIT_REVEALED);
  }

  @Test
  void consentThatOurWriteTightenedRevealsNothing() {
    PairWorld world = new PairWorld().agreed("consent.sms", "open").contact("consent.sms", "dnd");
    world.apply(world.plan()).later(Duration.ofSeconds(5));
    Map<String, String> digests = Map.of("consent.sms", "k1:00");
    Hint hint = new Hint(Hint.Source.WEBHOOK, Side.REWARDS, "id", "e", world.now, digests);
    assertThat(world.plan(hint).branches()).doesNotContain(Branch.LOST_EDIT_REVEALED);
  }

  @Test
  void aFieldThatIsNotShownNowRevealsNothingYet() {
    PairWorld world = new PairWorld();
    Hint hint = overwritten(world);
    world.profile(FIELD, "?");
    assertThat(world.plan(hint).branches()).doesNotContain(Branch.LOST_EDIT_REVEALED);
  }

  @ParameterizedTest(name = "dated at {0}: known {1}")
  @CsvSource({"REWARDS, true", "CONTACTS, false"})
  void anEditThatWasDatedWhenALookMetItThereIsKnown(Side datedAt, boolean known) {
    PairWorld world = new PairWorld();
    Hint hint = overwritten(world);
    String digest = Objects.requireNonNull(hint.digests().get(FIELD));
    world.book.commit(
        PairChange.builder()
            .edit(new PairRecord.FieldEdit(FIELD, datedAt, digest, world.now))
            .build());
    assertThat(world.plan(hint).branches().contains(Branch.LOST_EDIT_REVEALED)).isEqualTo(!known);
  }

  @Test
  void theBaseIsKnownEvenWhenItsStepsAreForgotten() {
    PairWorld world = PairWorld.only("tier").contact("tier", "Gold").profile("tier", "G");
    world.settle();
    Hint base = FieldMergeTest.hint(world, Side.CONTACTS, "tier");
    world.later(Duration.ofDays(2)).contact("tier", "Silver");
    String shown =
        Objects.requireNonNull(
            FieldMergeTest.hint(world, Side.CONTACTS, "tier").digests().get("tier"));
    world.book.add(
        new FieldMove("tier", "", Side.CONTACTS, "", shown, FieldMove.By.WRITTEN, world.now));
    assertThat(
            world
                .plan(new Hint(base.source(), base.side(), "id", "e", null, base.digests()))
                .branches())
        .doesNotContain(Branch.LOST_EDIT_REVEALED);
  }
}

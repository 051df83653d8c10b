package io.lockstep.workflows.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.workflows.sync.Round.Then;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {

  private static final FlowKey KEY = new FlowKey("acme", "c1");
  private static final Waiting WAITS =
      new Waiting("review-1", "email", Waiting.Kind.REVIEW, "Both were edited.");
  private static final Decision RESOLVE = Decision.resolve("email", Side.CONTACTS);
  private static final Decision EDIT = Decision.edit("review-1", "edit-7");
  private static final Op EMAIL = op("email");
  private static final Op PHONE = op("phone");

  private final Course course =
      new Course(new SyncInput(KEY, List.of(WAITS), List.of(), List.of(), 0));
  private final Mailbox mailbox = course.mailbox();

  @Test
  void aDecisionWhoseWriteIsStaleIsThereForTheNextLook() {
    mailbox.add(RESOLVE);
    assertThat(round(EMAIL, Outcome.stale("moved"))).isEqualTo(Then.LOOK);
    assertThat(course.take().decisions()).containsExactly(RESOLVE);
  }

  @Test
  void aDecisionWhoseWriteHasNoTurnStandsAndDoesNotEndTheSleep() {
    mailbox.add(RESOLVE);
    assertThat(round(EMAIL, Outcome.later(Duration.ofMinutes(15), "no turn")))
        .isEqualTo(Then.SLEEP);
    assertThat(mailbox.isFresh()).isFalse();
    assertThat(course.take().decisions()).containsExactly(RESOLVE);
  }

  @Test
  void aDecisionWhoseWriteFailedStands() {
    mailbox.add(RESOLVE);
    course.take();
    Round round = Round.of(plan(Plan.Verdict.PLANNED, Duration.ZERO));
    round.addFailure("no answer");
    assertThat(course.end(round)).isEqualTo(Then.SLEEP);
    assertThat(course.take().decisions()).containsExactly(RESOLVE);
  }

  @Test
  void aDecisionThatALookHasNotBelievedEnoughToCarryOutStands() {
    mailbox.add(Decision.retry());
    course.take();
    Round unsure = Round.of(plan(Plan.Verdict.PLANNED, Duration.ofSeconds(60)));
    assertThat(course.end(unsure)).isEqualTo(Then.LOOK_LATER);
    assertThat(course.take().decisions()).containsExactly(Decision.retry());
  }

  @Test
  void anEditThatIsPutBackNamesItsFieldForNothingWaitsUnderItsIdAnyMore() {
    mailbox.add(EDIT);
    round(EMAIL, Outcome.stale("moved"));
    assertThat(course.waiting()).isEmpty();
    assertThat(course.take().decisions()).containsExactly(EDIT.about("email"));
  }

  @Test
  void aDecisionThatIsWrittenOrWaitsAgainIsSpent() {
    mailbox.add(RESOLVE);
    assertThat(round(EMAIL, Outcome.done())).isEqualTo(Then.SETTLE);
    mailbox.add(RESOLVE);
    assertThat(round(EMAIL, Outcome.park(List.of(WAITS), "refused"))).isEqualTo(Then.SETTLE);
    assertThat(mailbox.isEmpty()).isTrue();
  }

  @Test
  void aDecisionThatIsWrittenIsSpentEvenWhereTheRestOfThePlanIsNot() {
    mailbox.add(RESOLVE);
    course.take();
    Round round = Round.of(plan(Plan.Verdict.PLANNED, Duration.ZERO));
    round.add(EMAIL, Outcome.done());
    round.add(PHONE, Outcome.later(Duration.ofMinutes(15), "no turn"));
    assertThat(course.end(round)).isEqualTo(Then.SLEEP);
    assertThat(mailbox.isEmpty()).isTrue();
  }

  @Test
  void aDecisionThatACutPlanHadNoRoomForStandsWhileThereIsProgress() {
    mailbox.add(Decision.retry());
    assertThat(cutRound(EMAIL, Outcome.done())).isEqualTo(Then.LOOK);
    assertThat(course.take().decisions()).containsExactly(Decision.retry());
    mailbox.add(RESOLVE);
    assertThat(cutRound(EMAIL, Outcome.done())).isEqualTo(Then.LOOK);
    assertThat(mailbox.isEmpty()).as("written, so spent").isTrue();
  }

  @Test
  void aLookWithoutATurnGivesEverythingBackAndForgetsNothingThatWaits() {
    Hint hint = Hint.from(Hint.Source.PERSON);
    mailbox.add(hint);
    mailbox.add(RESOLVE);
    course.take();
    course.end(Round.of(plan(Plan.Verdict.NOT_NOW, Duration.ofSeconds(5))));
    assertThat(course.waiting()).containsExactly(WAITS);
    assertThat(course.take()).isEqualTo(new Mailbox.Batch(List.of(hint), List.of(RESOLVE)));
  }

  @Test
  void whatIsRefusedAgainAndAgainInACutPlanWaitsInsteadOfSpinning() {
    Outcome refused = Outcome.park(List.of(WAITS), "refused");
    assertThat(cutRound(EMAIL, refused)).isEqualTo(Then.LOOK);
    assertThat(cutRound(EMAIL, refused)).isEqualTo(Then.SETTLE);
    assertThat(course.waiting()).containsExactly(WAITS);
  }

  private Then round(Op op, Outcome outcome) {
    course.take();
    return end(Round.of(plan(Plan.Verdict.PLANNED, Duration.ZERO)), op, outcome);
  }

  private Then cutRound(Op op, Outcome outcome) {
    course.take();
    return end(
        Round.of(
            new Plan(
                Plan.Verdict.PLANNED,
                Instant.EPOCH,
                List.of(op),
                List.of(),
                Duration.ZERO,
                true,
                "")),
        op,
        outcome);
  }

  private Then end(Round round, Op op, Outcome outcome) {
    round.add(op, outcome);
    return course.end(round);
  }

  private static Plan plan(Plan.Verdict verdict, Duration again) {
    return new Plan(verdict, Instant.EPOCH, List.of(), List.of(), again, false, "");
  }

  private static Op op(String field) {
    var write = new FieldWrite(field, List.of("x"), 1, "k1:aa", "k1:bb", null);
    return new Op(
        "op-" + field, Op.Kind.UPDATE, Side.REWARDS, "p", null, "c", List.of(write), "update");
  }
}

package io.lockstep.workflows.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
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

class RoundTest {

  private static final Waiting REFUSED =
      new Waiting("op-1", "email", Waiting.Kind.PARKED, "Not an address.");

  private static final Op EMAIL =
      new Op(
          "op-1",
          Op.Kind.UPDATE,
          Side.REWARDS,
          "p",
          null,
          "c",
          List.of(new FieldWrite("email", List.of("x"), 1, "k1:aa", "k1:bb", null)),
          "update");

  @Test
  void everythingWrittenSettles() {
    Round round = planned();
    round.add(EMAIL, Outcome.done());
    assertThat(round.then(false, false)).isEqualTo(Then.SETTLE);
    assertThat(round.isClean()).isTrue();
  }

  @Test
  void aRefusalSettlesToo() {
    Round round = planned();
    round.add(EMAIL, Outcome.park(List.of(REFUSED), "Not an address."));
    round.add(EMAIL, Outcome.done());
    assertThat(round.then(false, false)).isEqualTo(Then.SETTLE);
    assertThat(round.waiting()).containsExactly(REFUSED);
    assertThat(round.isClean()).as("what waits keeps the open mark").isFalse();
  }

  @Test
  void aRefusalTheLookAlreadyReportedWaitsOnce() {
    Round round = Round.of(plan(Plan.Verdict.PLANNED, List.of(REFUSED), Duration.ZERO, false));
    round.add(EMAIL, Outcome.park(List.of(REFUSED), "Not an address."));
    assertThat(round.waiting()).containsExactly(REFUSED);
  }

  @Test
  void oneStalePlanIsMadeAnewAndASecondInARowSleeps() {
    Round round = planned();
    round.add(EMAIL, Outcome.stale("moved"));
    assertThat(round.then(false, false)).isEqualTo(Then.LOOK);
    assertThat(round.then(true, false)).isEqualTo(Then.SLEEP);
  }

  @Test
  void aStalePlanOfWhichSomethingWasWrittenIsProgress() {
    Round round = planned();
    round.add(EMAIL, Outcome.done());
    round.add(EMAIL, Outcome.stale("moved"));
    assertThat(round.isWasted()).isFalse();
    assertThat(round.then(true, false)).isEqualTo(Then.LOOK);
  }

  @Test
  void aStaleAfterAFailedWriteOfThePlanSleeps() {
    Round round = planned();
    round.addFailure("no answer");
    round.add(EMAIL, Outcome.stale("older than five minutes"));
    assertThat(round.then(false, false)).isEqualTo(Then.SLEEP);
  }

  @Test
  void theLongestNamedWaitIsSlept() {
    Round round = planned();
    round.add(EMAIL, Outcome.later(Duration.ofSeconds(5), "no turn"));
    round.add(EMAIL, Outcome.later(Duration.ofSeconds(40), "breaker open"));
    assertThat(round.then(false, false)).isEqualTo(Then.SLEEP);
    assertThat(round.isFailure()).isFalse();
    assertThat(round.sleep(0)).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void aNamedWaitIsNeverLongerThanAQuarterOfAnHour() {
    Round round = planned();
    round.add(EMAIL, Outcome.later(Duration.ofHours(7), "the day's budget is used up"));
    assertThat(round.sleep(0)).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void aFailureBesideANamedWaitSleepsByOurOwnPatience() {
    Round round = planned();
    round.add(EMAIL, Outcome.later(Duration.ofSeconds(5), "no turn"));
    round.addFailure("no answer");
    assertThat(round.sleep(3)).isEqualTo(Duration.ofMinutes(4));
  }

  @Test
  void aLookThatFailedSleeps() {
    Round round = Round.withoutLook().addFailure("no answer");
    assertThat(round.then(false, false)).isEqualTo(Then.SLEEP);
    assertThat(round.isFailure()).isTrue();
    assertThat(round.sleep(2)).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aCallThatNoWorkerTookSleepsAndIsNobodysFailure() {
    Round round = Round.withoutLook().addNoTurn();
    assertThat(round.then(false, false)).isEqualTo(Then.SLEEP);
    assertThat(round.isFailure()).isFalse();
    assertThat(round.why()).isEqualTo("No turn at a provider yet.");
    assertThat(round.sleep(5)).as("it does not grow").isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void liveNewsThatOvertakesABackfillIsLookedAtAtOnce() {
    Round round = planned();
    round.addFailure("no answer").addOvertaken();
    assertThat(round.isBrokenOff()).isTrue();
    assertThat(round.then(true, false)).isEqualTo(Then.LOOK);
  }

  @Test
  void noTurnWithoutATimeCountsAsAFailure() {
    Round round = Round.of(plan(Plan.Verdict.NOT_NOW, List.of(), Duration.ZERO, false));
    assertThat(round.then(false, false)).isEqualTo(Then.SLEEP);
    assertThat(round.isFailure()).isTrue();
  }

  @Test
  void anUnbelievedReadIsReadLater() {
    Round round = Round.of(plan(Plan.Verdict.PLANNED, List.of(), Duration.ofSeconds(60), false));
    assertThat(round.then(false, false)).isEqualTo(Then.LOOK_LATER);
    assertThat(round.again()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aCutPlanGoesOnAtOnceAfterAWrite() {
    Round round = cut();
    round.add(EMAIL, Outcome.done());
    assertThat(round.then(false, false)).isEqualTo(Then.LOOK);
  }

  @Test
  void aCutPlanOfWhichNothingIsDoneNeverGoesOnAtOnce() {
    assertThat(cut().then(false, false)).as("it would spin").isEqualTo(Then.SLEEP);
  }

  @Test
  void aCutPlanOfWhichEverythingIsParkedGoesOnWhereThatIsNewsAndParksWhereItIsNot() {
    Round round = cut();
    round.add(EMAIL, Outcome.park(List.of(REFUSED), "Not an address."));
    assertThat(round.then(false, true)).as("the next plan leaves it out").isEqualTo(Then.LOOK);
    assertThat(round.then(false, false)).as("it would spin").isEqualTo(Then.SETTLE);
  }

  @Test
  void nobodyWaitsInARunThatIsPausedOrNotEligible() {
    for (var verdict : List.of(Plan.Verdict.PAUSED, Plan.Verdict.NOT_ELIGIBLE)) {
      Round round = Round.of(plan(verdict, List.of(REFUSED), Duration.ZERO, false));
      assertThat(round.then(false, false)).isEqualTo(Then.SETTLE);
      assertThat(round.waiting()).isEmpty();
    }
  }

  private static Round planned() {
    return Round.of(plan(Plan.Verdict.PLANNED, List.of(), Duration.ZERO, false));
  }

  private static Round cut() {
    return Round.of(plan(Plan.Verdict.PLANNED, List.of(), Duration.ZERO, true));
  }

  private static Plan plan(
      Plan.Verdict verdict, List<Waiting> waiting, Duration again, boolean more) {
    return new Plan(verdict, Instant.EPOCH, List.of(), waiting, again, more, "");
  }
}

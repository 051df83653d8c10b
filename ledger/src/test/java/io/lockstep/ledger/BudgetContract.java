package io.lockstep.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.ledger.Budget.Asker;
import io.lockstep.ledger.Budget.Need;
import io.lockstep.ledger.Budget.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Budget} does. */
abstract class BudgetContract {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration WINDOW = Duration.ofMillis(10_200);
  private static final Turn NOW = new Turn(true, Duration.ZERO);

  private final String location = "loc" + NUMBER.incrementAndGet();
  private final Budget budget = budget();
  private int owners;

  abstract Budget budget();

  /** How many random histories to walk through. */
  abstract int walks();

  @Test
  void aHundredCallsGoAtOnceAndTheNextHasItsTurnWhenTheFirstIsOutOfTheWindow() {
    use(100, NOON);
    assertThat(live("a", NOON)).isEqualTo(new Turn(true, WINDOW));
  }

  @Test
  void anOwnerThatAsksAgainIsGivenTheTurnItHoldsAndUsesItUp() {
    use(100, NOON);
    live("a", NOON);
    assertThat(live("a", NOON.plusSeconds(4))).isEqualTo(new Turn(true, WINDOW.minusSeconds(4)));
    Instant turn = NOON.plus(WINDOW);
    assertThat(budget.take(location, Asker.RETRY, Need.ONE, "a", turn)).isEqualTo(NOW);
    use(99, turn);
    assertThat(live("a", turn)).isEqualTo(new Turn(true, WINDOW));
  }

  @Test
  void newcomersStandBehindTheTurnsThatAreKept() {
    use(100, NOON);
    for (int i = 0; i < 150; i++) {
      live("kept" + i, NOON);
    }
    assertThat(live("late", NOON.plus(WINDOW)).in()).isEqualTo(WINDOW);
    for (int i = 0; i < 100; i++) {
      assertThat(live("kept" + i, NOON.plus(WINDOW))).isEqualTo(NOW);
    }
    assertThat(live("kept100", NOON.plus(WINDOW)).in()).isEqualTo(WINDOW);
  }

  @Test // law L8: a live change never waits for a backfill
  void retriesLeaveTenFreeAndBulkThirty() {
    use(69, NOON);
    assertThat(bulk(NOON)).isEqualTo(NOW);
    assertThat(bulk(NOON)).isEqualTo(new Turn(false, WINDOW));
    use(19, NOON);
    assertThat(retry(NOON)).isEqualTo(NOW);
    assertThat(retry(NOON)).isEqualTo(new Turn(false, WINDOW));
    use(10, NOON);
    assertThat(live("a", NOON).in()).isEqualTo(WINDOW);
  }

  @Test
  void aRefusedRetryIsToldWhenToAskAndKeepsNothing() {
    use(45, NOON);
    use(45, NOON.plusSeconds(1));
    assertThat(retry(NOON.plusSeconds(2))).isEqualTo(new Turn(false, WINDOW.minusSeconds(2)));
    use(10, NOON.plusSeconds(2));
    assertThat(retry(NOON.plus(WINDOW))).isEqualTo(NOW);
  }

  @Test
  void anOwnerThatComesLateMakesNoWindowTooFull() {
    use(100, NOON);
    for (int i = 0; i < 100; i++) {
      live("kept" + i, NOON);
    }
    Instant late = NOON.plus(WINDOW).plusSeconds(9);
    for (int i = 0; i < 100; i++) {
      assertThat(live("kept" + i, late)).isEqualTo(NOW);
    }
    assertThat(live("next", late.plusSeconds(2)).in()).isEqualTo(WINDOW.minusSeconds(2));
  }

  @Test
  void workThatNeedsTwoCallsGetsBothTurnsOrNone() {
    use(99, NOON);
    assertThat(two("a", NOON)).isEqualTo(new Turn(true, WINDOW));
    assertThat(live("b", NOON)).isEqualTo(new Turn(true, WINDOW)); // behind it, not before
    Instant turn = NOON.plus(WINDOW);
    assertThat(two("a", turn)).isEqualTo(NOW);
    assertThat(live("b", turn)).isEqualTo(NOW);
    use(97, turn);
    assertThat(live("c", turn)).isEqualTo(new Turn(true, WINDOW));
  }

  @Test
  void workThatNeedsMoreIfItMustWaitKeepsAsMuch() {
    use(100, NOON);
    Need need = new Need(1, 2);
    assertThat(budget.take(location, Asker.LIVE, need, "a", NOON).in()).isEqualTo(WINDOW);
    Instant turn = NOON.plus(WINDOW);
    assertThat(two("a", turn)).isEqualTo(NOW);
    use(98, turn);
    assertThat(live("b", turn).in()).isEqualTo(WINDOW);
  }

  @Test
  void whoNeedsMoreThanItHoldsAsksAnew() {
    use(100, NOON);
    live("a", NOON);
    Instant turn = NOON.plus(WINDOW);
    use(98, turn);
    assertThat(two("a", turn)).isEqualTo(new Turn(true, WINDOW));
    assertThat(two("a", turn.plus(WINDOW))).isEqualTo(NOW);
  }

  @Test
  void bulkWorkThatBeginsLeavesThirtyFreeAfterAllItsCalls() {
    use(69, NOON);
    Turn refused = budget.take(location, Asker.BULK, Need.of(2), "sweep", NOON);
    assertThat(refused).isEqualTo(new Turn(false, WINDOW));
    assertThat(bulk(NOON)).isEqualTo(NOW);
  }

  @Test
  void fewerCallsLeftThanWeThinkMeansSomebodyElseCalls() {
    use(10, NOON);
    correct(1, -1, NOON);
    assertThat(live("a", NOON)).isEqualTo(NOW);
    assertThat(live("b", NOON)).isEqualTo(new Turn(true, WINDOW));
  }

  @Test
  void moreCallsLeftThanWeThinkIsNotBelieved() {
    use(100, NOON);
    correct(80, -1, NOON);
    assertThat(live("a", NOON).in()).isEqualTo(WINDOW);
  }

  @Test
  void anAnswerThatTravelledForSecondsIsNotMistakenForSomebodyElsesCalls() {
    use(100, NOON);
    Instant arrived = NOON.plusSeconds(12); // the provider counted it at nine
    budget.correct(location, 0, -1, NOON.plusSeconds(8), arrived);
    assertThat(live("a", arrived)).isEqualTo(NOW);
  }

  @Test
  void theSameAnswerHeardTwiceCountsOnce() {
    correct(50, -1, NOON);
    correct(50, -1, NOON);
    use(50, NOON);
    assertThat(live("a", NOON).in()).isEqualTo(WINDOW);
  }

  @Test
  void towardsTheDaysEndBulkStopsFirstThenRetriesThenLive() {
    Duration restOfDay = Duration.ofHours(12);
    correct(-1, 20_001, NOON);
    assertThat(bulk(NOON)).isEqualTo(NOW);
    assertThat(bulk(NOON)).isEqualTo(new Turn(false, restOfDay));
    assertThat(retry(NOON)).isEqualTo(NOW);
    correct(-1, 5_000, NOON);
    assertThat(retry(NOON)).isEqualTo(new Turn(false, restOfDay));
    assertThat(live("a", NOON)).isEqualTo(NOW);
    correct(-1, 0, NOON);
    assertThat(live("b", NOON)).isEqualTo(new Turn(false, Duration.ofMinutes(10)));
  }

  @Test
  void withTheDaySpentOneLiveCallInTenMinutesFindsOutWhetherItHasTurned() {
    use(1, NOON);
    correct(-1, 0, NOON);
    Instant probe = NOON.plus(Duration.ofMinutes(10));
    assertThat(live("a", probe)).isEqualTo(NOW);
    assertThat(live("b", probe)).isEqualTo(new Turn(false, Duration.ofMinutes(10)));
    correct(99, 199_999, probe);
    assertThat(live("b", probe)).isEqualTo(NOW);
    assertThat(bulk(probe)).isEqualTo(NOW);
  }

  @Test
  void theNextDayBeginsAtZero() {
    correct(-1, 0, NOON);
    assertThat(bulk(NOON).taken()).isFalse();
    assertThat(bulk(NOON.plus(Duration.ofHours(12)))).isEqualTo(NOW);
  }

  @Test // law L9: a flood of one connection is its own
  void anotherLocationHasItsOwnBudget() {
    use(100, NOON);
    assertThat(budget.take(location + "x", Asker.BULK, Need.ONE, "a", NOON)).isEqualTo(NOW);
  }

  @Test // law L8: steady state meets no 429
  void whateverIsAskedAnyTenSecondsHoldAtMostAHundredTurns() {
    for (int seed = 0; seed < walks(); seed++) {
      BudgetWalk walk = new BudgetWalk(budget, location + "-" + seed, seed);
      walk.wander(Duration.ofSeconds(45));
      assertThat(walk.fullestTenSeconds()).as("seed " + seed).isBetween(50, 100);
    }
  }

  @Test
  void aSaturatedLiveLaneGetsAtLeast95PercentOfTenCallsASecond() {
    BudgetWalk walk = new BudgetWalk(budget, location, 7);
    walk.saturate(Duration.ofSeconds(60));
    assertThat(walk.fullestTenSeconds()).isLessThanOrEqualTo(100);
    assertThat(walk.usesAfter(Duration.ofSeconds(10))).isGreaterThanOrEqualTo((int) (0.95 * 500));
  }

  @Test
  void aNeighbourIsSeenThoughTheBookIsFull() {
    for (int i = 0; i < 100; i++) {
      use(1, NOON.plusMillis(102L * i));
    }
    Instant full = NOON.plusMillis(102L * 100);
    use(1, full); // of which the provider's ten seconds hold 98
    correct(2, -1, full);
    assertThat(live("a", full.plusMillis(102))).as("nobody else").isEqualTo(NOW);
    correct(0, -1, full.plusMillis(102));
    correct(0, -1, full.plusMillis(102));
    assertThat(live("b", full.plusMillis(204)).in()).as("two of somebody else's").isPositive();
  }

  /** What an answer said that came at once. */
  private void correct(int remaining, int dailyRemaining, Instant now) {
    budget.correct(location, remaining, dailyRemaining, now, now);
  }

  private void use(int calls, Instant now) {
    for (int i = 0; i < calls; i++) {
      assertThat(live("use" + owners++, now)).isEqualTo(NOW);
    }
  }

  private Turn live(String owner, Instant now) {
    return budget.take(location, Asker.LIVE, Need.ONE, owner, now);
  }

  private Turn two(String owner, Instant now) {
    return budget.take(location, Asker.LIVE, Need.of(2), owner, now);
  }

  private Turn retry(Instant now) {
    return budget.take(location, Asker.RETRY, Need.ONE, "retry" + owners++, now);
  }

  private Turn bulk(Instant now) {
    return budget.take(location, Asker.BULK, Need.ONE, "bulk" + owners++, now);
  }
}

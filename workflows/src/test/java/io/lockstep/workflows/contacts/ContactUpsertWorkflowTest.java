package io.lockstep.workflows.contacts;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_MARKER_RECORDED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_FIRED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_TIMER_STARTED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED;
import static io.temporal.api.enums.v1.WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.workflows.Queues;
import io.lockstep.workflows.TestServer;
import io.lockstep.workflows.start.WorkflowStarts;
import io.lockstep.workflows.sync.LookRequest;
import io.lockstep.workflows.sync.Phase;
import io.lockstep.workflows.sync.SidesInMemory;
import io.lockstep.workflows.sync.SyncInput;
import io.lockstep.workflows.sync.SyncStatus;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT) // each has a server of its own, and mostly waits for it
class ContactUpsertWorkflowTest {

  private static final Flow FLOW = Flow.CONTACT_UPSERT;
  private static final FlowKey KEY = new FlowKey("acme", "c1");
  private static final String ID = FLOW.workflowId(KEY);

  private final SidesInMemory sides = SidesInMemory.of(FLOW).contacts("email", "n@example.org");
  private final TestServer server = TestServer.notYetWorking(sides);
  private final WorkflowStarts starts = server.starts();

  @AfterEach
  void stop() {
    server.close();
  }

  // The cheap way, and what an operator sees of it

  @Test
  void oneLiveHintCostsOneBriefLookAndOneWrite() {
    String run = settle(webhook("e1"));

    assertThat(sides.rewards()).isEqualTo(Map.of("email", "n@example.org"));
    assertThat(sides.looks()).singleElement().extracting(LookRequest::brief).isEqualTo(true);
    assertThat(sides.applies()).singleElement().satisfies(one -> assertThat(one.last()).isTrue());
    assertThat(count(run, EVENT_TYPE_MARKER_RECORDED)).isEqualTo(1);
    assertThat(scheduled(run)).hasSize(1);
    assertThat(count(run, EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)).isZero();
  }

  @Test
  void aWriteShowsItsNameItsQueueAndWhoseItIs() {
    var write = scheduled(settle(webhook("e1"))).get(0);

    assertThat(write.getActivityType().getName()).isEqualTo("ContactApply");
    assertThat(write.getTaskQueue().getName()).isEqualTo(Queues.LIVE);
    assertThat(write.getPriority().getFairnessKey()).isEqualTo("acme");
    assertThat(write.getPriority().getPriorityKey()).isEqualTo(2);
    assertThat(write.getScheduleToCloseTimeout().getSeconds()).isEqualTo(120);
    assertThat(server.summaries(ID)).containsExactly("update rewards: email");
  }

  @Test
  void aSweepIsWorkedOffOnTheBulkQueueWithoutABriefLook() {
    var calls = scheduled(settle(Hint.from(Hint.Source.SWEEP)));

    assertThat(calls)
        .allSatisfy(call -> assertThat(call.getTaskQueue().getName()).isEqualTo(Queues.BULK))
        .extracting(
            call -> call.getActivityType().getName(), call -> call.getPriority().getPriorityKey())
        .as("what has begun goes before what is to begin")
        .containsExactly(tuple("ContactLook", 4), tuple("ContactApply", 3));
  }

  // Law L8: a live change never waits for a backfill

  @Test
  void aLiveChangeDoesNotWaitForABulkLookThatStandsInItsQueue() {
    server.workOn(Queues.WORKFLOWS, Queues.LIVE); // the bulk workers are busy, for ever
    starts.changed(FLOW, KEY, Hint.from(Hint.Source.SWEEP));
    await().until(() -> server.hasScheduled(ID, "ContactLook"));
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitEnd(ID);

    assertThat(sides.rewards()).containsKey("email");
    assertThat(sides.looks())
        .singleElement()
        .satisfies(
            look -> {
              assertThat(look.lane()).isEqualTo(Lane.LIVE);
              assertThat(look.hints()).containsExactly(Hint.from(Hint.Source.SWEEP), webhook("e1"));
            });
  }

  @Test
  void aLiveChangeDoesNotWaitForABulkLookThatRuns() {
    var seen = new CompletableFuture<Void>();
    sides.duringALook(
        () -> {
          starts.changed(FLOW, KEY, webhook("e1"));
          await().until(() -> sides.rewards().containsKey("email"));
          seen.complete(null);
        });
    settle(Hint.from(Hint.Source.SWEEP));
    await().until(seen::isDone);
  }

  @Test
  void aBulkLookThatEndsAfterItWasOvertakenChangesNothing() {
    sides.answering(Outcome.later(Duration.ofMinutes(15), "the day's budget is used up"), 1);
    sides.duringALook(
        () -> {
          starts.changed(FLOW, KEY, webhook("e1"));
          await().until(() -> "Retrying".equals(server.phase(ID))); // the live one had its round
        });
    String run = settle(Hint.from(Hint.Source.SWEEP));
    assertThat(sides.looks())
        .extracting(LookRequest::lane)
        .containsExactly(Lane.BULK, Lane.LIVE, Lane.LIVE);
    assertThat(sides.applies()).extracting(one -> one.lane()).containsOnly(Lane.LIVE);
    assertThat(count(run, EVENT_TYPE_ACTIVITY_TASK_COMPLETED)).isEqualTo(5);
  }

  @Test
  void aBulkWriteUnderWayIsWaitedForAndTheRestIsLeftToTheLiveLook() {
    sides.contacts("phone", "+15550100");
    sides.duringTheNextWrite(() -> starts.changed(FLOW, KEY, webhook("e1")));
    String run = settle(Hint.from(Hint.Source.SWEEP));

    assertThat(sides.rewards()).containsOnlyKeys("email", "phone");
    assertThat(sides.applies()).as("nothing is written twice").hasSize(2);
    assertThat(scheduled(run))
        .filteredOn(call -> call.getActivityType().getName().equals("ContactApply"))
        .extracting(call -> call.getTaskQueue().getName())
        .containsExactly(Queues.BULK, Queues.LIVE);
  }

  // The in-memory server does not skip the time a call stands in its queue, so the four minutes
  // themselves are not waited for here; what becomes of them is told by CallsTest.
  @Test
  void timeInTheQueueIsBoundedByItselfAndNotPartOfTheCall() {
    var look = scheduled(settle(Hint.from(Hint.Source.SWEEP))).get(0);
    assertThat(look.getScheduleToStartTimeout().getSeconds()).isEqualTo(240);
    assertThat(look.getStartToCloseTimeout().getSeconds()).isEqualTo(30);
    assertThat(look.getRetryPolicy().getMaximumAttempts()).isEqualTo(8);
  }

  @Test
  void aBulkCallThatHadNoTurnIsNoProvidersFailure() {
    sides.withoutATurn(8);
    server.work();
    starts.changed(FLOW, KEY, Hint.from(Hint.Source.SWEEP));
    server.temporal().sleep(Duration.ofSeconds(110));
    server.awaitPhase(ID, Phase.RETRYING);
    assertThat(starts.status(FLOW, KEY).failures()).isZero();
    assertThat(server.details(ID)).startsWith("No turn at a provider yet. Looks again in 1 min");
  }

  @Test
  void aBulkCallThatKeepsFailingIsAFailureAfterAsManyAttemptsAsALiveOne() {
    sides.blind(100);
    server.work();
    starts.changed(FLOW, KEY, Hint.from(Hint.Source.SWEEP));
    server.temporal().sleep(Duration.ofSeconds(110));
    server.awaitPhase(ID, Phase.RETRYING);
    assertThat(sides.looks()).hasSize(8);
    assertThat(starts.status(FLOW, KEY).failures()).isEqualTo(1);
  }

  @Test
  void aFloodOfHintsCostsOneLook() {
    for (int i = 0; i < 150; i++) {
      starts.changed(FLOW, KEY, webhook("e" + i));
    }
    server.work();
    server.awaitEnd(ID);

    assertThat(sides.looks()).singleElement().extracting(LookRequest::brief).isEqualTo(false);
    assertThat(sides.looks().get(0).hints())
        .hasSize(LookRequest.MOST_HINTS)
        .endsWith(webhook("e149"));
  }

  @Test
  void aRedeliveredHintIsOneHint() {
    starts.changed(FLOW, KEY, webhook("e1"));
    starts.changed(FLOW, KEY, webhook("e1"));
    server.work();
    server.awaitEnd(ID);
    assertThat(sides.looks().get(0).hints()).containsExactly(webhook("e1"));
  }

  @Test
  void oneLiveHintAmongSweepsMakesTheLookLive() {
    starts.changed(FLOW, KEY, Hint.from(Hint.Source.SWEEP));
    starts.changed(FLOW, KEY, webhook("e1"));
    server.work();
    server.awaitEnd(ID);
    assertThat(sides.looks()).extracting(LookRequest::lane).containsExactly(Lane.LIVE);
  }

  @Test
  void aBriefLookThatHasNoTurnIsFollowedByAnOrdinaryOneWithTheSameHint() {
    sides.answering(Plan.Verdict.NOT_NOW, 1);
    settle(webhook("e1"));
    assertThat(sides.looks()).extracting(LookRequest::brief).containsExactly(true, false);
    assertThat(sides.looks()).allSatisfy(look -> assertThat(look.hints()).contains(webhook("e1")));
  }

  @Test
  void aBriefLookThatWasPromisedATurnWaitsForItUnlisted() {
    sides.answering(Plan.Verdict.NOT_NOW, Duration.ofSeconds(12), 1);
    String run = settle(webhook("e1"));
    assertThat(sides.looks()).extracting(LookRequest::brief).containsExactly(true, true);
    assertThat(sides.looks()).allSatisfy(look -> assertThat(look.hints()).contains(webhook("e1")));
    assertThat(count(run, EVENT_TYPE_TIMER_FIRED)).isOne();
    assertThat(count(run, EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)).isZero();
    assertThat(sides.rewards()).containsKey("email");
  }

  @Test
  void aBriefLookThatIsToWaitForLongIsListedAsRetrying() {
    sides.answering(Plan.Verdict.NOT_NOW, Duration.ofMinutes(5), 1);
    String run = settle(webhook("e1"));
    assertThat(sides.looks()).extracting(LookRequest::brief).containsExactly(true, true);
    assertThat(count(run, EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)).isEqualTo(2);
  }

  @Test
  void aBriefLookThatFailsIsFollowedByAnOrdinaryOne() {
    sides.blind(1);
    settle(webhook("e1"));
    assertThat(sides.looks()).extracting(LookRequest::brief).containsExactly(true, false);
    assertThat(sides.rewards()).containsKey("email");
  }

  // Retrying

  @Test
  void aWriteTheEngineCanRepeatNeedsNoOtherLook() {
    sides.failingTimes(3);
    String run = settle(webhook("e1"));
    assertThat(sides.looks()).hasSize(1);
    assertThat(sides.applies()).hasSize(4);
    assertThat(count(run, EVENT_TYPE_TIMER_STARTED)).isZero();
  }

  @Test
  void aWriteThatFailsForTwoMinutesIsLookedAtAgainAfterASleepThatIsSeen() {
    sides.failingTimes(100);
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.temporal().sleep(Duration.ofSeconds(150)); // two minutes of attempts, and into the sleep
    server.awaitPhase(ID, Phase.RETRYING);
    assertThat(sides.looks()).hasSize(1);

    sides.succeeding();
    server.awaitEnd(ID);
    assertThat(sides.looks()).hasSize(2);
    assertThat(sides.rewards()).containsKey("email");
    assertThat(server.phase(ID)).isEqualTo("Syncing");
  }

  @Test
  void aRetryDuringTheSleepEndsItAtOnceAndLeavesNoTimer() {
    sides.answering(Outcome.later(Duration.ofMinutes(15), "the day's budget is used up"), 1);
    server.work();
    String run = starts.changed(FLOW, KEY, webhook("e1")).getRunId();
    server.awaitPhase(ID, Phase.RETRYING);

    long before = server.temporal().currentTimeMillis();
    starts.retry(FLOW, KEY);
    server.awaitEnd(ID);

    // Its clock may skip while a busy machine is slow to take the next task, but not that far.
    assertThat(server.temporal().currentTimeMillis() - before)
        .isLessThan(Duration.ofMinutes(15).toMillis());
    assertThat(sides.looks().get(1).decisions()).containsExactly(Decision.retry());
    assertThat(count(run, EVENT_TYPE_TIMER_CANCELED)).isEqualTo(1);
    assertThat(count(run, EVENT_TYPE_TIMER_FIRED)).isZero();
  }

  @Test
  void aNamedWaitIsSleptAsNamed() {
    sides.answering(Outcome.later(Duration.ofSeconds(12), "no turn before"), 1);
    String run = settle(webhook("e1"));
    assertThat(timers(run)).containsExactly(Duration.ofSeconds(12));
  }

  @Test
  void looksThatKeepFailingSleepLongerEachTimeAndKeepTheHint() {
    sides.answering(Plan.Verdict.NOT_NOW, 6);
    String run = settle(webhook("e1"));
    assertThat(timers(run)).extracting(Duration::toMinutes).containsExactly(1L, 2L, 4L, 8L, 15L);
    assertThat(sides.looks()).allSatisfy(look -> assertThat(look.hints()).contains(webhook("e1")));
  }

  @Test
  void aLookThatIsRefusedSaysWhyWhileItSleeps() {
    sides.refusingToShow("contacts get-contact REFUSED: add the scope contacts.readonly", 2);
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitPhase(ID, Phase.RETRYING);
    assertThat(server.details(ID))
        .contains("contacts get-contact REFUSED: add the scope contacts.readonly");
    assertThat(sides.looks()).as("no attempt more").hasSize(2);
  }

  @Test
  void aStalePlanIsMadeAnewAtOnce() {
    sides.answering(Outcome.stale("the base moved"), 1);
    String run = settle(webhook("e1"));
    assertThat(sides.looks()).hasSize(2);
    assertThat(timers(run)).isEmpty();
  }

  @Test
  void aPlanThatIsStaleTwiceInARowWaits() {
    sides.answering(Outcome.stale("the base moved"), 2);
    assertThat(timers(settle(webhook("e1")))).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void aStalePlanAfterFailedAttemptsCountsAsAFailure() {
    sides.answering(Outcome.staleAfterFailures("the base moved meanwhile"), 1);
    assertThat(timers(settle(webhook("e1")))).containsExactly(Duration.ofMinutes(1));
  }

  @Test
  void aFailedWriteDoesNotHoldUpTheOtherFields() {
    sides
        .contacts("phone", "+15550100")
        .answering(Outcome.later(Duration.ofMinutes(2), "no turn"), 1);
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitPhase(ID, Phase.RETRYING);
    assertThat(sides.rewards()).containsOnlyKeys("phone");
  }

  @Test
  void aPlanTooLargeForAHistoryIsRefusedAndNothingIsLost() {
    sides.answeringTooMuch(2); // the brief look's and the first ordinary attempt's
    settle(webhook("e1"));
    assertThat(sides.looks()).hasSizeGreaterThan(2);
    assertThat(sides.looks().get(2).hints()).containsExactly(webhook("e1"));
    assertThat(sides.rewards()).isEqualTo(Map.of("email", "n@example.org"));
  }

  // Looking again

  @Test
  void aReadThatIsNotBelievedIsReadAgainWithoutNews() {
    sides.unsure(Duration.ofSeconds(60), 1);
    String run = settle(webhook("e1"));
    assertThat(timers(run)).containsExactly(Duration.ofSeconds(60));
    assertThat(sides.looks()).hasSize(2);
    assertThat(sides.looks().get(1).hints()).isEmpty();
    assertThat(count(run, EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)).isZero();
  }

  @Test
  void aCutPlanIsFollowedByTheRestAndOnlyTheLastWriteEndsIt() {
    sides.contacts("phone", "+15550100").cutting(2);
    String run = settle(webhook("e1"));
    assertThat(sides.rewards()).containsOnlyKeys("email", "phone");
    assertThat(timers(run)).isEmpty();
    assertThat(sides.applies()).extracting(one -> one.last()).containsExactly(false, true);
    assertThat(sides.applies()).extracting(one -> one.end()).containsExactly(false, true);
  }

  @Test
  void aCutPlanWhoseWritesAreRefusedAgainParksInsteadOfSpinning() {
    var refused = new Waiting("op-email", "email", Waiting.Kind.PARKED, "Not an address.");
    sides.cutting(3).contacts("phone", "+15550100");
    sides.answering(Outcome.park(List.of(refused), "Not an address."), 3);
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitWaiting(ID, Phase.PARKED);
    assertThat(sides.looks()).hasSize(2);
  }

  @Test
  void aLongRunGoesOnInANewOneAndFinishesThere() {
    for (int i = 0; i < 400; i++) {
      sides.contacts("f" + i, "v");
    }
    sides.cutting(500);
    String first = settle(webhook("e1"));
    assertThat(server.newestRun(ID)).isNotEqualTo(first);
    assertThat(sides.rewards()).hasSize(401);
  }

  // The end, and what comes in just before it

  @Test
  void aSignalThatArrivesWhileTheRunCompletesIsLookedAt() {
    settle(webhook("e1"));
    sides.duringALook(() -> starts.changed(FLOW, KEY, webhook("e3")));
    // Nothing to write: the task that looks is the task that completes.
    String run = starts.changed(FLOW, KEY, webhook("e2")).getRunId();
    server.awaitEnd(ID);

    assertThat(server.newestRun(ID)).isEqualTo(run);
    assertThat(server.history(ID, run))
        .anySatisfy(
            event ->
                assertThat(event.getWorkflowTaskFailedEventAttributes().getCause())
                    .isEqualTo(WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND));
    assertThat(sides.looks())
        .last()
        .satisfies(look -> assertThat(look.hints()).contains(webhook("e3")));
  }

  @Test
  void anEchoThatArrivesBeforeTheEndIsDroppedByTheLedgerAlone() {
    Hint echo = webhook("echo", Map.of("email", "k1:cc"));
    sides.withNothingNew();
    sides.duringALook(() -> starts.changed(FLOW, KEY, echo));
    settleByAnOrdinaryLook();
    assertThat(sides.looks()).hasSize(1);
    assertThat(sides.asked()).containsExactly(List.of(echo));
  }

  @Test
  void aHintThatSaysMoreThanTheBaseIsLookedAtBeforeTheEnd() {
    Hint news = webhook("news", Map.of("email", "k1:dd"));
    sides.duringALook(() -> starts.changed(FLOW, KEY, news));
    settleByAnOrdinaryLook();
    assertThat(sides.looks()).hasSize(2);
    assertThat(sides.looks().get(1).hints()).containsExactly(news);
  }

  @Test
  void aPausedAnIneligibleAndAHandedOnPairEndsTheRun() {
    for (Plan.Verdict verdict :
        List.of(Plan.Verdict.PAUSED, Plan.Verdict.NOT_ELIGIBLE, Plan.Verdict.HANDED_ON)) {
      sides.answering(verdict, 1);
    }
    server.work();
    for (String event : List.of("e1", "e2", "e3")) {
      starts.changed(FLOW, KEY, webhook(event));
      server.awaitEnd(ID);
    }
    assertThat(sides.looks()).hasSize(3);
    assertThat(sides.applies()).isEmpty();
  }

  // A person

  @Test
  void aRefusedWriteWaitsForAPersonAndIsWrittenAfterRetry() {
    sides.refusing("The profile is closed.");
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitWaiting(ID, Phase.PARKED);
    assertThat(starts.status(FLOW, KEY).waiting())
        .singleElement()
        .satisfies(one -> assertThat(one.reason()).isEqualTo("The profile is closed."));
    assertThat(server.details(ID))
        .contains("Waits for a person", "`email`", "The profile is closed.")
        .doesNotContain("n@example.org");

    sides.accepting();
    starts.retry(FLOW, KEY);
    server.awaitEnd(ID);
    assertThat(sides.rewards()).containsKey("email");
  }

  @Test
  void aParkedRunIsNothingButItsStartAndOneWait() {
    sides.refusing("The profile is closed.");
    server.work();
    String first = starts.changed(FLOW, KEY, webhook("e1")).getRunId();
    server.awaitWaiting(ID, Phase.PARKED);

    assertThat(server.newestRun(ID)).isNotEqualTo(first);
    assertThat(server.history(ID, null))
        .extracting(HistoryEvent::getEventType)
        .containsExactly(
            EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
    assertThat(server.phase(ID)).isEqualTo("Parked");
    assertThat(count(first, EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)).isEqualTo(1);
  }

  @Test
  void aRefusalOfOneFieldLetsTheOthersGoOn() {
    sides.contacts("phone", "+15550100");
    sides.answering(
        Outcome.park(
            List.of(new Waiting("op-email", "email", Waiting.Kind.PARKED, "Not an address.")),
            "Not an address."),
        1);
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitWaiting(ID, Phase.PARKED);
    assertThat(sides.rewards()).containsOnlyKeys("phone");
  }

  @Test
  void anUndecidedFieldIsAReviewAndNewsGoesOnToo() {
    sides.undecided("email");
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitWaiting(ID, Phase.REVIEW);

    sides.decided();
    starts.changed(FLOW, KEY, webhook("e2"));
    server.awaitEnd(ID);
    assertThat(sides.rewards()).containsKey("email");
    assertThat(server.phase(ID)).isEqualTo("Syncing");
  }

  @Test
  void everyAnswerOfAPersonReachesTheLook() {
    sides.undecided("email");
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitWaiting(ID, Phase.REVIEW);
    sides.decided();
    starts.skip(FLOW, KEY, "op-1");
    server.awaitEnd(ID);
    starts.edit(FLOW, KEY, "op-2", "edit-7");
    server.awaitEnd(ID);
    starts.resolve(FLOW, KEY, "email", Side.REWARDS);
    server.awaitEnd(ID);
    assertThat(sides.looks().stream().flatMap(look -> look.decisions().stream()))
        .containsExactly(
            Decision.skip("op-1"),
            Decision.edit("op-2", "edit-7"),
            Decision.resolve("email", Side.REWARDS));
  }

  @Test
  void aDecisionWhoseWriteHasNoTurnIsToldAgainToTheLookAfterTheSleep() {
    sides.undecided("email");
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitWaiting(ID, Phase.REVIEW);
    String run = server.newestRun(ID);
    sides.decided();
    sides.answering(Outcome.later(Duration.ofMinutes(15), "the day's budget is used up"), 1);
    starts.edit(FLOW, KEY, "op-email", "edit-7");
    server.awaitEnd(ID);

    Decision edit = Decision.edit("op-email", "edit-7");
    assertThat(sides.looks().stream().flatMap(look -> look.decisions().stream()))
        .containsExactly(edit, edit.about("email"));
    assertThat(count(run, EVENT_TYPE_TIMER_FIRED)).as("it did not end the sleep").isEqualTo(1);
  }

  @Test
  void aRetryTypedByHandNeedsNoKeyAndNoArgument() {
    sides.refusing("The profile is closed.");
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitWaiting(ID, Phase.PARKED);
    sides.accepting();
    var cli = server.client(DefaultDataConverter.newDefaultInstance());
    cli.newUntypedWorkflowStub(ID).signal("retry", "please");
    server.awaitEnd(ID);
    assertThat(sides.rewards()).containsKey("email");

    sides.contacts("phone", "+15550100");
    starts.changed(FLOW, KEY, webhook("e2"));
    cli.newUntypedWorkflowStub(ID).signal("retry");
    server.awaitEnd(ID);
    assertThat(sides.rewards()).containsKey("phone");
  }

  @Test
  void syncNowAnswersAfterOneLookAndItsWrite() {
    server.work();
    var answer = starts.syncNow(FLOW, KEY, "u1");
    SyncStatus status = answer.getResult();
    assertThat(status.phase()).isEqualTo(Phase.SETTLED);
    assertThat(status.writes()).isEqualTo(1);
    server.awaitEnd(ID);
    assertThat(sides.looks()).hasSize(1);
  }

  @Test
  void syncNowDuringALookIsAnsweredByTheNextOne() {
    var asked = new CompletableFuture<WorkflowUpdateHandle<SyncStatus>>();
    sides.duringALook(() -> asked.complete(starts.syncNow(FLOW, KEY, "u1")));
    settleByAnOrdinaryLook();
    assertThat(asked.join().getResult().looks()).isEqualTo(2);
  }

  @Test
  void aParkedPairThatHasNoTurnStillShowsWhatWaits() {
    sides.refusing("The profile is closed.");
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitWaiting(ID, Phase.PARKED);
    sides.answering(Plan.Verdict.NOT_NOW, 2);
    starts.retry(FLOW, KEY);
    server.awaitPhase(ID, Phase.RETRYING);
    assertThat(starts.status(FLOW, KEY).waiting()).hasSize(1);
  }

  @Test
  void syncNowEndsASleepAndSaysWhenItHasToGoOnSleeping() {
    sides.answering(Outcome.later(Duration.ofMinutes(15), "the day's budget is used up"), 2);
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitPhase(ID, Phase.RETRYING);
    SyncStatus status = starts.syncNow(FLOW, KEY, "u1").getResult();
    assertThat(status.phase()).isEqualTo(Phase.RETRYING);
    assertThat(status.looks()).isEqualTo(2);
  }

  @Test
  void aCancelledRunIsCancelledAndNotParked() {
    sides.refusing("The profile is closed.");
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitWaiting(ID, Phase.PARKED);
    server.stub(ID).cancel();
    assertThatThrownBy(() -> server.awaitEnd(ID)).isInstanceOf(WorkflowFailedException.class);
    assertThat(server.history(ID, null))
        .last()
        .extracting(HistoryEvent::getEventType)
        .isEqualTo(EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED);
  }

  @Test
  void aRunCancelledInItsSleepIsCancelled() {
    sides.answering(Outcome.later(Duration.ofMinutes(15), "the day's budget is used up"), 1);
    server.work();
    starts.changed(FLOW, KEY, webhook("e1"));
    server.awaitPhase(ID, Phase.RETRYING);
    server.stub(ID).cancel();
    assertThatThrownBy(() -> server.awaitEnd(ID)).isInstanceOf(WorkflowFailedException.class);
    assertThat(sides.looks()).hasSize(1);
  }

  // Other releases, other keys

  @Test
  void aSignalWithAnUnknownComponentAndAnUnknownSourceStillArrives() {
    server
        .temporal()
        .getWorkflowClient()
        .newUntypedWorkflowStub(
            "ContactUpsertWorkflow", WorkflowStarts.options(FLOW, KEY, Lane.LIVE))
        .signalWithStart(
            "changed",
            new Object[] {
              Map.of("source", "PIGEON", "eventId", "e1", "mood", Map.of("deep", List.of(1)))
            },
            new Object[] {Map.of("key", Map.of("connection", "acme", "contactId", "c1"))});
    server.work();
    server.awaitEnd(ID);
    assertThat(sides.looks().get(0).hints())
        .containsExactly(new Hint(Hint.Source.FLOW, null, null, "e1", null, Map.of()));
  }

  @Test
  void aSignalUnderAKeyThatIsMissingHereWaitsUntilTheKeyIsThere() {
    WorkflowOptions options =
        WorkflowOptions.newBuilder(WorkflowStarts.options(FLOW, KEY, Lane.LIVE))
            .setWorkflowTaskTimeout(Duration.ofSeconds(1)) // how soon a held task is offered again
            .build();
    server
        .client(TestServer.converter(TestServer.OTHER_KEYS))
        .newUntypedWorkflowStub("ContactUpsertWorkflow", options)
        .signalWithStart(
            "changed", new Object[] {webhook("e1")}, new Object[] {SyncInput.first(KEY)});
    server.workForNow();
    await()
        .until(
            () ->
                server.history(ID, null).stream()
                    .anyMatch(e -> e.getEventType() == EVENT_TYPE_WORKFLOW_TASK_FAILED));
    assertThat(sides.looks()).isEmpty();

    server.workInstead(TestServer.OTHER_KEYS);
    await().until(() -> sides.rewards().containsKey("email"));
    assertThat(sides.looks().get(0).hints()).containsExactly(webhook("e1"));
  }

  private static Hint webhook(String eventId) {
    return webhook(eventId, Map.of());
  }

  private static Hint webhook(String eventId, Map<String, String> digests) {
    return new Hint(Hint.Source.WEBHOOK, Side.CONTACTS, "c1", eventId, Instant.EPOCH, digests);
  }

  /** Starts a run by this hint, waits for the end and answers its first run's id. */
  private String settle(Hint hint) {
    server.work();
    WorkflowExecution started = starts.changed(FLOW, KEY, hint);
    server.awaitEnd(ID);
    return started.getRunId();
  }

  /** Two hints at once: unlike a brief look this one is not run again when a signal comes in it. */
  private void settleByAnOrdinaryLook() {
    starts.changed(FLOW, KEY, webhook("first"));
    starts.changed(FLOW, KEY, webhook("second"));
    server.work();
    server.awaitEnd(ID);
  }

  private List<ActivityTaskScheduledEventAttributes> scheduled(String runId) {
    return server.history(ID, runId).stream()
        .filter(event -> event.getEventType() == EVENT_TYPE_ACTIVITY_TASK_SCHEDULED)
        .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
        .toList();
  }

  private long count(String runId, EventType type) {
    return server.history(ID, runId).stream().filter(e -> e.getEventType() == type).count();
  }

  private List<Duration> timers(String runId) {
    return server.history(ID, runId).stream()
        .filter(event -> event.getEventType() == EVENT_TYPE_TIMER_STARTED)
        .map(event -> event.getTimerStartedEventAttributes().getStartToFireTimeout())
        .map(timeout -> Duration.ofSeconds(timeout.getSeconds(), timeout.getNanos()))
        .toList();
  }
}

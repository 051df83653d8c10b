package io.lockstep.workflows.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Plan;
import io.lockstep.workflows.LockstepAttributes;
import io.lockstep.workflows.TestServer;
import io.lockstep.workflows.start.WorkflowStarts;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What makes a flow one of ours: its id, the names of its activities, and that it serves its own
 * news and nobody else's. How the shared loop behaves is told once, of the contact's flow.
 */
@Execution(ExecutionMode.CONCURRENT) // each has a server of its own, and mostly waits for it
class EveryFlowTest {

  private static final FlowKey KEY = new FlowKey("acme", "c1");

  private final Map<Flow, SidesInMemory> sides = new EnumMap<>(Flow.class);
  private final TestServer server;
  private final WorkflowStarts starts;

  EveryFlowTest() {
    for (Flow flow : Flow.values()) {
      sides.put(flow, SidesInMemory.of(flow).contacts("body", "Called back."));
    }
    server = TestServer.running(sides.values().toArray());
    starts = server.starts();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void aHintIsLookedAtAndWrittenByThatFlowAlone(Flow flow) {
    String run = starts.changed(flow, KEY, webhook("e1")).getRunId();
    server.awaitEnd(flow.workflowId(KEY));

    assertThat(ordinaryActivities(flow, run)).containsExactly(SidesInMemory.prefix(flow) + "Apply");
    sides.forEach(
        (each, of) -> assertThat(of.looks()).as(each.name()).hasSize(each == flow ? 1 : 0));
    assertThat(of(flow).rewards()).isEqualTo(Map.of("body", "Called back."));
    assertThat(
            server
                .stub(flow.workflowId(KEY))
                .describe()
                .getTypedSearchAttributes()
                .get(LockstepAttributes.FLOW))
        .as("by which an operator finds its runs")
        .isEqualTo(flow.prefix());
  }

  @ParameterizedTest
  @EnumSource
  void whatIsRefusedWaitsForAPersonAndIsWrittenAfterRetry(Flow flow) {
    of(flow).refusing("The account is closed.");
    starts.changed(flow, KEY, webhook("e1"));
    server.awaitWaiting(flow.workflowId(KEY), Phase.PARKED);
    assertThat(of(flow).rewards()).isEmpty();

    of(flow).accepting();
    starts.retry(flow, KEY);
    server.awaitEnd(flow.workflowId(KEY));
    assertThat(of(flow).rewards()).containsKey("body");
  }

  @ParameterizedTest
  @EnumSource
  void aDecisionReachesTheLookOfThatFlow(Flow flow) {
    of(flow).undecided("body");
    starts.changed(flow, KEY, webhook("e1"));
    server.awaitWaiting(flow.workflowId(KEY), Phase.REVIEW);

    of(flow).decided();
    starts.resolve(flow, KEY, "body", Side.REWARDS);
    server.awaitEnd(flow.workflowId(KEY));
    assertThat(of(flow).looks().stream().flatMap(look -> look.decisions().stream()))
        .containsExactly(Decision.resolve("body", Side.REWARDS));
  }

  @ParameterizedTest
  @EnumSource
  void aPersonWhoAsksIsAnsweredByThatFlow(Flow flow) {
    SyncStatus status = starts.syncNow(flow, KEY, "u1").getResult();
    assertThat(status.writes()).isEqualTo(1);
    assertThat(of(flow).looks()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsHandedOnEndsTheRun(Flow flow) {
    of(flow).answering(Plan.Verdict.HANDED_ON, 1);
    starts.changed(flow, KEY, webhook("e1"));
    server.awaitEnd(flow.workflowId(KEY));
    assertThat(of(flow).applies()).isEmpty();
  }

  private SidesInMemory of(Flow flow) {
    return Objects.requireNonNull(sides.get(flow));
  }

  private List<String> ordinaryActivities(Flow flow, String run) {
    return server.history(flow.workflowId(KEY), run).stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .toList();
  }

  private static Hint webhook(String eventId) {
    return new Hint(
        Hint.Source.WEBHOOK, Side.CONTACTS, "c1", eventId, Instant.EPOCH, Map.of("body", "k1:cc"));
  }
}

package io.lockstep.workflows.replay;

import static org.awaitility.Awaitility.await;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.workflows.Queues;
import io.lockstep.workflows.TestServer;
import io.lockstep.workflows.connection.AnswersInMemory;
import io.lockstep.workflows.connection.ConnectRequest;
import io.lockstep.workflows.connection.ConnectionInput;
import io.lockstep.workflows.connection.DoctorReport;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.RoundInMemory;
import io.lockstep.workflows.connection.ValuesRequest;
import io.lockstep.workflows.queue.QueueInput;
import io.lockstep.workflows.queue.Queued;
import io.lockstep.workflows.queue.RoomInMemory;
import io.lockstep.workflows.reconcile.PagesInMemory;
import io.lockstep.workflows.reconcile.ReconcileReport;
import io.lockstep.workflows.start.ConnectionStarts;
import io.lockstep.workflows.start.WorkflowStarts;
import io.lockstep.workflows.sync.Phase;
import io.lockstep.workflows.sync.SidesInMemory;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One short story per branch, each played from nothing by every sync flow and answered as a
 * history. A new branch gets a new story; a story that has a history on file is never changed.
 */
final class Scenarios {

  /** Plays on this server and answers the run to keep; null: the newest. */
  private interface Story {
    @Nullable String play(Stage on);
  }

  private static final FlowKey KEY = new FlowKey("acme", "c1");

  private Scenarios() {}

  /** Names, which are file names too, and what makes each history. */
  static Map<String, History> all() {
    Map<String, History> all = new LinkedHashMap<>();
    for (Flow flow : Flow.values()) {
      stories()
          .forEach((name, story) -> all.put(flow.prefix() + "/" + name, () -> sync(flow, story)));
    }
    all.put("reconcile/whole-pass", () -> pass(new PagesInMemory(3)));
    all.put("reconcile/news-it-may-have-gone-by", Scenarios::passWithNews);
    all.put("reconcile/page-failed-then-slept", () -> pass(new PagesInMemory(2).failingTimes(12)));
    all.put(
        "reconcile/page-refused",
        () -> pass(new PagesInMemory(3).refusingFrom(1, "list-contacts REFUSED: ask for access")));
    all.put(
        "reconcile/pages-failed-too-often",
        () -> pass(new PagesInMemory(2).failingTimes(Integer.MAX_VALUE)));
    all.put("connection/values", () -> question(AnswersInMemory.atOnce()));
    all.put(
        "connection/values-not-read",
        () -> question(AnswersInMemory.atOnce().refusing("a release mends it")));
    all.put("connection/doctor", () -> doctor(AnswersInMemory.atOnce()));
    all.put(
        "connection/doctor-could-not-look",
        () -> doctor(AnswersInMemory.atOnce().refusing("a release mends it")));
    all.put("connection/connect", () -> connect(AnswersInMemory.atOnce()));
    all.put(
        "connection/connect-not-exchanged",
        () -> connect(AnswersInMemory.atOnce().refusing("a release mends it")));
    all.put("connection/define-custom-fields", () -> define(AnswersInMemory.atOnce()));
    all.put(
        "connection/custom-fields-not-known",
        () -> define(AnswersInMemory.atOnce().refusing("a release mends it")));
    all.put("round/seen", () -> round(new RoundInMemory().seenAfter(3)));
    all.put("round/leftover-first", () -> round(new RoundInMemory().leftOver(2).seenAfter(1)));
    all.put("round/seen-on-request", () -> round(new RoundInMemory().seenOnRequest()));
    all.put("round/never-seen", () -> round(new RoundInMemory()));
    all.put("round/not-made", () -> round(new RoundInMemory().failingToMake()));
    all.put(
        "round/refused",
        () ->
            round(new RoundInMemory().refusing(Finding.error("person.sent", "It rests.", "Go."))));
    all.put("connection/nobody-asks-any-more", Scenarios::lostQuestion);
    all.put("queue/all-let-in", () -> queue(new RoomInMemory(99), false));
    all.put("queue/repeated-after-failures", () -> queue(new RoomInMemory(99).failing(2), false));
    all.put("queue/full-then-passes", () -> queue(new RoomInMemory(99), true));
    return all;
  }

  private static Map<String, Story> stories() {
    Map<String, Story> stories = new LinkedHashMap<>();
    stories.put("settled", on -> on.settled());
    stories.put("swept", on -> on.settled(Hint.from(Hint.Source.SWEEP)));
    stories.put(
        "brief-look-without-a-turn",
        on -> {
          on.sides.answering(Plan.Verdict.NOT_NOW, 1);
          return on.settled();
        });
    stories.put(
        "brief-look-promised-a-turn",
        on -> {
          on.sides.answering(Plan.Verdict.NOT_NOW, Duration.ofSeconds(12), 1);
          return on.settled();
        });
    stories.put(
        "look-without-a-turn-then-slept",
        on -> {
          on.sides.answering(Plan.Verdict.NOT_NOW, 4);
          return on.settled();
        });
    stories.put(
        "look-failed-then-slept",
        on -> {
          on.sides.blind(12);
          return on.settled();
        });
    stories.put(
        "write-failed-then-slept",
        on -> {
          on.sides.failingTimes(12);
          return on.settled();
        });
    stories.put(
        "later-then-slept-as-named",
        on -> {
          on.sides.answering(Outcome.later(Duration.ofSeconds(12), "no turn before"), 1);
          return on.settled();
        });
    stories.put(
        "sleep-ended-by-retry",
        on -> {
          on.sides.answering(Outcome.later(Duration.ofMinutes(15), "the day is used up"), 1);
          String run = on.started();
          on.server.awaitPhase(on.id(), Phase.RETRYING);
          on.starts.retry(on.flow, KEY);
          on.server.awaitEnd(on.id());
          return run;
        });
    stories.put(
        "stale-then-looked-again",
        on -> {
          on.sides.answering(Outcome.stale("the base moved"), 1);
          return on.settled();
        });
    stories.put(
        "stale-twice-then-slept",
        on -> {
          on.sides.answering(Outcome.stale("the base moved"), 2);
          return on.settled();
        });
    stories.put(
        "unsure-then-looked-again",
        on -> {
          on.sides.unsure(Duration.ofSeconds(60), 1);
          return on.settled();
        });
    stories.put(
        "cut-plan",
        on -> {
          on.sides.contacts("phone", "+15550100").cutting(2);
          return on.settled();
        });
    stories.put(
        "cut-plan-refused-again",
        on -> {
          var refused = new Waiting("op-email", "email", Waiting.Kind.PARKED, "Not an address.");
          on.sides.contacts("phone", "+15550100").cutting(3);
          on.sides.answering(Outcome.park(List.of(refused), "Not an address."), 3);
          String run = on.started();
          on.server.awaitWaiting(on.id(), Phase.PARKED);
          return run;
        });
    stories.put(
        "decision-outlives-a-sleep",
        on -> {
          on.sides.undecided("email");
          on.started();
          on.server.awaitWaiting(on.id(), Phase.REVIEW);
          String waiting = on.server.newestRun(on.id());
          on.sides.decided();
          on.sides.answering(Outcome.later(Duration.ofMinutes(15), "the day is used up"), 1);
          on.starts.resolve(on.flow, KEY, "email", Side.CONTACTS);
          on.server.awaitEnd(on.id());
          return waiting;
        });
    stories.put(
        "paused",
        on -> {
          on.sides.answering(Plan.Verdict.PAUSED, 1);
          return on.settled();
        });
    stories.put(
        "echo-dropped-before-the-end",
        on -> {
          on.sides.withNothingNew();
          on.sides.duringALook(() -> on.changed(webhook("e2")));
          return on.settled(Hint.from(Hint.Source.SWEEP));
        });
    stories.put(
        "news-before-the-end",
        on -> {
          on.sides.duringALook(() -> on.changed(webhook("e2")));
          return on.settled(Hint.from(Hint.Source.SWEEP));
        });
    stories.put(
        "echo-dropped-after-an-ordinary-live-look",
        on -> {
          on.sides.withNothingNew();
          on.sides.duringALook(() -> on.changed(webhook("e2")));
          return on.settledByAnOrdinaryLook();
        });
    stories.put(
        "news-after-an-ordinary-live-look",
        on -> {
          on.sides.duringALook(() -> on.changed(webhook("e2")));
          return on.settledByAnOrdinaryLook();
        });
    stories.put(
        "bulk-look-overtaken-in-its-queue",
        on -> {
          on.server.workOn(Queues.WORKFLOWS, Queues.LIVE);
          String run = on.changed(Hint.from(Hint.Source.SWEEP));
          await().until(() -> on.hasScheduledALook());
          on.changed(webhook("e2"));
          on.server.awaitEnd(on.id());
          return run;
        });
    stories.put(
        "bulk-look-overtaken-while-it-runs",
        on -> {
          on.sides.duringALook(
              () -> {
                on.changed(webhook("e2"));
                await().until(() -> on.sides.rewards().containsKey("email"));
              });
          return on.settled(Hint.from(Hint.Source.SWEEP));
        });
    stories.put(
        "bulk-look-overtaken-ends-late",
        on -> {
          on.sides.answering(Outcome.later(Duration.ofMinutes(15), "the day is used up"), 1);
          on.sides.duringALook(
              () -> {
                on.changed(webhook("e2"));
                await().until(() -> "Retrying".equals(on.server.phase(on.id())));
              });
          return on.settled(Hint.from(Hint.Source.SWEEP));
        });
    stories.put(
        "bulk-write-overtaken",
        on -> {
          on.sides.contacts("phone", "+15550100");
          on.sides.duringTheNextWrite(() -> on.changed(webhook("e2")));
          return on.settled(Hint.from(Hint.Source.SWEEP));
        });
    stories.put(
        "bulk-look-without-a-turn-then-slept",
        on -> {
          on.sides.withoutATurn(8);
          return on.settled(Hint.from(Hint.Source.SWEEP));
        });
    stories.put(
        "signal-while-completing",
        on -> {
          on.settled();
          on.sides.duringALook(() -> on.changed(webhook("e3")));
          String run = on.changed(webhook("e2"));
          on.server.awaitEnd(on.id());
          return run;
        });
    stories.put("parked", on -> on.parked());
    stories.put(
        "waiting",
        on -> {
          on.parked();
          return null;
        });
    stories.put(
        "waiting-then-retried",
        on -> {
          on.parked();
          String waiting = on.server.newestRun(on.id());
          on.sides.accepting();
          on.starts.retry(on.flow, KEY);
          on.server.awaitEnd(on.id());
          return waiting;
        });
    stories.put(
        "review-then-news",
        on -> {
          on.sides.undecided("email");
          on.started();
          on.server.awaitWaiting(on.id(), Phase.REVIEW);
          String waiting = on.server.newestRun(on.id());
          on.sides.decided();
          on.changed(webhook("e2"));
          on.server.awaitEnd(on.id());
          return waiting;
        });
    stories.put(
        "waiting-then-cancelled",
        on -> {
          on.parked();
          String waiting = on.server.newestRun(on.id());
          on.cancelled();
          return waiting;
        });
    stories.put(
        "cancelled-in-its-sleep",
        on -> {
          on.sides.answering(Outcome.later(Duration.ofMinutes(15), "the day is used up"), 1);
          String run = on.started();
          on.server.awaitPhase(on.id(), Phase.RETRYING);
          on.cancelled();
          return run;
        });
    stories.put(
        "synced-now",
        on -> {
          on.server.work();
          on.starts.syncNow(on.flow, KEY, "u1").getResult();
          on.server.awaitEnd(on.id());
          return null;
        });

    return stories;
  }

  /** Makes one history. */
  interface History {
    WorkflowExecutionHistory make();
  }

  private static WorkflowExecutionHistory sync(Flow flow, Story story) {
    SidesInMemory sides = SidesInMemory.of(flow).contacts("email", "n@example.org");
    try (TestServer server = TestServer.notYetWorking(sides)) {
      var on = new Stage(flow, server, sides, server.starts());
      String run = story.play(on);
      return run == null
          ? server.temporal().getWorkflowClient().fetchHistory(on.id())
          : server.temporal().getWorkflowClient().fetchHistory(on.id(), run);
    }
  }

  private static WorkflowExecutionHistory pass(PagesInMemory pages) {
    try (TestServer server = TestServer.running(pages)) {
      server.starts().reconcile("acme", "contacts");
      server.starts().reconcileStub("acme", "contacts").getResult(ReconcileReport.class);
      return server.temporal().getWorkflowClient().fetchHistory("reconcile/acme/contacts");
    }
  }

  private static WorkflowExecutionHistory passWithNews() {
    var pages = new PagesInMemory(2).pausing(Duration.ofMinutes(10));
    try (TestServer server = TestServer.running(pages)) {
      String run = server.starts().reconcile("acme", "contacts").getRunId();
      await().until(() -> pages.read().size() == 1);
      server.starts().reconcile("acme", "contacts", Duration.ofSeconds(10));
      server.starts().reconcileStub("acme", "contacts").getResult(ReconcileReport.class);
      return server.temporal().getWorkflowClient().fetchHistory("reconcile/acme/contacts", run);
    }
  }

  private static WorkflowExecutionHistory question(AnswersInMemory answers) {
    try (TestServer server = TestServer.running(answers)) {
      new ConnectionStarts(server.temporal().getWorkflowClient())
          .values(new ValuesRequest(KEY, null), "q1")
          .getResult();
      return ended(server);
    }
  }

  private static WorkflowExecutionHistory connect(AnswersInMemory answers) {
    try (TestServer server = TestServer.running(answers)) {
      var request =
          new ConnectRequest("code-1", "http://localhost/oauth/highlevel/callback", "operator");
      new ConnectionStarts(server.temporal().getWorkflowClient())
          .connect("acme", request, "q1")
          .getResult();
      return ended(server);
    }
  }

  private static WorkflowExecutionHistory define(AnswersInMemory answers) {
    try (TestServer server = TestServer.running(answers)) {
      new ConnectionStarts(server.temporal().getWorkflowClient())
          .defineCustomFields("acme", "q1")
          .getResult();
      return ended(server);
    }
  }

  private static WorkflowExecutionHistory round(RoundInMemory world) {
    try (TestServer server = TestServer.running(world)) {
      var starts = new ConnectionStarts(server.temporal().getWorkflowClient());
      starts.sendPerson("acme");
      starts.round("acme").getResult(DoctorReport.class);
      return server.temporal().getWorkflowClient().fetchHistory(ConnectionStarts.roundId("acme"));
    }
  }

  private static WorkflowExecutionHistory doctor(AnswersInMemory answers) {
    try (TestServer server = TestServer.running(answers)) {
      new ConnectionStarts(server.temporal().getWorkflowClient()).doctor("acme", "q1").getResult();
      return ended(server);
    }
  }

  private static WorkflowExecutionHistory lostQuestion() {
    try (TestServer server = TestServer.running(AnswersInMemory.atOnce())) {
      server
          .temporal()
          .getWorkflowClient()
          .newUntypedWorkflowStub(
              "ConnectionWorkflow",
              WorkflowOptions.newBuilder()
                  .setWorkflowId(ConnectionStarts.id("acme"))
                  .setTaskQueue(Queues.WORKFLOWS)
                  .build())
          .start(new ConnectionInput("acme"));
      return ended(server);
    }
  }

  private static WorkflowExecutionHistory ended(TestServer server) {
    server.awaitEnd(ConnectionStarts.id("acme"));
    return server.temporal().getWorkflowClient().fetchHistory(ConnectionStarts.id("acme"));
  }

  private static WorkflowExecutionHistory queue(RoomInMemory room, boolean overflowed) {
    Hint swept = Hint.from(Hint.Source.SWEEP);
    var waiting =
        List.of(
            Queued.of(Flow.CONTACT_UPSERT, KEY, webhook("e1")),
            Queued.of(Flow.NOTE_BRIDGE, KEY, swept));
    try (TestServer server = TestServer.running(room)) {
      String id = WorkflowStarts.queueId("acme");
      server.start(id, new QueueInput("acme", waiting, overflowed));
      server.awaitEnd(id);
      return server.temporal().getWorkflowClient().fetchHistory(id);
    }
  }

  /** Where one flow plays a story. */
  private record Stage(Flow flow, TestServer server, SidesInMemory sides, WorkflowStarts starts) {

    String id() {
      return flow.workflowId(KEY);
    }

    String changed(Hint hint) {
      return starts.changed(flow, KEY, hint).getRunId();
    }

    String settled() {
      return settled(webhook("e1"));
    }

    String settled(Hint hint) {
      server.work();
      String run = changed(hint);
      server.awaitEnd(id());
      return run;
    }

    String settledByAnOrdinaryLook() {
      String run = changed(webhook("e1"));
      changed(webhook("e1b"));
      server.work();
      server.awaitEnd(id());
      return run;
    }

    String started() {
      server.work();
      return changed(webhook("e1"));
    }

    String parked() {
      sides.refusing("The profile is closed.");
      String run = started();
      server.awaitWaiting(id(), Phase.PARKED);
      return run;
    }

    boolean hasScheduledALook() {
      return server.hasScheduled(id(), SidesInMemory.prefix(flow) + "Look");
    }

    void cancelled() {
      server.stub(id()).cancel();
      try {
        server.awaitEnd(id());
        throw new AssertionError("it ended as if nobody had cancelled it");
      } catch (WorkflowFailedException expected) {
        // cancelled
      }
    }
  }

  private static Hint webhook(String eventId) {
    return new Hint(
        Hint.Source.WEBHOOK, Side.CONTACTS, "c1", eventId, Instant.EPOCH, Map.of("email", "k1:cc"));
  }
}

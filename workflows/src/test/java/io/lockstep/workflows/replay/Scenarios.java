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
import io.lockstep.workflows.contacts.ContactsInMemory;
import io.lockstep.workflows.reconcile.PagesInMemory;
import io.lockstep.workflows.reconcile.ReconcileReport;
import io.lockstep.workflows.start.WorkflowStarts;
import io.lockstep.workflows.sync.Phase;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One short story per branch of the flows, each played from nothing and answered as a history. A
 * new branch gets a new story; a story that has a history on file is never changed.
 */
final class Scenarios {

  /** Plays on this server and answers the run to keep; null: the newest. */
  private interface Story {
    @Nullable String play(Contact contact);
  }

  private static final Flow FLOW = Flow.CONTACT_UPSERT;
  private static final FlowKey KEY = new FlowKey("acme", "c1");
  private static final String ID = FLOW.workflowId(KEY);

  private Scenarios() {}

  /** Names, which are file names too, and what makes each history. */
  static Map<String, History> all() {
    Map<String, Story> contact = new LinkedHashMap<>();
    contact.put("settled", on -> on.settled());
    contact.put("swept", on -> on.settled(Hint.from(Hint.Source.SWEEP)));
    contact.put(
        "brief-look-without-a-turn",
        on -> {
          on.sides.answering(Plan.Verdict.NOT_NOW, 1);
          return on.settled();
        });
    contact.put(
        "brief-look-promised-a-turn",
        on -> {
          on.sides.answering(Plan.Verdict.NOT_NOW, Duration.ofSeconds(12), 1);
          return on.settled();
        });
    contact.put(
        "look-without-a-turn-then-slept",
        on -> {
          on.sides.answering(Plan.Verdict.NOT_NOW, 4);
          return on.settled();
        });
    contact.put(
        "look-failed-then-slept",
        on -> {
          on.sides.blind(12);
          return on.settled();
        });
    contact.put(
        "write-failed-then-slept",
        on -> {
          on.sides.failingTimes(12);
          return on.settled();
        });
    contact.put(
        "later-then-slept-as-named",
        on -> {
          on.sides.answering(Outcome.later(Duration.ofSeconds(12), "no turn before"), 1);
          return on.settled();
        });
    contact.put(
        "sleep-ended-by-retry",
        on -> {
          on.sides.answering(Outcome.later(Duration.ofMinutes(15), "the day is used up"), 1);
          String run = on.started();
          on.server.awaitPhase(ID, Phase.RETRYING);
          on.starts.retry(FLOW, KEY);
          on.server.awaitEnd(ID);
          return run;
        });
    contact.put(
        "stale-then-looked-again",
        on -> {
          on.sides.answering(Outcome.stale("the base moved"), 1);
          return on.settled();
        });
    contact.put(
        "stale-twice-then-slept",
        on -> {
          on.sides.answering(Outcome.stale("the base moved"), 2);
          return on.settled();
        });
    contact.put(
        "unsure-then-looked-again",
        on -> {
          on.sides.unsure(Duration.ofSeconds(60), 1);
          return on.settled();
        });
    contact.put(
        "cut-plan",
        on -> {
          on.sides.contacts("phone", "+15550100").cutting(2);
          return on.settled();
        });
    contact.put(
        "cut-plan-refused-again",
        on -> {
          var refused = new Waiting("op-email", "email", Waiting.Kind.PARKED, "Not an address.");
          on.sides.contacts("phone", "+15550100").cutting(3);
          on.sides.answering(Outcome.park(List.of(refused), "Not an address."), 3);
          String run = on.started();
          on.server.awaitWaiting(ID, Phase.PARKED);
          return run;
        });
    contact.put(
        "decision-outlives-a-sleep",
        on -> {
          on.sides.undecided("email");
          on.started();
          on.server.awaitWaiting(ID, Phase.REVIEW);
          String waiting = on.server.newestRun(ID);
          on.sides.decided();
          on.sides.answering(Outcome.later(Duration.ofMinutes(15), "the day is used up"), 1);
          on.starts.resolve(FLOW, KEY, "email", Side.CONTACTS);
          on.server.awaitEnd(ID);
          return waiting;
        });
    contact.put(
        "paused",
        on -> {
          on.sides.answering(Plan.Verdict.PAUSED, 1);
          return on.settled();
        });
    contact.put(
        "echo-dropped-before-the-end",
        on -> {
          on.sides.withNothingNew();
          on.sides.duringALook(() -> on.starts.changed(FLOW, KEY, webhook("e2")));
          return on.settled(Hint.from(Hint.Source.SWEEP));
        });
    contact.put(
        "news-before-the-end",
        on -> {
          on.sides.duringALook(() -> on.starts.changed(FLOW, KEY, webhook("e2")));
          return on.settled(Hint.from(Hint.Source.SWEEP));
        });
    contact.put(
        "echo-dropped-after-an-ordinary-live-look",
        on -> {
          on.sides.withNothingNew();
          on.sides.duringALook(() -> on.starts.changed(FLOW, KEY, webhook("e2")));
          return on.settledByAnOrdinaryLook();
        });
    contact.put(
        "news-after-an-ordinary-live-look",
        on -> {
          on.sides.duringALook(() -> on.starts.changed(FLOW, KEY, webhook("e2")));
          return on.settledByAnOrdinaryLook();
        });
    contact.put(
        "bulk-look-overtaken-in-its-queue",
        on -> {
          on.server.workOn(Queues.WORKFLOWS, Queues.LIVE);
          String run = on.starts.changed(FLOW, KEY, Hint.from(Hint.Source.SWEEP)).getRunId();
          await().until(() -> on.server.hasScheduled(ID, "ContactLook"));
          on.starts.changed(FLOW, KEY, webhook("e2"));
          on.server.awaitEnd(ID);
          return run;
        });
    contact.put(
        "bulk-look-overtaken-while-it-runs",
        on -> {
          on.sides.duringALook(
              () -> {
                on.starts.changed(FLOW, KEY, webhook("e2"));
                await().until(() -> on.sides.rewards().containsKey("email"));
              });
          return on.settled(Hint.from(Hint.Source.SWEEP));
        });
    contact.put(
        "bulk-look-overtaken-ends-late",
        on -> {
          on.sides.answering(Outcome.later(Duration.ofMinutes(15), "the day is used up"), 1);
          on.sides.duringALook(
              () -> {
                on.starts.changed(FLOW, KEY, webhook("e2"));
                await().until(() -> "Retrying".equals(on.server.phase(ID)));
              });
          return on.settled(Hint.from(Hint.Source.SWEEP));
        });
    contact.put(
        "bulk-write-overtaken",
        on -> {
          on.sides.contacts("phone", "+15550100");
          on.sides.duringTheNextWrite(() -> on.starts.changed(FLOW, KEY, webhook("e2")));
          return on.settled(Hint.from(Hint.Source.SWEEP));
        });
    contact.put(
        "bulk-look-without-a-turn-then-slept",
        on -> {
          on.sides.withoutATurn(8);
          return on.settled(Hint.from(Hint.Source.SWEEP));
        });
    contact.put(
        "signal-while-completing",
        on -> {
          on.settled();
          on.sides.duringALook(() -> on.starts.changed(FLOW, KEY, webhook("e3")));
          String run = on.starts.changed(FLOW, KEY, webhook("e2")).getRunId();
          on.server.awaitEnd(ID);
          return run;
        });
    contact.put("parked", on -> on.parked());
    contact.put(
        "waiting",
        on -> {
          on.parked();
          return null;
        });
    contact.put(
        "waiting-then-retried",
        on -> {
          on.parked();
          String waiting = on.server.newestRun(ID);
          on.sides.accepting();
          on.starts.retry(FLOW, KEY);
          on.server.awaitEnd(ID);
          return waiting;
        });
    contact.put(
        "review-then-news",
        on -> {
          on.sides.undecided("email");
          on.started();
          on.server.awaitWaiting(ID, Phase.REVIEW);
          String waiting = on.server.newestRun(ID);
          on.sides.decided();
          on.starts.changed(FLOW, KEY, webhook("e2"));
          on.server.awaitEnd(ID);
          return waiting;
        });
    contact.put(
        "waiting-then-cancelled",
        on -> {
          on.parked();
          String waiting = on.server.newestRun(ID);
          on.cancelled();
          return waiting;
        });
    contact.put(
        "cancelled-in-its-sleep",
        on -> {
          on.sides.answering(Outcome.later(Duration.ofMinutes(15), "the day is used up"), 1);
          String run = on.started();
          on.server.awaitPhase(ID, Phase.RETRYING);
          on.cancelled();
          return run;
        });
    contact.put(
        "synced-now",
        on -> {
          on.server.work();
          on.starts.syncNow(FLOW, KEY, "u1").getResult();
          on.server.awaitEnd(ID);
          return null;
        });

    Map<String, History> all = new LinkedHashMap<>();
    contact.forEach((name, story) -> all.put("contact-upsert/" + name, () -> contact(story)));
    all.put("reconcile/whole-pass", () -> pass(new PagesInMemory(3)));
    all.put("reconcile/page-failed-then-slept", () -> pass(new PagesInMemory(2).failingTimes(12)));
    all.put(
        "reconcile/page-refused",
        () -> pass(new PagesInMemory(3).refusingFrom(1, "list-contacts REFUSED: ask for access")));
    all.put(
        "reconcile/pages-failed-too-often",
        () -> pass(new PagesInMemory(2).failingTimes(Integer.MAX_VALUE)));
    return all;
  }

  /** Makes one history. */
  interface History {
    WorkflowExecutionHistory make();
  }

  private static WorkflowExecutionHistory contact(Story story) {
    var sides = new ContactsInMemory().contacts("email", "n@example.org");
    try (TestServer server = TestServer.notYetWorking(sides)) {
      String run = story.play(new Contact(server, sides, server.starts()));
      return run == null
          ? server.temporal().getWorkflowClient().fetchHistory(ID)
          : server.temporal().getWorkflowClient().fetchHistory(ID, run);
    }
  }

  private static WorkflowExecutionHistory pass(PagesInMemory pages) {
    try (TestServer server = TestServer.running(pages)) {
      server.starts().reconcile("acme", "contacts");
      server.starts().reconcileStub("acme", "contacts").getResult(ReconcileReport.class);
      return server.temporal().getWorkflowClient().fetchHistory("reconcile/acme/contacts");
    }
  }

  private record Contact(TestServer server, ContactsInMemory sides, WorkflowStarts starts) {

    String settled() {
      return settled(webhook("e1"));
    }

    String settled(Hint hint) {
      server.work();
      String run = starts.changed(FLOW, KEY, hint).getRunId();
      server.awaitEnd(ID);
      return run;
    }

    String settledByAnOrdinaryLook() {
      String run = starts.changed(FLOW, KEY, webhook("e1")).getRunId();
      starts.changed(FLOW, KEY, webhook("e1b"));
      server.work();
      server.awaitEnd(ID);
      return run;
    }

    String started() {
      server.work();
      return starts.changed(FLOW, KEY, webhook("e1")).getRunId();
    }

    String parked() {
      sides.refusing("The profile is closed.");
      String run = started();
      server.awaitWaiting(ID, Phase.PARKED);
      return run;
    }

    void cancelled() {
      server.stub(ID).cancel();
      try {
        server.awaitEnd(ID);
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

package io.lockstep.workflows.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockstep.workflows.Queues;
import io.lockstep.workflows.TestServer;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReconcileWorkflowTest {

  private static final String ID = "reconcile/acme/contacts";

  @Test
  void everyPageIsReadOnceAndCounted() {
    var pages = new PagesInMemory(3);
    try (TestServer server = TestServer.running(pages)) {
      assertThat(pass(server)).isEqualTo(new ReconcileReport(300, 297, 3, 6));
      assertThat(pages.read())
          .containsExactly("acme/contacts/0", "acme/contacts/1", "acme/contacts/2");
      assertThat(server.starts().report("acme", "contacts").hinted()).isEqualTo(3);
    }
  }

  @Test
  void aPassIsBulkWork() {
    try (TestServer server = TestServer.running(new PagesInMemory(1))) {
      pass(server);
      assertThat(server.history(ID, null))
          .filteredOn(HistoryEvent::hasActivityTaskScheduledEventAttributes)
          .extracting(HistoryEvent::getActivityTaskScheduledEventAttributes)
          .isNotEmpty()
          .allSatisfy(
              call -> {
                assertThat(call.getTaskQueue().getName()).isEqualTo(Queues.BULK);
                assertThat(call.getPriority().getFairnessKey()).isEqualTo("acme");
              });
    }
  }

  @Test
  void aProviderThatIsDownForAnHourDoesNotEndThePass() {
    var pages = new PagesInMemory(2).failingTimes(30);
    try (TestServer server = TestServer.running(pages)) {
      assertThat(pass(server).read()).isEqualTo(200);
      assertThat(pages.read()).containsExactly("acme/contacts/0", "acme/contacts/1");
      assertThat(server.history(ID, null))
          .filteredOn(HistoryEvent::hasTimerFiredEventAttributes)
          .isNotEmpty();
    }
  }

  @Test
  void aPassThatIsRefusedAPageEndsWithWhatItHasAndSaysWhy() {
    var pages =
        new PagesInMemory(3).refusingFrom(1, "rewards list-contacts REFUSED: ask for access");
    try (TestServer server = TestServer.running(pages)) {
      assertThat(pass(server).read()).isEqualTo(100);
      assertThat(pages.asked()).as("nothing is asked again").isEqualTo(2);
      assertThat(server.details(ID))
          .startsWith("Not finished: 100 records read, 1 handed to a flow")
          .contains("rewards list-contacts REFUSED: ask for access");
    }
  }

  @Test
  void aPassWhoseProviderStaysAwayEndsSoThatTheNextCanBegin() {
    var pages = new PagesInMemory(2).failingTimes(Integer.MAX_VALUE);
    try (TestServer server = TestServer.running(pages)) {
      assertThat(pass(server).read()).isZero();
      assertThat(pages.asked()).as("12 calls of 8 attempts").isEqualTo(96);
      assertThat(server.details(ID)).startsWith("Not finished: 0 records read");
    }
  }

  @Test
  void aPassWaitsBetweenPagesForTheRunsItHinted() {
    var pages = new PagesInMemory(3).pausing(Duration.ofMinutes(5));
    try (TestServer server = TestServer.running(pages)) {
      pass(server);
      assertThat(server.history(ID, null))
          .filteredOn(HistoryEvent::hasTimerStartedEventAttributes)
          .extracting(
              event -> event.getTimerStartedEventAttributes().getStartToFireTimeout().getSeconds())
          .containsExactly(300L, 300L); // and none after the last
    }
  }

  @Test
  void aSecondStartJoinsThePassInProgress() {
    try (TestServer server = TestServer.notYetWorking(new PagesInMemory(1))) {
      var first = server.starts().reconcile("acme", "contacts");
      var second = server.starts().reconcile("acme", "contacts");
      assertThat(second.getRunId()).isEqualTo(first.getRunId());
    }
  }

  @Test
  void aPassBegunAnewReadsFromTheFirstPageAndTheOneInProgressEnds() {
    var pages = new PagesInMemory(2).pausing(Duration.ofDays(1));
    try (TestServer server = TestServer.running(pages)) {
      String first = server.starts().reconcile("acme", "contacts").getRunId();
      await().until(() -> pages.read().size() == 1); // the second page has a day to wait
      String second = server.starts().reconcileAnew("acme", "contacts").getRunId();

      assertThat(second).isNotEqualTo(first);
      assertThat(server.starts().reconcileStub("acme", "contacts").getResult(ReconcileReport.class))
          .isEqualTo(new ReconcileReport(200, 198, 2, 4));
      assertThat(pages.read())
          .containsExactly("acme/contacts/0", "acme/contacts/0", "acme/contacts/1");
    }
  }

  @Test
  void aPassForNewsThatNoListShowsYetBeginsLaterAndIsJoinedMeanwhile() {
    var pages = new PagesInMemory(1);
    try (TestServer server = TestServer.running(pages)) {
      var first = server.starts().reconcile("acme", "contacts", Duration.ofMinutes(10));
      var second = server.starts().reconcile("acme", "contacts", Duration.ofMinutes(10));
      assertThat(second.getRunId()).isEqualTo(first.getRunId());
      assertThat(pages.asked()).isZero();

      server.awaitEnd(ID);
      assertThat(pages.asked()).isEqualTo(1);
    }
  }

  @Test
  void afterAPassThatMayHaveGoneByTheNewsAnotherOneFollows() {
    var pages = new PagesInMemory(2).pausing(Duration.ofMinutes(10));
    try (TestServer server = TestServer.running(pages)) {
      server.starts().reconcile("acme", "contacts");
      await().until(() -> pages.read().size() == 1);
      server.starts().reconcile("acme", "contacts", Duration.ofSeconds(10));
      server.starts().reconcile("acme", "contacts", Duration.ofSeconds(10));
      server.starts().reconcile("acme", "contacts"); // one of a rhythm joins

      server.starts().reconcileStub("acme", "contacts").getResult(ReconcileReport.class);
      assertThat(pages.read())
          .containsExactly(
              "acme/contacts/0", "acme/contacts/1", "acme/contacts/0", "acme/contacts/1");
    }
  }

  @Test
  void aLongPassGoesOnInANewRunFromItsCursor() {
    var pages = new PagesInMemory(60).withLongCursors(); // from 4 MiB on a new run is suggested
    try (TestServer server = TestServer.running(pages)) {
      String first = server.starts().reconcile("acme", "contacts").getRunId();
      ReconcileReport report =
          server.starts().reconcileStub("acme", "contacts").getResult(ReconcileReport.class);
      assertThat(report.read()).isEqualTo(6_000);
      assertThat(pages.read()).hasSize(60).doesNotHaveDuplicates();
      assertThat(server.newestRun(ID)).isNotEqualTo(first);
    }
  }

  private static ReconcileReport pass(TestServer server) {
    server.starts().reconcile("acme", "contacts");
    return server.starts().reconcileStub("acme", "contacts").getResult(ReconcileReport.class);
  }
}

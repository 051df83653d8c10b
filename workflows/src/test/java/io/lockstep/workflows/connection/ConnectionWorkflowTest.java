package io.lockstep.workflows.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockstep.core.FlowKey;
import io.lockstep.workflows.LockstepAttributes;
import io.lockstep.workflows.Queues;
import io.lockstep.workflows.TestServer;
import io.lockstep.workflows.start.ConnectionStarts;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionWorkflowTest {

  private static final String ID = "connection/acme";
  private static final ValuesRequest ANN = new ValuesRequest(new FlowKey("acme", "c1"), null);
  private static final ValuesRequest BEN = new ValuesRequest(new FlowKey("acme", "c2"), 40);

  @Test
  void aQuestionIsAnsweredAndTheRunEnds() {
    var answers = AnswersInMemory.atOnce();
    try (TestServer server = TestServer.running(answers)) {
      LiveValues values = starts(server).values(ANN, "q1").getResult();

      assertThat(values.fields())
          .singleElement()
          .satisfies(
              field -> {
                assertThat(field.contacts())
                    .isEqualTo(new LiveValues.Shown(List.of("n@example.org")));
                assertThat(field.rewards()).as("not shown is not empty").isNull();
              });
      server.awaitEnd(ID);
      assertThat(answers.asked()).containsExactly(ANN);
    }
  }

  @Test
  void aCodeIsAnsweredAlsoWhenItCouldNotBeExchanged() {
    var request = new ConnectRequest("code-1", "http://localhost/back", "operator");
    try (TestServer server = TestServer.running(AnswersInMemory.atOnce())) {
      assertThat(starts(server).connect("acme", request, "q1").getResult())
          .isEqualTo(new ConnectReport(true, "acme is connected."));
    }
    try (TestServer server =
        TestServer.running(AnswersInMemory.atOnce().refusing("the ledger is away"))) {
      ConnectReport report = starts(server).connect("acme", request, "q1").getResult();
      assertThat(report.connected()).isFalse();
      assertThat(report.sentence()).contains("the ledger is away");
    }
  }

  @Test
  void aQuestionIsLiveWorkOfItsConnection() {
    try (TestServer server = TestServer.running(AnswersInMemory.atOnce())) {
      starts(server).values(ANN, "q1").getResult();
      assertThat(server.history(ID, null))
          .filteredOn(HistoryEvent::hasActivityTaskScheduledEventAttributes)
          .extracting(HistoryEvent::getActivityTaskScheduledEventAttributes)
          .singleElement()
          .satisfies(
              call -> {
                assertThat(call.getTaskQueue().getName()).isEqualTo(Queues.LIVE);
                assertThat(call.getPriority().getFairnessKey()).isEqualTo("acme");
              });
      assertThat(server.stub(ID).describe().getTypedSearchAttributes())
          .satisfies(
              found -> {
                assertThat(found.get(LockstepAttributes.CONNECTION)).isEqualTo("acme");
                assertThat(found.get(LockstepAttributes.FLOW)).isEqualTo("connection");
              });
    }
  }

  @Test
  void theRunEndsOnlyWhenAllWhoAskedAreAnswered() {
    var answers = AnswersInMemory.held();
    try (TestServer server = TestServer.running(answers)) {
      var first = starts(server).values(ANN, "q1");
      var second = starts(server).values(BEN, "q2");
      assertThat(second.getExecution().getRunId()).isEqualTo(first.getExecution().getRunId());
      await().until(() -> answers.asked().size() == 2);

      answers.let();

      assertThat(first.getResult().contactId()).isEqualTo("c1");
      assertThat(second.getResult().contactId()).isEqualTo("c2");
      server.awaitEnd(ID);
      assertThat(answers.asked()).containsExactlyInAnyOrder(ANN, BEN);
    }
  }

  @Test
  void theSameQuestionSentTwiceIsAskedOnce() {
    var answers = AnswersInMemory.held();
    try (TestServer server = TestServer.running(answers)) {
      var first = starts(server).values(ANN, "q1");
      var again = starts(server).values(ANN, "q1");
      answers.let();
      assertThat(again.getResult()).isEqualTo(first.getResult());
      server.awaitEnd(ID);
      assertThat(answers.asked()).hasSize(1);
    }
  }

  @Test
  void aQuestionThatFindsNoAnswerIsAnsweredWithTheReason() {
    var answers = AnswersInMemory.atOnce().refusing("a release mends it");
    try (TestServer server = TestServer.running(answers)) {
      LiveValues values = starts(server).values(ANN, "q1").getResult();
      assertThat(values.problem()).isEqualTo("a release mends it");
      assertThat(values.fields()).isEmpty();
      server.awaitEnd(ID);
    }
  }

  @Test
  void theDoctorsFindingsAreTheAnswer() {
    try (TestServer server = TestServer.running(AnswersInMemory.atOnce())) {
      assertThat(starts(server).doctor("acme", "q1").getResult().findings())
          .containsExactly(Finding.ok("highlevel.token", "acme is well."));
      server.awaitEnd(ID);
    }
  }

  @Test
  void aDoctorWhoCouldNotLookIsAFindingToo() {
    try (TestServer server =
        TestServer.running(AnswersInMemory.atOnce().refusing("a release mends it"))) {
      assertThat(starts(server).doctor("acme", "q1").getResult().findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.level()).isEqualTo(Finding.Level.ERROR);
                assertThat(finding.sentence()).contains("a release mends it");
              });
    }
  }

  @Test
  void customFieldsAreDefinedByOneAtATimeAndAFailureIsAFinding() {
    var answers = AnswersInMemory.held();
    try (TestServer server = TestServer.running(answers)) {
      var first = starts(server).defineCustomFields("acme", "q1");
      var second = starts(server).defineCustomFields("acme", "q2");
      answers.let(); // both have been taken up
      assertThat(first.getResult()).isEqualTo(second.getResult());
      server.awaitEnd(ID);
      assertThat(server.history(ID, null))
          .filteredOn(
              event ->
                  event.hasActivityTaskScheduledEventAttributes()
                      || event.hasActivityTaskCompletedEventAttributes())
          .extracting(HistoryEvent::hasActivityTaskScheduledEventAttributes)
          .containsExactly(true, false, true, false);
    }
    try (TestServer server =
        TestServer.running(AnswersInMemory.atOnce().refusing("the ledger is away"))) {
      assertThat(starts(server).defineCustomFields("acme", "q1").getResult().findings())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.level()).isEqualTo(Finding.Level.ERROR);
                assertThat(finding.sentence()).contains("the ledger is away");
              });
    }
  }

  @Test
  void aRunWhoseQuestionWasLostEndsByItself() {
    try (TestServer server = TestServer.running(AnswersInMemory.atOnce())) {
      server
          .temporal()
          .getWorkflowClient()
          .newUntypedWorkflowStub(
              "ConnectionWorkflow",
              WorkflowOptions.newBuilder()
                  .setWorkflowId(ID)
                  .setTaskQueue(Queues.WORKFLOWS)
                  .setWorkflowExecutionTimeout(Duration.ofHours(1))
                  .build())
          .start(new ConnectionInput("acme"));
      server.awaitEnd(ID);
    }
  }

  private static ConnectionStarts starts(TestServer server) {
    return new ConnectionStarts(server.temporal().getWorkflowClient());
  }
}

package io.lockstep.workflows.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lockstep.workflows.TestServer;
import io.lockstep.workflows.connection.Finding.Level;
import io.lockstep.workflows.start.ConnectionStarts;
import io.temporal.client.WorkflowFailedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The marked person's way, and that nothing is left of it whatever goes wrong. */
class RoundWorkflowTest {

  @Test
  void itIsSeenAndRemovedAndSaysHowLongItTook() {
    var world = new RoundInMemory();
    world.seenAfter(3);
    List<Finding> found = round(world);
    assertThat(found).extracting(Finding::id).containsExactly("person.seen", "person.removed");
    assertThat(found).allMatch(one -> one.level() == Level.OK);
    assertThat(found.get(0).sentence()).contains("after 4 s");
    assertThat(world.asked()).doesNotContain("hint").startsWith("prepare", "clear", "make");
    assertThat(world.left()).isZero();
  }

  @Test
  void whatAnEarlierRoundLeftIsRemovedFirst() {
    var world = new RoundInMemory();
    world.leftOver(2);
    assertThat(round(world)).extracting(Finding::id).contains("person.leftover");
    assertThat(world.asked())
        .as("it is looked twice that nothing shows him any more")
        .startsWith("prepare", "clear", "clear", "clear", "make");
    assertThat(world.left()).isZero();
  }

  @Test
  void whereNobodyTellsOfItALookIsAskedForAndThatIsAWarning() {
    var world = new RoundInMemory();
    world.seenOnRequest();
    assertThat(round(world))
        .filteredOn(one -> one.id().equals("person.seen"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.level()).isEqualTo(Level.WARNING);
              assertThat(one.sentence()).contains("within 30 s");
            });
  }

  @Test
  void aPersonWhoNeverArrivesIsRemovedAndTheReasonTold() {
    var world = new RoundInMemory();
    List<Finding> found = round(world);
    assertThat(found.get(0).level()).isEqualTo(Level.ERROR);
    assertThat(found.get(0).sentence()).contains("a brake holds it");
    assertThat(found.get(1).level()).isEqualTo(Level.OK);
    assertThat(world.left()).isZero();
  }

  @Test
  void aMakeThatFailedMayHaveMadeHimAllTheSame() {
    var world = new RoundInMemory();
    world.failingToMake();
    List<Finding> found = round(world);
    assertThat(found).extracting(Finding::id).containsExactly("person.seen", "person.removed");
    assertThat(found.get(0).sentence()).contains("the scope is missing");
    assertThat(world.left()).isZero();
  }

  @Test
  void whoCannotTravelIsNotMade() {
    var world = new RoundInMemory();
    Finding refusal = Finding.error("person.sent", "No person was sent: it rests.", "Go.");
    world.refusing(refusal);
    assertThat(round(world)).containsExactly(refusal);
    assertThat(world.asked()).containsExactly("prepare");
  }

  @Test
  void aRoundThatIsStoppedStillRemovesHim() {
    var world = new RoundInMemory();
    try (TestServer server = TestServer.running(world)) {
      var round = new ConnectionStarts(server.temporal().getWorkflowClient());
      round.sendPerson("acme");
      await().until(() -> world.asked().contains("look"));
      round.round("acme").cancel();
      assertThatThrownBy(() -> round.round("acme").getResult(DoctorReport.class))
          .isInstanceOf(WorkflowFailedException.class);
    }
    assertThat(world.left()).isZero();
  }

  private static List<Finding> round(RoundInMemory world) {
    try (TestServer server = TestServer.running(world)) {
      var starts = new ConnectionStarts(server.temporal().getWorkflowClient());
      starts.sendPerson("acme");
      return starts.round("acme").getResult(DoctorReport.class).findings();
    }
  }
}

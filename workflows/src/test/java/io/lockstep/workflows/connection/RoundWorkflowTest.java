package io.lockstep.workflows.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lockstep.workflows.TestServer;
import io.lockstep.workflows.connection.Finding.Level;
import io.lockstep.workflows.start.ConnectionStarts;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The marked person's way, and that nothing is left of it whatever goes wrong. */
class RoundWorkflowTest {

  private static final Duration BY_ITSELF = Duration.ofSeconds(30);

  @Test
  void itIsSeenAndRemovedAndSaysHowLongItTook() {
    var world = new World();
    world.seenAfterLooks = 3;
    List<Finding> found = round(world);
    assertThat(found).extracting(Finding::id).containsExactly("person.seen", "person.removed");
    assertThat(found).allMatch(one -> one.level() == Level.OK);
    assertThat(found.get(0).sentence()).contains("after 4 s");
    assertThat(world.asked).doesNotContain("hint").startsWith("prepare", "clear", "make");
    assertThat(world.there).hasValue(0);
  }

  @Test
  void whatAnEarlierRoundLeftIsRemovedFirst() {
    var world = new World();
    world.there.set(2);
    assertThat(round(world)).extracting(Finding::id).contains("person.leftover");
    assertThat(world.asked.indexOf("clear")).isLessThan(world.asked.indexOf("make"));
    assertThat(world.there).hasValue(0);
  }

  @Test
  void whereNobodyTellsOfItALookIsAskedForAndThatIsAWarning() {
    var world = new World();
    world.seenOnRequest = true;
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
    var world = new World();
    world.seenAfterLooks = Integer.MAX_VALUE;
    List<Finding> found = round(world);
    assertThat(found.get(0).level()).isEqualTo(Level.ERROR);
    assertThat(found.get(0).sentence()).contains("a brake holds it");
    assertThat(found.get(1).level()).isEqualTo(Level.OK);
    assertThat(world.there).hasValue(0);
  }

  @Test
  void aMakeThatFailedMayHaveMadeHimAllTheSame() {
    var world = new World();
    world.makeFails = true;
    List<Finding> found = round(world);
    assertThat(found).extracting(Finding::id).containsExactly("person.seen", "person.removed");
    assertThat(found.get(0).sentence()).contains("the scope is missing");
    assertThat(world.there).hasValue(0);
  }

  @Test
  void whoCannotTravelIsNotMade() {
    var world = new World();
    world.refusal = List.of(Finding.error("person.sent", "No person was sent: it rests.", "Go."));
    assertThat(round(world)).isEqualTo(world.refusal);
    assertThat(world.asked).containsExactly("prepare");
  }

  @Test
  void aRoundThatIsStoppedStillRemovesHim() {
    var world = new World();
    world.seenAfterLooks = Integer.MAX_VALUE;
    try (TestServer server = TestServer.running(world)) {
      var round = new ConnectionStarts(server.temporal().getWorkflowClient());
      round.sendPerson("acme");
      await().until(() -> world.asked.contains("look"));
      round.round("acme").cancel();
      assertThatThrownBy(() -> round.round("acme").getResult(DoctorReport.class))
          .isInstanceOf(WorkflowFailedException.class);
    }
    assertThat(world.there).hasValue(0);
  }

  private static List<Finding> round(World world) {
    try (TestServer server = TestServer.running(world)) {
      var starts = new ConnectionStarts(server.temporal().getWorkflowClient());
      starts.sendPerson("acme");
      return starts.round("acme").getResult(DoctorReport.class).findings();
    }
  }

  /** Both sides, as far as the marked person is concerned. */
  private static final class World implements RoundActivities {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private List<Finding> refusal = List.of();
    private int seenAfterLooks = Integer.MAX_VALUE;
    private boolean seenOnRequest;
    private boolean makeFails;
    private final AtomicInteger there = new AtomicInteger();
    private int looks;

    @Override
    public RoundStart prepare(String connection) {
      asked.add("prepare");
      return new RoundStart(refusal, BY_ITSELF);
    }

    @Override
    public String make(String connection) {
      asked.add("make");
      there.incrementAndGet();
      if (makeFails) {
        throw ApplicationFailure.newNonRetryableFailure("the scope is missing", "REFUSED");
      }
      return "c1";
    }

    @Override
    public RoundSight look(String connection, String contactId) {
      asked.add("look");
      looks++;
      boolean seen = looks >= seenAfterLooks || (seenOnRequest && asked.contains("hint"));
      return new RoundSight(seen, seen ? "" : "a brake holds it");
    }

    @Override
    public void hint(String connection, String contactId) {
      asked.add("hint");
    }

    @Override
    public int clear(String connection) {
      asked.add("clear");
      return there.getAndSet(0);
    }
  }
}

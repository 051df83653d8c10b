package io.lockstep.workflows.queue;

import static io.lockstep.workflows.queue.WaitingLineTest.bulk;
import static io.lockstep.workflows.queue.WaitingLineTest.live;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockstep.workflows.LockstepAttributes;
import io.lockstep.workflows.Queues;
import io.lockstep.workflows.TestServer;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT) // each has a server of its own, and mostly waits for it
class ConnectionQueueWorkflowTest {

  private static final String ID = "queue/acme";

  @Test
  void everybodyIsLetInInTheOrderTheyCameAndTheQueueEnds() {
    var room = new RoomInMemory(Integer.MAX_VALUE);
    try (TestServer server = TestServer.running(room)) {
      List<Queued> crowd =
          IntStream.range(0, 45).mapToObj(n -> live("c" + n)).toList(); // more than one handful
      server.starts().queue("acme", crowd);
      server.awaitEnd(ID);
      assertThat(room.letIn())
          .containsExactlyElementsOf(crowd.stream().map(one -> "LIVE " + one.contactId()).toList());
      assertThat(room.passes()).isEmpty();
    }
  }

  @Test
  void whoWaitsTakesNoPlaceOfLiveWork() {
    var room = new RoomInMemory(9);
    try (TestServer server = TestServer.notYetWorking(room)) {
      server.workOn(Queues.WORKFLOWS, Queues.ADMISSION); // the live workers are busy, for ever
      server.starts().queue("acme", List.of(live("a")));
      server.awaitEnd(ID);
      assertThat(room.letIn()).containsExactly("LIVE a");
    }
  }

  @Test
  void aLiveChangeDoesNotStandBehindABackfill() {
    var room = new RoomInMemory(0);
    try (TestServer server = TestServer.running(room)) {
      server.starts().queue("acme", List.of(bulk("b1"), bulk("b2")));
      await().until(() -> server.hasScheduled(ID, "QueueLetIn"));
      server.starts().queue("acme", List.of(live("a1"), live("b2")));
      await()
          .until(
              () ->
                  server.history(ID, null).stream()
                          .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
                          .count()
                      == 2);
      room.make(9);
      server.awaitEnd(ID);
      assertThat(room.letIn()).contains("LIVE a1", "LIVE b2", "BULK b1");
    }
  }

  @Test
  void whoFoundNoRoomGoesBeforeWhoCameLater() {
    var room = new RoomInMemory(1);
    try (TestServer server = TestServer.running(room)) {
      server.starts().queue("acme", List.of(live("a"), live("b"), live("c")));
      await().untilAsserted(() -> assertThat(room.letIn()).containsExactly("LIVE a"));
      server.starts().queue("acme", List.of(live("d")));
      room.make(1);
      await().untilAsserted(() -> assertThat(room.letIn()).hasSize(2));
      room.make(9);
      server.awaitEnd(ID);
      assertThat(room.letIn()).containsExactly("LIVE a", "LIVE b", "LIVE c", "LIVE d");
    }
  }

  @Test
  void aLedgerThatIsAwayHoldsThemUpAndLosesNone() {
    var room = new RoomInMemory(9).failing(5);
    try (TestServer server = TestServer.running(room)) {
      server.starts().queue("acme", List.of(live("a")));
      server.awaitEnd(ID);
      assertThat(room.letIn()).containsExactly("LIVE a");
    }
  }

  @Test
  void aLongQueueGoesOnInANewRunWithEverybodyInIt() {
    var room = new RoomInMemory(Integer.MAX_VALUE);
    try (TestServer server = TestServer.notYetWorking(room)) {
      List<String> expected = IntStream.range(0, 4_200).mapToObj(n -> "LIVE c" + n).toList();
      String first = server.starts().queue("acme", List.of(live("c0"))).getRunId();
      IntStream.range(1, 4_200) // the engine suggests a new run from 4,096 events on
          .parallel()
          .forEach(n -> server.starts().queue("acme", List.of(live("c" + n))));
      server.work();
      server.awaitEnd(ID);
      assertThat(server.newestRun(ID)).isNotEqualTo(first);
      assertThat(room.letIn()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void aFullQueueIsFollowedByPasses() {
    var room = new RoomInMemory(Integer.MAX_VALUE);
    try (TestServer server = TestServer.running(room)) {
      server.start(ID, new QueueInput("acme", List.of(live("a")), true));
      server.awaitEnd(ID);
      assertThat(room.letIn()).containsExactly("LIVE a");
      assertThat(room.passes()).containsExactly("acme");
    }
  }

  @Test
  void whoComesWhileThePassesAreStartedIsLetInToo() {
    var room = new RoomInMemory(Integer.MAX_VALUE);
    try (TestServer server = TestServer.running(room)) {
      room.duringThePasses(() -> server.starts().queue("acme", List.of(live("late"))));
      server.start(ID, new QueueInput("acme", List.of(live("a")), true));
      server.awaitEnd(ID);
      assertThat(room.letIn()).containsExactly("LIVE a", "LIVE late");
      assertThat(room.passes()).containsExactly("acme");
    }
  }

  @Test
  void oneThatCannotBeLetInStopsNobodyForEver() {
    var room = new RoomInMemory(9).failing(9); // one more than a call has attempts
    try (TestServer server = TestServer.running(room)) {
      server.starts().queue("acme", List.of(live("a")));
      await().until(() -> server.hasScheduled(ID, "QueueLetIn"));
      server.starts().queue("acme", List.of(live("b")));
      server.awaitEnd(ID);
      assertThat(room.letIn()).containsExactlyInAnyOrder("LIVE a", "LIVE b");
    }
  }

  @Test
  void anOperatorFindsItAndReadsHowLongItIs() {
    var room = new RoomInMemory(0);
    try (TestServer server = TestServer.running(room)) {
      server.starts().queue("acme", IntStream.range(0, 25).mapToObj(n -> live("c" + n)).toList());
      server.starts().queue("acme", List.of(bulk("b1")));
      await()
          .untilAsserted(
              () ->
                  assertThat(server.details(ID))
                      .isEqualTo(
                          "5 contacts wait because of live changes, 0 because of a pass; 21 are"
                              + " being let in."));
      assertThat(server.stub(ID).query("status", QueueStatus.class))
          .isEqualTo(new QueueStatus(5, 0, 0, false));
      assertThat(server.stub(ID).describe().getTypedSearchAttributes())
          .satisfies(
              found -> {
                assertThat(found.get(LockstepAttributes.CONNECTION)).isEqualTo("acme");
                assertThat(found.get(LockstepAttributes.FLOW)).isEqualTo("queue");
              });
      room.make(99);
      server.awaitEnd(ID);
    }
  }
}

package io.lockstep.workflows.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.workflows.TestServer;
import io.lockstep.workflows.queue.RoomInMemory;
import io.lockstep.workflows.sync.SidesInMemory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final FlowKey ADA = new FlowKey("acme", "c-ada");

  private final SidesInMemory sides = SidesInMemory.of(Flow.CONTACT_UPSERT);
  private final RoomInMemory queue = new RoomInMemory(9);
  private final List<Lane> asked = new ArrayList<>();

  @Test
  void whereThereIsRoomTheRunStartsAtOnce() {
    try (TestServer server = TestServer.running(sides, queue)) {
      admission(server, true).changed(Flow.CONTACT_UPSERT, ADA, Hint.from(Hint.Source.WEBHOOK));
      server.awaitEnd(Flow.CONTACT_UPSERT.workflowId(ADA));
      assertThat(sides.looks()).hasSize(1);
      assertThat(queue.letIn()).isEmpty();
      assertThat(asked).containsExactly(Lane.LIVE);
    }
  }

  @Test
  void whereThereIsNoneTheHintWaitsInTheQueueOfItsConnection() {
    try (TestServer server = TestServer.running(sides, queue)) {
      admission(server, false).changed(Flow.CONTACT_UPSERT, ADA, Hint.from(Hint.Source.SWEEP));
      await().untilAsserted(() -> assertThat(queue.letIn()).containsExactly("BULK c-ada"));
      assertThat(sides.looks()).isEmpty();
      assertThat(asked).containsExactly(Lane.BULK);
    }
  }

  private Admission admission(TestServer server, boolean room) {
    return new Admission(
        server.starts(),
        (flow, key, lane) -> {
          asked.add(lane);
          return room;
        },
        Runnable::run);
  }
}

package io.lockstep.workflows.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.workflows.TestServer;
import io.lockstep.workflows.queue.RoomInMemory;
import io.lockstep.workflows.sync.SidesInMemory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final FlowKey ADA = new FlowKey("acme", "c-ada");
  private static final FlowKey BOB = new FlowKey("acme", "c-bob");

  private final SidesInMemory sides = SidesInMemory.of(Flow.CONTACT_UPSERT);
  private final RoomInMemory queue = new RoomInMemory(9);
  private final List<Lane> asked = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final InstantSource clock = () -> now;

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

  @Test
  void whereOneHadToWaitTheNextOfItsSideQueueUnasked() {
    try (TestServer server = TestServer.running(sides, queue)) {
      Admission admission = admission(server, false);
      admission.changed(Flow.CONTACT_UPSERT, ADA, news(Side.CONTACTS));
      admission.changed(Flow.CONTACT_UPSERT, BOB, news(Side.CONTACTS));
      await().untilAsserted(() -> assertThat(queue.letIn()).contains("LIVE c-ada", "LIVE c-bob"));
      assertThat(asked).hasSize(1);
      assertThat(admission.isCrowded("acme", Side.CONTACTS)).isTrue();
      assertThat(admission.isCrowded("acme", Side.REWARDS)).isFalse();
      assertThat(admission.isCrowded("other", Side.CONTACTS)).isFalse();

      now = now.plus(Admission.NO_ROOM_FOR);
      admission.changed(Flow.CONTACT_UPSERT, ADA, news(Side.CONTACTS));
      assertThat(asked).as("asked again after a while").hasSize(2);
    }
  }

  @Test
  void aBackfillThatWaitsSaysNothingOfLiveNews() {
    try (TestServer server = TestServer.running(sides, queue)) {
      Admission admission = admission(server, false);
      admission.changed(Flow.CONTACT_UPSERT, ADA, Hint.from(Hint.Source.SWEEP));
      assertThat(admission.isCrowded("acme", Side.CONTACTS)).isFalse();
    }
  }

  private static Hint news(Side side) {
    return new Hint(Hint.Source.WEBHOOK, side, null, null, null, Map.of());
  }

  private Admission admission(TestServer server, boolean room) {
    return new Admission(
        server.starts(),
        (flow, key, lane) -> {
          asked.add(lane);
          return room;
        },
        Runnable::run,
        clock);
  }
}

package io.lockstep.activities.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lockstep.activities.sync.WorkPlaces;
import io.lockstep.activities.testing.SettableClock;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.ledger.InMemoryOpenMarks;
import io.lockstep.workflows.queue.QueueActivities;
import io.lockstep.workflows.queue.Queued;
import io.temporal.failure.ActivityFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueActivitiesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Flow FLOW = Flow.CONTACT_UPSERT;

  private final SettableClock clock = new SettableClock(NOON);
  private final InMemoryOpenMarks rows = new InMemoryOpenMarks();
  private final List<String> hinted = Collections.synchronizedList(new ArrayList<>());
  private final List<String> passes = new ArrayList<>();
  private final InMemoryConnections connections = new InMemoryConnections();
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

  private volatile String dead = ""; // a contact whose run Temporal does not confirm

  @BeforeEach
  void register() {
    temporal.registerActivitiesImplementations(
        new QueueActivitiesImpl(
            new WorkPlaces(rows),
            (flow, key, hint) -> hint(key),
            (connection, what) -> passes.add(connection + "/" + what),
            connections,
            clock));
  }

  @AfterEach
  void close() {
    temporal.close();
  }

  private void hint(FlowKey key) {
    if (key.contactId().equals(dead)) {
      throw new IllegalStateException("not confirmed");
    }
    hinted.add(key.contactId());
  }

  @Test
  void whoDidNotFitInTheQueueIsFoundByPasses() {
    connections.register(
        new Connection(
            "acme",
            "US",
            new Connection.HighLevel("http://hl.test", "loc-1", "token", List.of()),
            new Connection.Bhn("http://bhn.test", "acc-1", "client", "secret", "webhook"),
            MappingProfiles.defaultYaml(),
            true,
            false,
            ""));
    QueueActivities activities = temporal.newActivityStub(QueueActivities.class);
    activities.lookAtAll("acme");
    activities.lookAtAll("nobody");
    assertThat(passes)
        .containsExactly("acme/contacts", "acme/verify", "acme/verify-tasks", "acme/notes");
  }

  @Test
  void soManyAreLetInAsThereIsRoomAndTheRestAsRunsSettle() {
    var all = CompletableFuture.supplyAsync(() -> letIn(crowd(6), false));
    await().until(() -> hinted.size() == 4);
    settle("c0");
    await().until(() -> hinted.size() == 5);
    settle("c1");
    assertThat(all.join()).isEqualTo(6);
    assertThat(hinted).containsExactly("c0", "c1", "c2", "c3", "c4", "c5");
  }

  @Test
  void whenNoRoomComesTheFlowIsToldHowManyWereLetIn() {
    var all = CompletableFuture.supplyAsync(() -> letIn(crowd(6), false));
    await().until(() -> hinted.size() == 4);
    clock.advance(Duration.ofSeconds(11));
    assertThat(all.join()).isEqualTo(4);
  }

  @Test
  void newcomersQueueWhileOthersWaitAndNoLonger() {
    assertThat(letIn(crowd(1), true)).isEqualTo(1);
    assertThat(rows.take(FLOW, contact("new"), Lane.LIVE, clock.instant())).isFalse();
    assertThat(letIn(crowd(1), false)).isEqualTo(1);
    assertThat(rows.take(FLOW, contact("new"), Lane.LIVE, clock.instant())).isTrue();
  }

  @Test
  void anAttemptAfterACrashGoesOnWhereTheHeartbeatSays() {
    temporal.setHeartbeatDetails(2);
    assertThat(letIn(crowd(4), false)).isEqualTo(4);
    assertThat(hinted).containsExactly("c2", "c3");
  }

  @Test
  void aRunThatTemporalDoesNotConfirmIsNotTakenForLetIn() {
    dead = "c1";
    assertThatThrownBy(() -> letIn(crowd(3), false)).isInstanceOf(ActivityFailure.class);
    assertThat(hinted).containsExactly("c0");
  }

  private int letIn(List<Queued> crowd, boolean more) {
    return temporal.newActivityStub(QueueActivities.class).letIn("acme", Lane.LIVE, crowd, more);
  }

  private void settle(String contact) {
    rows.open(FLOW, contact(contact), clock.instant());
    rows.close(FLOW, contact(contact), clock.instant());
  }

  private static List<Queued> crowd(int size) {
    return IntStream.range(0, size)
        .mapToObj(n -> Queued.of(FLOW, contact("c" + n), Hint.from(Hint.Source.WEBHOOK)))
        .toList();
  }

  private static FlowKey contact(String id) {
    return new FlowKey("acme", id);
  }
}

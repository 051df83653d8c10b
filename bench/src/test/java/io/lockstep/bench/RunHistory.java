package io.lockstep.bench;

import com.google.protobuf.util.Timestamps;
import io.lockstep.quickstart.realengine.TemporalServer;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the engine keeps of a run.
 *
 * @param events oldest first, at least one
 */
record RunHistory(List<HistoryEvent> events) {

  /** The newest run of that workflow. */
  static RunHistory newest(String target, String workflowId) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    try {
      return new RunHistory(
          WorkflowClient.newInstance(
                  service,
                  WorkflowClientOptions.newBuilder().setNamespace(TemporalServer.NAMESPACE).build())
              .fetchHistory(workflowId)
              .getEvents());
    } finally {
      service.shutdownNow();
    }
  }

  /** When it was started. */
  Instant begun() {
    return time(events.get(0));
  }

  /** When a worker began its first ordinary activity, which is the write. */
  Optional<Instant> writeBegun() {
    return events.stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED)
        .map(RunHistory::time)
        .findFirst();
  }

  /** The size of all events. */
  long bytes() {
    return events.stream().mapToLong(HistoryEvent::getSerializedSize).sum();
  }

  private static Instant time(HistoryEvent event) {
    return Instant.ofEpochMilli(Timestamps.toMillis(event.getEventTime()));
  }
}

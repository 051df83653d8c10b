package io.lockstep.bench;

import com.google.protobuf.util.Timestamps;
import io.lockstep.quickstart.realengine.TemporalServer;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Instant;
import java.util.List;

/** What the engine keeps of a run. */
final class RunHistory {

  private RunHistory() {}

  /**
   * The size of all events of the newest run of that workflow.
   *
   * @param since the run must have begun after it, or it is not the one that is asked for
   */
  static long bytes(String target, String workflowId, Instant since) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    try {
      List<HistoryEvent> events =
          WorkflowClient.newInstance(
                  service,
                  WorkflowClientOptions.newBuilder().setNamespace(TemporalServer.NAMESPACE).build())
              .fetchHistory(workflowId)
              .getEvents();
      if (Timestamps.toMillis(events.get(0).getEventTime()) < since.toEpochMilli()) {
        throw new IllegalStateException("no run was started for the edit");
      }
      return events.stream().mapToLong(HistoryEvent::getSerializedSize).sum();
    } finally {
      service.shutdownNow();
    }
  }
}

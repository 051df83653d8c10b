package io.lockstep.worker;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.engine.SearchAttributeRegistration;
import io.lockstep.ledger.Connections;
import io.lockstep.workflows.LockstepAttributes;
import io.lockstep.workflows.reconcile.Passes;
import io.lockstep.workflows.reconcile.ReconcileInput;
import io.lockstep.workflows.start.WorkflowStarts;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import io.temporal.client.schedules.ScheduleUpdateInput;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Makes the server ready for our runs, then sees to it that every connection is compared as a
 * whole: once at start, and by a Temporal Schedule from then on.
 */
@Component
class Sweeps implements ApplicationRunner {

  private static final Duration ATTRIBUTES_WITHIN = Duration.ofSeconds(90);

  private final WorkerProperties properties;
  private final Connections connections;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final ScheduleClient schedules;
  private final WorkflowStarts starts;
  private final Polls polls;

  Sweeps(
      WorkerProperties properties,
      Connections connections,
      WorkflowServiceStubs service,
      WorkflowClient client,
      ScheduleClient schedules,
      WorkflowStarts starts,
      Polls polls) {
    this.properties = properties;
    this.connections = connections;
    this.service = service;
    this.client = client;
    this.schedules = schedules;
    this.starts = starts;
    this.polls = polls;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    new SearchAttributeRegistration(service, client.getOptions().getNamespace())
        .ensure(LockstepAttributes.ALL, ATTRIBUTES_WITHIN);
    for (String connection : properties.connections().keySet()) {
      MappingProfile mapping = mapping(connection);
      Map<String, Duration> polled = polls.of(connection);
      if (properties.sweep().scheduled()) {
        Map<String, Schedule> wanted = schedules(connection, mapping, properties.sweep(), polled);
        wanted.forEach(this::keep);
        unwanted(connection, wanted.keySet()).forEach(this::unschedule);
      }
      if (properties.sweep().atStart()) {
        Passes.atStart(mapping).forEach(what -> starts.reconcile(connection, what));
        polled.keySet().forEach(what -> starts.reconcile(connection, what));
      }
    }
  }

  private MappingProfile mapping(String connection) {
    String yaml = connections.byId(connection).orElseThrow().profileYaml();
    return MappingProfiles.parse(connection, yaml);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The Schedules of a connection by their ids: what is passed over, and how often. */
  static Map<String, Schedule> schedules(
      String connection,
      MappingProfile mapping,
      WorkerProperties.Sweep sweep,
      Map<String, Duration> polled) {
    Map<String, Duration> passes = new LinkedHashMap<>();
    Passes.ofLists(mapping).forEach(what -> passes.put(what, sweep.every()));
    polled.forEach((what, every) -> passes.merge(what, every, Sweeps::shorter));
    // A search shows no consent by channel: only a look at each pair finds that news was lost.
    Passes.ofPairs(mapping).forEach(what -> passes.put(what, sweep.verifyEvery()));
    Map<String, Schedule> schedules = new LinkedHashMap<>();
    passes.forEach(
        (what, every) ->
            schedules.put(
                WorkflowStarts.sweepId(connection, what), schedule(connection, what, every)));
    return schedules;
  }

  /** The ids of those an earlier start may have made: items travelled, or a side was polled. */
  static List<String> unwanted(String connection, Set<String> wanted) {
    return Passes.NOT_FOR_ALL.stream()
        .map(what -> WorkflowStarts.sweepId(connection, what))
        .filter(id -> !wanted.contains(id))
        .toList();
  }

  private static Schedule schedule(String connection, String what, Duration every) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType("ReconcileWorkflow")
                .setArguments(ReconcileInput.full(connection, what))
                .setOptions(WorkflowStarts.sweepOptions(connection, what))
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(every)))
                .setJitter(every.dividedBy(10))
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .build())
        .build();
  }

  private void keep(String id, Schedule wanted) {
    try {
      schedules.createSchedule(id, wanted, ScheduleOptions.newBuilder().build());
    } catch (ScheduleAlreadyRunningException e) { // another worker, or an earlier start
      schedules.getHandle(id).update(known -> inItsState(wanted, known));
    }
  }

  /** That a person paused it, and why, outlives every start of a worker. */
  static ScheduleUpdate inItsState(Schedule wanted, ScheduleUpdateInput known) {
    return new ScheduleUpdate(
        Schedule.newBuilder(wanted)
            .setState(known.getDescription().getSchedule().getState())
            .build());
  }

  private void unschedule(String id) {
    try {
      schedules.getHandle(id).delete();
    } catch (ScheduleException e) {
      if (!isNotFound(e)) {
        throw e;
      }
    }
  }

  private static boolean isNotFound(ScheduleException thrown) {
    return thrown.getCause() instanceof StatusRuntimeException answered
        && answered.getStatus().getCode() == Status.Code.NOT_FOUND;
  }
}

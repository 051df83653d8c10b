package io.lockstep.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleInfo;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import io.temporal.client.schedules.ScheduleUpdateInput;
import io.temporal.common.SearchAttributes;
import io.temporal.common.converter.GlobalDataConverter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PausedScheduleTest {

  @Test
  void aScheduleThatAPersonPausedStaysPausedWhenAWorkerStarts() {
    ScheduleState paused =
        ScheduleState.newBuilder().setPaused(true).setNote("until BHN is back").build();
    Schedule wanted = every(Duration.ofMinutes(15), ScheduleState.newBuilder().build());

    Schedule updated =
        Sweeps.inItsState(wanted, known(every(Duration.ofHours(1), paused))).getSchedule();

    assertThat(updated.getState()).isEqualTo(paused);
    assertThat(updated.getSpec()).isEqualTo(wanted.getSpec());
  }

  private static Schedule every(Duration every, ScheduleState state) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType("ReconcileWorkflow")
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId("sweep/acme/contacts")
                        .setTaskQueue("lockstep")
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(every)))
                .build())
        .setState(state)
        .build();
  }

  private static ScheduleUpdateInput known(Schedule schedule) {
    var none = new ScheduleInfo(0, 0, 0, List.of(), List.of(), List.of(), null, null);
    return new ScheduleUpdateInput(
        new ScheduleDescription(
            "sweep/acme/contacts",
            none,
            schedule,
            Map.of(),
            SearchAttributes.EMPTY,
            Map.of(),
            GlobalDataConverter.get()));
  }
}

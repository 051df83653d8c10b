package io.lockstep.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.worker.WorkerProperties.Sweep;
import io.lockstep.workflows.Queues;
import io.lockstep.workflows.reconcile.ReconcileInput;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Temporal's Schedules of a connection start, how often, and that no two are under way. */
class SweepsTest {

  private static final String CONTACTS =
      "profile: test\ncontact: {fields: [{name: email, contacts: email, rewards: email}]}\n";
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration DAY = Duration.ofHours(24);

  private final Map<String, Schedule> all = schedules(CONTACTS + "tasks: {}\nnotes: {}\n");

  @Test
  void eachPassOfWhatTravelsHasItsSchedule() {
    assertThat(all.keySet())
        .containsExactlyInAnyOrder(
            "sweep/acme/contacts",
            "sweep/acme/tasks",
            "sweep/acme/verify",
            "sweep/acme/verify-tasks",
            "sweep/acme/notes");
    assertThat(schedules(CONTACTS).keySet())
        .containsExactlyInAnyOrder("sweep/acme/contacts", "sweep/acme/verify");
  }

  @ParameterizedTest
  @CsvSource({
    "contacts, PT15M",
    "tasks, PT15M",
    "verify, PT24H",
    "verify-tasks, PT24H",
    "notes, PT24H"
  })
  void listsAreReadEveryQuarterOfAnHourAndPairsEveryDay(String what, Duration every) {
    ScheduleSpec spec = schedule(what).getSpec();

    assertThat(spec.getIntervals()).containsExactly(new ScheduleIntervalSpec(every));
    assertThat(spec.getJitter()).as("not all connections at once").isEqualTo(every.dividedBy(10));
    assertThat(spec.getCalendars()).isNullOrEmpty();
  }

  @ParameterizedTest
  @CsvSource({"contacts", "tasks", "verify", "verify-tasks", "notes"})
  void aPassStartsInFullAndNeverBesideItself(String what) {
    Schedule schedule = schedule(what);

    assertThat(schedule.getPolicy().getOverlap())
        .isEqualTo(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP);
    assertThat(schedule.getAction())
        .isInstanceOfSatisfying(
            ScheduleActionStartWorkflow.class,
            start -> {
              assertThat(start.getWorkflowType()).isEqualTo("ReconcileWorkflow");
              assertThat(start.getOptions().getWorkflowId()).isEqualTo("sweep/acme/" + what);
              assertThat(start.getOptions().getTaskQueue()).isEqualTo(Queues.WORKFLOWS);
              assertThat(input(start)).isEqualTo(ReconcileInput.full("acme", what));
            });
  }

  @Test
  void aPollTakesThePlaceOfThePassOverTheSameList() {
    Duration often = Duration.ofMinutes(5);
    Map<String, Schedule> polled =
        schedules(
            MappingProfiles.parse("acme", CONTACTS + "tasks: {}\n"),
            Map.of(ReconcileInput.TASKS, often, ReconcileInput.CHANGED_CONTACTS, often));

    assertThat(polled.get("sweep/acme/tasks")).extracting(SweepsTest::every).isEqualTo(often);
    assertThat(polled.get("sweep/acme/contacts")).extracting(SweepsTest::every).isEqualTo(QUARTER);
    assertThat(polled).containsKey("sweep/acme/" + ReconcileInput.CHANGED_CONTACTS);
  }

  @Test
  void whatTravelsNoLongerAndIsNoLongerPolledLosesItsSchedule() {
    assertThat(Sweeps.unwanted("acme", schedules(CONTACTS + "tasks: {}\n").keySet()))
        .containsExactlyInAnyOrder(
            "sweep/acme/notes", "sweep/acme/changed-contacts", "sweep/acme/rewards-changes");
    assertThat(Sweeps.unwanted("acme", schedules(CONTACTS).keySet()))
        .contains("sweep/acme/tasks", "sweep/acme/verify-tasks")
        .doesNotContain("sweep/acme/contacts", "sweep/acme/verify");
  }

  private static Duration every(Schedule schedule) {
    return schedule.getSpec().getIntervals().get(0).getEvery();
  }

  private static ReconcileInput input(ScheduleActionStartWorkflow start) {
    start.getArguments().setDataConverter(DefaultDataConverter.STANDARD_INSTANCE);
    return start.getArguments().get(0, ReconcileInput.class);
  }

  private Schedule schedule(String what) {
    return Objects.requireNonNull(all.get("sweep/acme/" + what));
  }

  private static Map<String, Schedule> schedules(String mapping) {
    MappingProfile profile = MappingProfiles.parse("acme", mapping);
    return schedules(profile, Map.of());
  }

  private static Map<String, Schedule> schedules(
      MappingProfile profile, Map<String, Duration> polled) {
    return Sweeps.schedules("acme", profile, new Sweep(true, QUARTER, DAY, true), polled);
  }
}

package io.lockstep.quickstart.realengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.quickstart.realengine.Hands.Entry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator sees and does with nothing but the {@code temporal} command line, and what
 * Schedules do by themselves. Of the two connections the first is polled.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorE2E {

  private static final String CONNECTION = "sandbox-2";
  private static final String SWEEP = "sweep/sandbox-2/contacts";
  private static final String WAITS = "Waits for a person";
  private static final String REFUSAL = "HighLevel does not accept the value of lastName";

  /** The encoding {@code binary/encrypted}, as the command line prints it without a codec. */
  private static final String ENCRYPTED = "YmluYXJ5L2VuY3J5cHRlZA==";

  // A Schedule counts its interval from 1970 on: one of a week is due at no hour of this test but
  // the first of a Thursday.
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "lockstep.sweep.at-start",
          "false",
          "lockstep.sweep.every",
          "168h",
          "lockstep.connections.sandbox-1.high-level.poll-every",
          "10s");

  private RunningLockstep lockstep;
  private TemporalServer temporal;
  private Hands hands;

  @BeforeAll
  void start(@TempDir Path folder) {
    Path bin = Path.of(System.getProperty("lockstep.temporal.bin"));
    lockstep = RunningLockstep.start(bin, folder, PROPERTIES);
    temporal = lockstep.temporal();
    hands = lockstep.hands(2);
  }

  @BeforeEach
  void nothingGoesWrongYet() {
    lockstep.sandbox().put("/control/faults", "[]");
  }

  @AfterAll
  void stop() {
    lockstep.close();
  }

  @Test
  void aParkedRunIsFoundReadAndFinishedFromTheCommandLine() {
    String contactId = pair("parked@example.com");
    String run = "contact-upsert/" + CONNECTION + "/" + contactId;
    refuseLastNames();
    hands.editProfile(profile("parked@example.com").id(), Map.of("lastName", "Refused"));

    await("the run is found by its phase")
        .untilAsserted(
            () ->
                assertThat(temporal.ours("workflow", "list", "--query", "LockstepPhase='Parked'"))
                    .contains(run));
    assertThat(temporal.ours("workflow", "describe", "--workflow-id", run))
        .as("phase, connection and contact lie open; they name nobody")
        .contains("Parked", CONNECTION, contactId);
    assertThat(temporal.ours("workflow", "show", "--workflow-id", run, "--output", "json"))
        .as("values and reasons need the codec")
        .doesNotContain("Refused", REFUSAL);
    assertThat(temporal.ours("workflow", "query", "--name", "status", "--workflow-id", run))
        .as("so does what the run says of itself")
        .contains(ENCRYPTED)
        .doesNotContain(REFUSAL);
    assertThatThrownBy(() -> temporal.ours("workflow", "metadata", "--workflow-id", run))
        .as("the command line takes what it is answered for JSON, whatever its encoding says")
        .hasMessageContaining("failed to unmarshal metadata");

    assertThat(lockstep.inClear("workflow", "query", "--name", "status", "--workflow-id", run))
        .as("with the codec it says its phase and what is refused")
        .contains("PARKED", "lastName", REFUSAL)
        .doesNotContain(ENCRYPTED);
    assertThat(lockstep.inClear("workflow", "metadata", "--workflow-id", run))
        .as("and its current details")
        .contains(WAITS, "lastName", REFUSAL);
    assertThat(lockstep.inClear("workflow", "show", "--detailed", "--workflow-id", run))
        .as("and every event")
        .contains(REFUSAL);
    JsonNode parked = parked(contactId).orElseThrow();
    assertThat(parked.path("field").asText()).isEqualTo("lastName");
    assertThat(parked.path("reason").asText()).contains(REFUSAL);

    lockstep.sandbox().put("/control/faults", "[]");
    temporal.ours("workflow", "signal", "--name", "retry", "--workflow-id", run);

    await("the refused value has arrived, and nothing waits any more")
        .untilAsserted(
            () -> {
              assertThat(contact("parked@example.com").person().lastName()).isEqualTo("Refused");
              assertThat(parked(contactId)).isEmpty();
              assertThat(temporal.ours("workflow", "describe", "--workflow-id", run))
                  .contains("COMPLETED");
            });
  }

  @Test
  void aTriggeredScheduleRepairsAChangeWhoseWebhookWasDropped() {
    pair("dropped@example.com");
    lockstep
        .sandbox()
        .put(
            "/control/faults",
            """
            [{"side": "highlevel", "route": "*", "kind": "webhook-dropped", "times": 1}]
            """);
    hands.editContact(contact("dropped@example.com").id(), Map.of("firstName", "Unheard"));
    assertThat(lockstep.sandbox().get("/control/webhooks").path("waiting").asInt()).isZero();
    assertThat(temporal.ours("schedule", "list")).contains(SWEEP);
    await("the search, which lags, shows the change")
        .untilAsserted(() -> assertThat(hands.found("Unheard")).isEqualTo(1));
    assertThat(profile("dropped@example.com").person().firstName()).isNotEqualTo("Unheard");

    temporal.ours("schedule", "trigger", "--schedule-id", SWEEP);

    await("the sweep has carried it over")
        .untilAsserted(
            () ->
                assertThat(profile("dropped@example.com").person().firstName())
                    .isEqualTo("Unheard"));
    assertThat(temporal.ours("workflow", "list", "--query", "LockstepFlow='reconcile'"))
        .contains(SWEEP + "-"); // the engine appends the time
  }

  @Test
  void aScheduleBringsWhatNoWebhookTellsOfAConnectionThatIsPolled() {
    lockstep
        .sandbox()
        .put(
            "/control/faults",
            """
            [{"side": "highlevel", "route": "*", "kind": "webhook-dropped"}]
            """);
    Hands polled = lockstep.hands(1);
    polled.createContact("polled@example.com", "Only", "Polled");

    await("a poll has found the contact")
        .untilAsserted(
            () ->
                assertThat(only(polled.profiles(), "polled@example.com").person().firstName())
                    .isEqualTo("Only"));
    polled.editContact(
        only(polled.contacts(), "polled@example.com").id(), Map.of("firstName", "Still"));
    await("and the next one its change")
        .untilAsserted(
            () ->
                assertThat(only(polled.profiles(), "polled@example.com").person().firstName())
                    .isEqualTo("Still"));
    assertThat(lockstep.sandbox().get("/control/webhooks").path("waiting").asInt()).isZero();
    assertThat(temporal.ours("workflow", "list", "--query", "LockstepFlow='reconcile'"))
        .contains("sweep/sandbox-1/changed-contacts-"); // the engine appends the time
  }

  @Test
  void aMarkedPersonGoesRoundAndARoundThatWasTerminatedLeavesNothingToTheNext() {
    String person = "/api/v1/connections/" + CONNECTION + "/doctor/person";
    String marked = "lockstep-doctor@example.com";
    lockstep.operator().post(person, "");
    await("the marked person is on both sides")
        .untilAsserted(
            () -> {
              assertThat(profile(marked).person().email()).isEqualTo(marked);
              assertThat(contact(marked).person().email()).isEqualTo(marked);
            });
    temporal.ours("workflow", "terminate", "--workflow-id", "doctor/" + CONNECTION);
    assertThat(lockstep.operator().get(person).toString()).contains("may still be there");

    lockstep.operator().post(person, "");

    await("the next round is over")
        .untilAsserted(
            () ->
                assertThat(lockstep.operator().get(person).path("findings").findValuesAsText("id"))
                    .containsExactly("person.leftover", "person.seen", "person.removed"));
    assertThat(lockstep.operator().get(person).path("worst").asText()).isEqualTo("ok");
    assertThat(List.of(hands.contacts(), hands.profiles()))
        .allSatisfy(
            side ->
                assertThat(side)
                    .noneSatisfy(entry -> assertThat(entry.person().email()).isEqualTo(marked)));
  }

  /** Somebody on both sides; answers the contact's id. */
  private String pair(String email) {
    hands.createContact(email, "Before", "Change");
    await(email + " is on both sides and at rest")
        .untilAsserted(
            () -> {
              assertThat(hands.profiles())
                  .anySatisfy(entry -> assertThat(entry.person().email()).isEqualTo(email));
              assertThat(temporal.ours("workflow", "list", "--query", "ExecutionStatus='Running'"))
                  .doesNotContain(contact(email).id(), profile(email).id());
            });
    return contact(email).id();
  }

  private void refuseLastNames() {
    lockstep
        .sandbox()
        .put(
            "/control/faults",
            """
            [{"side": "highlevel", "route": "*", "kind": "refuse-field", "field": "lastName"}]
            """);
  }

  private Entry contact(String email) {
    return only(hands.contacts(), email);
  }

  private Entry profile(String email) {
    return only(hands.profiles(), email);
  }

  private static Entry only(List<Entry> side, String email) {
    List<Entry> found =
        side.stream().filter(entry -> entry.person().email().equals(email)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private Optional<JsonNode> parked(String contactId) {
    for (JsonNode item : lockstep.operator().get("/api/v1/parked").path("items")) {
      if (item.path("contactId").asText().equals(contactId)) {
        return Optional.of(item);
      }
    }
    return Optional.empty();
  }

  private static ConditionFactory await(String fact) {
    return Awaitility.await(fact).atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofSeconds(1));
  }
}

package io.lockstep.quickstart.realengine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Law L7 over everything a run leaves behind, and no secret in it either. */
class PrivacyE2E {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PERSONAL = List.of("firstName", "lastName", "email", "phone");
  private static final List<String> OF_ITEMS = List.of("title", "body");

  /** A note's lines each on their own: HighLevel keeps them as HTML, and a log might part them. */
  private static final String TAGS_AND_LINES = "<[^>]*>|\\R";

  private static final int SHORTEST = 8; // a shorter one may be part of an honest word
  private static final String FIRST_PASS = "reconcile/sandbox-1/contacts";

  @Test
  void ledgerLogsAndHistoriesHoldNoneOfTheSeededValues(@TempDir Path folder) {
    Path bin = Path.of(System.getProperty("lockstep.temporal.bin"));
    try (RunningLockstep lockstep =
        RunningLockstep.start(bin, folder, Map.of("lockstep.sweep.scheduled", "false"))) {
      TemporalServer temporal = lockstep.temporal();
      Set<String> values = personalValues(lockstep);
      assertThat(values).hasSizeGreaterThan(300);
      awaitRest(temporal);
      lockstep.sandbox().post("/control/life", "{\"edits\": 30}");
      awaitRest(temporal);
      values.addAll(personalValues(lockstep));
      values.addAll(secrets(lockstep));

      String ledger = lockstep.postgres().dump("lockstep");
      assertThat(ledger).contains(aContactId(lockstep));
      assertThat(leaks(values, ledger)).as("in the ledger").isEmpty();
      assertThat(leaks(values, lockstep.logs())).as("in the logs").isEmpty();
      for (String database : List.of("temporal", "temporal_visibility")) {
        assertThat(leaks(values, lockstep.postgres().dump(database))).as(database).isEmpty();
      }
      String histories = histories(temporal);
      assertThat(histories)
          .contains("binary/encrypted", "contact-upsert", "task-lifecycle", "note-bridge");
      assertThat(leaks(values, histories)).as("in the histories").isEmpty();
    }
  }

  /** What the seeds, and whoever edits them, have written on either side. */
  private static Set<String> personalValues(RunningLockstep lockstep) {
    Set<String> values = new TreeSet<>();
    JsonNode state = lockstep.sandbox().get("/control/state");
    for (String side : List.of("highlevel", "bhn")) {
      addValues(state.path(side).path("contacts"), PERSONAL, values);
      addValues(state.path(side).path("tasks"), OF_ITEMS, values);
      addValues(state.path(side).path("notes"), OF_ITEMS, values);
    }
    return values;
  }

  /** What Lockstep was given to reach both sides. */
  private static Set<String> secrets(RunningLockstep lockstep) {
    JsonNode access = lockstep.sandbox().get("/control/access");
    return Set.of(
        access.at("/highlevel/token").asText(),
        access.at("/highlevel/clientSecret").asText(),
        access.at("/bhn/clientSecret").asText(),
        access.at("/bhn/webhookSecret").asText());
  }

  private static void addValues(JsonNode records, List<String> fields, Set<String> values) {
    assertThat(records).isNotEmpty();
    for (JsonNode record : records) {
      for (String field : fields) {
        for (String value : record.path(field).asText().split(TAGS_AND_LINES, -1)) {
          if (value.codePointCount(0, value.length()) >= SHORTEST) {
            values.add(value);
          }
        }
      }
    }
  }

  private static String aContactId(RunningLockstep lockstep) {
    return lockstep
        .operator()
        .get("/api/v1/pairs?connection=sandbox-1&limit=1")
        .path("items")
        .path(0)
        .path("contactId")
        .asText();
  }

  /** The first pass is over, and no run is under way; parked ones may stay. */
  private static void awaitRest(TemporalServer temporal) {
    Awaitility.await("the first pass is over")
        .atMost(Duration.ofMinutes(8))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () ->
                assertThat(temporal.ours("workflow", "describe", "--workflow-id", FIRST_PASS))
                    .contains("COMPLETED"));
    Awaitility.await("no run is under way")
        .atMost(Duration.ofMinutes(8))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () ->
                temporal
                    .ours(
                        "workflow",
                        "count",
                        "--query",
                        "ExecutionStatus='Running' AND LockstepPhase IN ('Syncing', 'Retrying')")
                    .strip()
                    .endsWith(" 0"));
  }

  /** Every run's history as an operator would export it, and below it each payload decoded. */
  private static String histories(TemporalServer temporal) {
    StringBuilder all = new StringBuilder();
    JsonNode runs =
        parse(temporal.ours("workflow", "list", "--limit", "10000", "--output", "json"));
    assertThat(runs).hasSizeGreaterThan(100);
    for (JsonNode run : runs) {
      JsonNode execution = run.path("execution");
      String history =
          temporal.ours(
              "workflow",
              "show",
              "--workflow-id",
              execution.path("workflowId").asText(),
              "--run-id",
              execution.path("runId").asText(),
              "--output",
              "json");
      all.append(history);
      decode(parse(history), all);
    }
    return all.toString();
  }

  private static void decode(JsonNode node, StringBuilder into) {
    if (node.isTextual()) {
      try {
        into.append(new String(Base64.getDecoder().decode(node.asText()), UTF_8)).append('\n');
      } catch (IllegalArgumentException notBase64) {
        return; // it is in the text above as it is
      }
    }
    node.forEach(child -> decode(child, into));
  }

  private static List<String> leaks(Set<String> values, String text) {
    String folded = text.toLowerCase(Locale.ROOT);
    return values.stream()
        .filter(
            value ->
                folded.contains(value.toLowerCase(Locale.ROOT))
                    || folded.contains(HexFormat.of().formatHex(value.getBytes(UTF_8))))
        .toList();
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

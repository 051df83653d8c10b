package io.lockstep.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSandboxTest {

  @TempDir Path folder;
  private Path file;
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private final InstantSource clock = () -> now;

  @BeforeEach
  void file() {
    file = folder.resolve("sandbox.journal");
  }

  private Sandbox open() {
    return KeptSandbox.open(file, new SandboxOptions(clock, 7).withSeeds());
  }

  @Test
  void whatPeopleAndAppsDidIsThereAfterARestart() throws IOException {
    Sandbox before = open();
    now = now.plus(Duration.ofMinutes(3));
    person(before, "POST", "/contacts/", "{\"locationId\": \"%s\", \"firstName\": \"Robin\"}");
    now = now.plus(Duration.ofMinutes(3));
    control(before, "POST", "/control/life", "{\"edits\": 20}");
    String state = state(before);

    now = now.plus(Duration.ofDays(1));
    assertThat(state(open())).isEqualTo(state).contains("Robin");
  }

  @Test
  void aCallAnsweredWithALieIsKeptAndARefusedOneIsNot() throws IOException {
    Sandbox before = open();
    fault(before, "created-but-422");
    person(before, "POST", "/contacts/", "{\"locationId\": \"%s\", \"firstName\": \"Hidden\"}");
    fault(before, "error-5xx");
    person(before, "POST", "/contacts/", "{\"locationId\": \"%s\", \"firstName\": \"Never\"}");

    assertThat(state(open())).isEqualTo(state(before)).contains("Hidden").doesNotContain("Never");
  }

  @Test
  void aLineCutShortByAKillIsLeftOutAndWrittenOver() throws IOException {
    Sandbox first = open();
    String state = state(first);
    Files.writeString(file, "{\"at\": \"2026-11-24T10:0", StandardOpenOption.APPEND);

    Sandbox second = open();
    assertThat(state(second)).isEqualTo(state);
    person(second, "POST", "/contacts/", "{\"locationId\": \"%s\", \"firstName\": \"After\"}");
    assertThat(state(open())).isEqualTo(state(second)).contains("After");
  }

  private static void person(Sandbox sandbox, String method, String path, String body)
      throws IOException {
    var access = sandbox.access().highlevel();
    sandbox.call(
        new SandboxCall(
            method,
            "/highlevel" + path,
            Map.of("Authorization", "Bearer " + access.personToken(), "Version", "2021-07-28"),
            body.formatted(access.locationId()).getBytes(UTF_8)));
  }

  private static void fault(Sandbox sandbox, String kind) throws IOException {
    control(
        sandbox,
        "PUT",
        "/control/faults",
        "[{\"side\": \"highlevel\", \"route\": \"*\", \"kind\": \"" + kind + "\", \"times\": 1}]");
  }

  private static void control(Sandbox sandbox, String method, String path, String body)
      throws IOException {
    SandboxAnswer answer =
        sandbox.call(new SandboxCall(method, path, Map.of(), body.getBytes(UTF_8)));
    assertThat(answer.status()).isEqualTo(200);
  }

  private static String state(Sandbox sandbox) throws IOException {
    return new String(
        sandbox.call(new SandboxCall("GET", "/control/state", Map.of(), new byte[0])).body(),
        UTF_8);
  }
}

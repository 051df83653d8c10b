package io.lockstep.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
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
    // A source: the life that follows might give Robin another name.
    person(before, "POST", "/contacts/", "{\"locationId\": \"%s\", \"source\": \"Robin\"}");
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
  void tasksNotesFilesAndGhostsAreThereAfterARestart() throws IOException {
    Sandbox before = open();
    String contact = firstContact(before);
    person(before, "POST", "/contacts/" + contact + "/notes", "{\"body\": \"Kept\"}");
    fault(before, "ghost-write");
    person(before, "POST", "/contacts/" + contact + "/notes", "{\"body\": \"Ghost\"}");
    fault(before, "deleted-but-said-no");
    person(before, "DELETE", "/contacts/" + contact + "/notes/" + firstNote(before), "");
    now = now.plus(Duration.ofSeconds(5));
    before.takeDueWebhooks();
    control(before, "PUT", "/control/location", "{\"contactDeleteTakesItems\": false}");
    person(before, "DELETE", "/contacts/" + contact, "");
    String state = state(before);
    assertThat(state).contains("<p>Kept</p>", "<p>Ghost</p>");

    now = now.plus(Duration.ofDays(1));
    assertThat(state(open())).isEqualTo(state);
  }

  @Test
  void tasksNotesAndFilesOfBhnAreThereAfterARestart() throws IOException {
    Sandbox before = open();
    control(before, "POST", "/control/reset", "");
    member(before, "POST", "/v2/contacts", "{\"email\": \"robin@example.com\"}");
    String contact = "/v2/contacts/" + first(before, "bhn", "contacts", "contactId");
    member(before, "POST", contact + "/tasks", "{\"title\": \"Kept\"}");
    member(before, "POST", contact + "/notes", "{\"body\": \"Kept, too\"}");
    String note = contact + "/notes/" + first(before, "bhn", "notes", "noteId");
    member(before, "POST", note + "/attachments?fileName=a.txt", "content");
    member(before, "DELETE", contact + "/notes/nothing", "");
    String state = state(before);
    String changes = member(before, "GET", "/v2/changes", "");
    assertThat(state).contains("Kept", "Kept, too", "a.txt");

    Sandbox after = open();
    assertThat(state(after)).isEqualTo(state);
    assertThat(member(after, "GET", "/v2/changes", "")).isEqualTo(changes);
    String file =
        note
            + "/attachments/"
            + state.replaceAll(".*\"attachmentId\":\"(\\w+)\".*", "$1")
            + "/content";
    assertThat(member(after, "GET", file, "")).isEqualTo("content");
  }

  @Test
  void mergedContactsStayMergedAndALookAtTheClockIsNotKept() throws IOException {
    Sandbox before = open();
    Map<String, Object> shown =
        Json.map(Json.object(state(before).getBytes(UTF_8)).get("highlevel"));
    List<String> ids = contacts(shown).stream().map(one -> String.valueOf(one.get("id"))).toList();
    control(
        before,
        "POST",
        "/control/merge",
        "{\"loser\": \"%s\", \"winner\": \"%s\"}".formatted(ids.get(0), ids.get(1)));
    control(before, "POST", "/control/seed/", "{\"contacts\": 1, \"profiles\": 0}");
    String state = state(before);
    assertThat(state).doesNotContain("\"id\":\"" + ids.get(0) + "\"");
    byte[] kept = Files.readAllBytes(file);
    control(before, "GET", "/control/clock", "");
    assertThat(Files.readAllBytes(file)).isEqualTo(kept);

    assertThat(state(open())).isEqualTo(state);
  }

  @Test
  void aRefusedCreateUsesUpNoId() throws IOException {
    Sandbox before = open();
    String contact = firstContact(before);
    String notes = "/contacts/" + contact + "/notes";
    String tags = "/locations/" + before.access().highlevel().locationId() + "/tags";
    assertThat(person(before, "POST", notes, "{\"body\": \"No\", \"userId\": \"nobody\"}"))
        .contains("422");
    person(before, "POST", notes, "{\"body\": \"Yes\"}");
    assertThat(person(before, "POST", tags, "{\"name\": 1}")).contains("422");
    person(before, "POST", tags, "{\"name\": \"vip\"}");
    String state = state(before);
    String tag = idOf(person(before, "GET", tags, ""));
    assertThat(state).contains("<p>Yes</p>");

    Sandbox after = open();
    assertThat(state(after)).isEqualTo(state);
    assertThat(idOf(person(after, "GET", tags, ""))).isEqualTo(tag).hasSize(20);
  }

  private static String idOf(String answer) {
    return answer.replaceAll(".*\"id\":\"(\\w+)\".*", "$1");
  }

  @Test
  void aGhostWhoseTokenDiedActsAndIsKept() throws IOException {
    Sandbox before = open();
    control(before, "POST", "/control/reset", "");
    var bhn = before.access().bhn();
    String basic = bhn.clientId() + ":" + bhn.clientSecret();
    String token =
        post(
                before,
                "/bhn/oauth2/token",
                "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(UTF_8)),
                "grant_type=client_credentials&client_id=" + bhn.clientId())
            .replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
    control(
        before,
        "PUT",
        "/control/faults",
        "[{\"side\": \"bhn\", \"route\": \"*\", \"kind\": \"ghost-write\", \"times\": 1}]");
    post(before, "/bhn/v2/contacts", "Bearer " + token, "{\"email\": \"late@example.com\"}");
    assertThat(state(before)).doesNotContain("late@example.com");
    now = now.plus(Duration.ofHours(2));
    before.takeDueWebhooks();
    String state = state(before);
    assertThat(state).contains("late@example.com");

    assertThat(state(open())).isEqualTo(state);
  }

  @Test
  void aCallHappensAtOneTimeAndAtThatTimeAgain() throws IOException {
    InstantSource restless = () -> now = now.plusMillis(1); // later at each reading
    var options = new SandboxOptions(restless, 7).withSeeds();
    Sandbox before = KeptSandbox.open(file, options);
    String contact = firstContact(before);
    person(before, "PUT", "/contacts/" + contact, "{\"city\": \"London\"}");
    person(before, "POST", "/contacts/" + contact + "/notes", "{\"body\": \"Timed\"}");
    control(before, "POST", "/control/life", "{\"edits\": 5}");
    String state = state(before);

    assertThat(state(KeptSandbox.open(file, options))).isEqualTo(state);
  }

  @Test
  void whatAPersonWroteAfterAReadIsKeptAndSoIsWhatFollowedIt() throws IOException {
    Sandbox before = open();
    control(before, "POST", "/control/reset", "");
    member(before, "POST", "/v2/contacts", "{\"email\": \"robin@example.com\"}");
    String contact = "/v2/contacts/" + first(before, "bhn", "contacts", "contactId");
    control(
        before,
        "PUT",
        "/control/faults",
        "[{\"side\": \"bhn\", \"route\": \"*\", \"kind\": \"human-edit\", \"times\": 1}]");
    member(before, "GET", contact, "");
    member(before, "PUT", contact, "{\"comment\": \"By us\", \"version\": \"2\"}");
    String state = state(before);
    assertThat(state).contains("By us", "\"lastName\"");

    assertThat(state(open())).isEqualTo(state);
  }

  private static List<Map<String, Object>> contacts(Map<String, Object> side) {
    return side.get("contacts") instanceof List<?> all
        ? all.stream().map(Json::map).toList()
        : List.of();
  }

  private static String post(Sandbox sandbox, String path, String authorization, String body)
      throws IOException {
    Map<String, String> headers = Map.of("Authorization", authorization);
    SandboxAnswer answer =
        sandbox.call(new SandboxCall("POST", path, headers, body.getBytes(UTF_8)));
    return new String(answer.body(), UTF_8);
  }

  private static String member(Sandbox sandbox, String method, String path, String body)
      throws IOException {
    Map<String, String> headers =
        Map.of(
            "Authorization",
            "Bearer " + sandbox.access().bhn().personToken(),
            "Content-Type",
            "text/plain");
    SandboxAnswer answer =
        sandbox.call(new SandboxCall(method, "/bhn" + path, headers, body.getBytes(UTF_8)));
    return new String(answer.body(), UTF_8);
  }

  private static String firstContact(Sandbox sandbox) throws IOException {
    return first(sandbox, "highlevel", "contacts", "id");
  }

  private static String firstNote(Sandbox sandbox) throws IOException {
    return first(sandbox, "highlevel", "notes", "id");
  }

  private static String first(Sandbox sandbox, String side, String many, String idName)
      throws IOException {
    Map<String, Object> shown = Json.map(Json.object(state(sandbox).getBytes(UTF_8)).get(side));
    return shown.get(many) instanceof List<?> all
        ? String.valueOf(Json.map(all.get(0)).get(idName))
        : "";
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

  private static String person(Sandbox sandbox, String method, String path, String body)
      throws IOException {
    var access = sandbox.access().highlevel();
    SandboxAnswer answer =
        sandbox.call(
            new SandboxCall(
                method,
                "/highlevel" + path,
                Map.of("Authorization", "Bearer " + access.personToken(), "Version", "2021-07-28"),
                body.formatted(access.locationId()).getBytes(UTF_8)));
    return new String(answer.body(), UTF_8);
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

package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import io.lockstep.sandbox.Play.Said;
import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.webhooks.Delivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sandbox speaks what docs/contracts/bhn-rewards.yaml publishes, and nothing else. */
class BhnContractTest {

  private static final Path DOCUMENT = Path.of("../docs/contracts/bhn-rewards.yaml");

  private final Play play = new Play();
  private final String text;
  private final Contract contract;

  BhnContractTest() throws IOException {
    text = Files.readString(DOCUMENT);
    contract = new Contract(validator(text));
  }

  private static OpenApiInteractionValidator validator(String document) {
    return OpenApiInteractionValidator.createForInlineApiSpecification(document).build();
  }

  @Test
  void everyCallAndAnswerOfAProfilesLifeKeepsTheContract() {
    String id =
        String.valueOf(
            checked(
                    "POST",
                    "/bhn/v2/contacts",
                    Map.of(
                        "requestId", "r-1",
                        "email", "ada@example.com",
                        "firstName", "Ada",
                        "lastName", "Byron",
                        "phone", "(202) 555-0101",
                        "country", "GB",
                        "comment", "first of her kind",
                        "tier", "G",
                        "consent", Map.of("sms", false),
                        "tags", List.of("VIP")))
                .profile()
                .get("contactId"));
    checked("GET", "/bhn/v2/contacts/" + id, Map.of());
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("version", "1");
    change.put("firstName", "Augusta");
    change.put("comment", null);
    change.put("referenceId", "abc123");
    checked("PUT", "/bhn/v2/contacts/" + id, change);
    checked("PUT", "/bhn/v2/contacts/" + id + "/tags", Map.of("tags", List.of("Gold")));
    checked("DELETE", "/bhn/v2/contacts/" + id + "/tags", Map.of("tags", List.of("vip")));
    checked("GET", "/bhn/v2/contacts?start=0&limit=10", Map.of());
    checked("GET", "/bhn/v2/contacts?email=ada%40example.com&referenceId=abc123", Map.of());
    checked("GET", "/bhn/v2/contacts?updatedSince=2026-11-01T00:00:00Z", Map.of());
    checked("DELETE", "/bhn/v2/contacts/" + id, Map.of());
  }

  @Test
  void everyCallAndAnswerOfATasksLifeKeepsTheContract() {
    String tasks =
        "/bhn/v2/contacts/" + play.profile(Map.of("email", "ada@example.com")) + "/tasks";
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("requestId", "r-1");
    task.put("title", "Send the reward");
    task.put("body", "By mail.");
    task.put("dueDate", "2026-11-09T12:00:00+01:00");
    task.put("ownerEmail", "olivia.office@example.com");
    String one = tasks + "/" + checked("POST", tasks, task).profile().get("taskId");
    checked("GET", one, Map.of());
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("version", "1");
    change.put("dueDate", null);
    change.put("ownerEmail", null);
    change.put("status", "waiting");
    checked("PUT", one, change);
    checked("GET", tasks + "?start=0&limit=500", Map.of());
    checked("GET", tasks + "?requestId=r-1", Map.of());
    checked("DELETE", one + "?version=2", Map.of());
  }

  @Test
  void everyCallAndAnswerOfANotesLifeKeepsTheContract() {
    String notes =
        "/bhn/v2/contacts/" + play.profile(Map.of("email", "ada@example.com")) + "/notes";
    Map<String, Object> note =
        Map.of("requestId", "r-1", "body", "Called.\nNo answer.", "tags", List.of("phone"));
    String one = notes + "/" + checked("POST", notes, note).profile().get("noteId");
    String files = one + "/attachments";
    Said file = checkedFile(files + "?fileName=a.txt&requestId=r-2", "text/plain", "abc");
    String oneFile = files + "/" + file.profile().get("attachmentId");
    checked("GET", files, Map.of());
    checked("GET", oneFile, Map.of());
    checked("GET", one, Map.of());
    checked("PUT", one, Map.of("version", "2", "body", "Called.", "tags", List.of()));
    checked("GET", notes, Map.of());
    checked("DELETE", oneFile, Map.of());
    checked("DELETE", one, Map.of());
    checked("GET", "/bhn/v2/changes", Map.of());
    checked("GET", "/bhn/v2/changes?cursor=1&limit=1", Map.of());
  }

  @Test
  void everyCallAndAnswerOfAProfilesFileKeepsTheContract() {
    String one = "/bhn/v2/contacts/" + play.profile(Map.of("email", "ada@example.com"));
    String files = one + "/attachments";
    play.listen();
    Said file = checkedFile(files + "?fileName=a.txt&requestId=r-1", "text/plain", "abc");
    error(400, "2303", checkedFile(files + "?fileName=a.txt&requestId=r-1", "text/plain", "abc"));
    String oneFile = files + "/" + file.profile().get("attachmentId");
    assertThat(checked("GET", files, Map.of()).objects("result")).hasSize(1);
    assertThat(checked("GET", one, Map.of()).profile())
        .containsEntry("attachments", List.of(file.profile()))
        .containsEntry("version", "2");
    checked("DELETE", oneFile, Map.of());
    error(400, "attachment.unknown", checked("DELETE", oneFile, Map.of()));
    assertThat(checked("GET", one, Map.of()).profile()).doesNotContainKey("attachments");
    List<Delivery> told = play.received();
    assertThat(told).hasSize(2);
    told.forEach(
        delivery ->
            assertThat(
                    toldAs("Webhook")
                        .request("POST", "/bhn/told", Play.body(delivery))
                        .getMessages())
                .isEmpty());
  }

  private Said checkedFile(String path, String contentType, String content) {
    Map<String, String> headers =
        Map.of(
            "Authorization",
            "Bearer " + play.access().bhn().personToken(),
            "Content-Type",
            contentType);
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Said said = play.call("POST", path, headers, bytes);
    contract.holds("POST", path, headers, bytes, said);
    return said;
  }

  @Test
  void everyErrorOfAnItemKeepsTheContract() {
    String contact = "/bhn/v2/contacts/" + play.profile(Map.of("email", "ada@example.com"));
    Map<String, Object> body = Map.of("title", "Call", "requestId", "r-1");
    String one =
        contact + "/tasks/" + checked("POST", contact + "/tasks", body).profile().get("taskId");
    error(400, "2303", checked("POST", contact + "/tasks", body));
    error(409, "task.version.stale", checked("PUT", one, Map.of("version", "7", "title", "Ask")));
    error(400, "task.unknown", checked("GET", contact + "/tasks/nothing", Map.of()));
    error(400, "note.unknown", checked("GET", contact + "/notes/nothing", Map.of()));
    error(400, "contact.unknown", checked("GET", "/bhn/v2/contacts/nobody/notes", Map.of()));
    error(400, "page.cursor.invalid", checked("GET", "/bhn/v2/changes?cursor=99", Map.of()));
    Map<String, Object> long256 = Map.of("title", "x".repeat(256));
    Said refused =
        play.call(
            "POST",
            contact + "/tasks",
            Map.of("Authorization", "Bearer " + play.access().bhn().personToken()),
            (Object) Json.bytes(long256));
    error(400, "task.title.tooLong", refused);
    assertThat(refused.objects("errors").get(0)).containsEntry("limit", 255);
    contract.holdsForTheAnswer("POST", contact + "/tasks", refused);
    assertThat(contract.request("POST", contact + "/tasks", long256).hasErrors()).isTrue();
  }

  @Test
  void theTokenKeepsTheContract() {
    String client = play.access().bhn().clientId();
    String basic = client + ":" + play.access().bhn().clientSecret();
    Map<String, String> headers =
        Map.of(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8)),
            "Content-Type",
            "application/x-www-form-urlencoded");
    contract.holds(
        "POST",
        "/bhn/oauth2/token",
        headers,
        ("grant_type=client_credentials&client_id=" + client).getBytes(StandardCharsets.UTF_8),
        play.token());
  }

  @Test
  void everyErrorKeepsTheContract() {
    Map<String, Object> body = Map.of("email", "ada@example.com", "requestId", "r-1");
    String id = play.profile(body);
    error(400, "2303", checked("POST", "/bhn/v2/contacts", body));
    error(
        409,
        "request.id.reused",
        checked(
            "POST", "/bhn/v2/contacts", Map.of("email", "eve@example.com", "requestId", "r-1")));
    error(
        409,
        "contact.version.stale",
        checked("PUT", "/bhn/v2/contacts/" + id, Map.of("version", "7", "firstName", "Ada")));
    error(400, "contact.unknown", checked("GET", "/bhn/v2/contacts/nobody", Map.of()));
    play.faults(Fault.of("bhn", "*", FaultKind.RATE_LIMITED).times(1));
    error(429, "request.rate.exceeded", checked("GET", "/bhn/v2/contacts", Map.of()));
    play.faults(Fault.of("bhn", "*", FaultKind.ERROR_5XX).times(1));
    error(500, "server.error", checked("GET", "/bhn/v2/contacts", Map.of()));
  }

  private static void error(int status, String code, Said said) {
    assertThat(said.status()).isEqualTo(status);
    assertThat(said.objects("errors").get(0)).containsEntry("errorCode", code);
  }

  @Test
  void whatTheContractForbidsTheSandboxRefuses() {
    Map<String, Object> body = Map.of("email", "ada@example.com", "shoeSize", "44");
    assertThat(contract.request("POST", "/bhn/v2/contacts", body).hasErrors()).isTrue();
    assertThat(play.bhn("POST", "/v2/contacts", body).objects("errors").get(0))
        .containsEntry("errorCode", "contact.shoeSize.unknown");
  }

  @Test
  void everyWebhookKeepsTheContract() {
    Contract told = toldAs("Webhook");
    play.listen();
    String id = play.profile(Map.of("email", "ada@example.com", "requestId", "r-1"));
    play.bhn("PUT", "/v2/contacts/" + id, Map.of("consent", Map.of("call", false)));
    play.bhn("PUT", "/v2/contacts/" + id + "/tags", Map.of("tags", List.of("VIP")));
    play.bhn("DELETE", "/v2/contacts/" + id);
    List<Delivery> deliveries = play.received();
    assertThat(deliveries).hasSize(4);
    deliveries.forEach(
        delivery ->
            assertThat(told.request("POST", "/bhn/told", Play.body(delivery)).getMessages())
                .isEmpty());
    Map<String, Object> wrong = new LinkedHashMap<>(Play.body(deliveries.get(0)));
    wrong.remove("accountId");
    assertThat(told.request("POST", "/bhn/told", wrong).hasErrors()).isTrue();
  }

  @Test
  void everyWebhookOfAnItemKeepsTheContract() {
    String contact = "/v2/contacts/" + play.profile(Map.of("email", "ada@example.com"));
    play.listen();
    play.bhn("POST", contact + "/tasks", Map.of("title", "Call", "requestId", "r-1"));
    play.bhn("POST", contact + "/notes", Map.of("body", "Called"));
    List<Delivery> deliveries = play.received();
    assertThat(deliveries).hasSize(2);
    for (Delivery delivery : deliveries) {
      Map<String, Object> body = Play.body(delivery);
      String schema = body.containsKey("taskId") ? "TaskWebhook" : "NoteWebhook";
      Contract told = toldAs(schema);
      assertThat(told.request("POST", "/bhn/told", body).getMessages()).isEmpty();
      body.remove("contactId");
      assertThat(told.request("POST", "/bhn/told", body).hasErrors()).isTrue();
    }
  }

  /** A validator checks bodies of paths, so the webhook's schema is given one. */
  private Contract toldAs(String schema) {
    return new Contract(
        validator(
            text.replace(
                "\npaths:\n",
                """

                paths:
                  /told:
                    post:
                      security: []
                      requestBody:
                        required: true
                        content:
                          application/json:
                            schema:
                              $ref: "#/components/schemas/SCHEMA"
                      responses:
                        "200": {description: heard}
                """
                    .replace("SCHEMA", schema))));
  }

  @Test
  void theContractSaysOfEveryPathWhoseItIs() {
    long operations = text.lines().filter(line -> line.matches("      operationId: .*")).count();
    long origins =
        text.lines().filter(line -> line.matches("      x-origin: (ours|modelled-on-bhn)")).count();
    assertThat(operations).isEqualTo(32);
    assertThat(origins)
        .as("one per operation, one each for task, note, attachment, change and 3 webhooks")
        .isEqualTo(operations + 7);
  }

  private Said checked(String method, String path, Map<String, Object> body) {
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + play.access().bhn().personToken());
    byte[] bytes = body.isEmpty() ? new byte[0] : Json.bytes(body);
    Said said = play.call(method, path, headers, bytes);
    contract.holds(method, path, headers, bytes, said);
    return said;
  }
}

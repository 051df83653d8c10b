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
    // A validator checks bodies of paths, so the webhook's schema is given one.
    Contract told =
        new Contract(
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
                                  $ref: "#/components/schemas/Webhook"
                          responses:
                            "200": {description: heard}
                    """)));
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
  void theContractSaysOfEveryPathWhoseItIs() {
    long operations = text.lines().filter(line -> line.matches("      operationId: .*")).count();
    long origins =
        text.lines().filter(line -> line.matches("      x-origin: (ours|modelled-on-bhn)")).count();
    assertThat(operations).isEqualTo(8);
    assertThat(origins).as("one per operation, one for the webhook").isEqualTo(operations + 1);
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

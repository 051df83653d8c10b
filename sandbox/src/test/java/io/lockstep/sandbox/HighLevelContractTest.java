package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lockstep.sandbox.Play.Said;
import io.lockstep.sandbox.http.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the sandbox answers for HighLevel is what HighLevel's own OpenAPI files describe. */
class HighLevelContractTest {

  private final Play play = new Play();

  @BeforeAll
  static void theFilesAreThere() {
    assumeTrue(HighLevelSpec.isThereFor(HighLevelContractTest.class));
  }

  @Test
  void contactsKeepTheContract() throws IOException {
    Contract contract = HighLevelSpec.load("contacts.json");
    Map<String, Object> create = new LinkedHashMap<>();
    create.put("locationId", play.locationId());
    create.put("firstName", "Ada");
    create.put("lastName", "Byron");
    create.put("email", "ada@example.com");
    create.put("phone", "(202) 555-0101");
    create.put("country", "US");
    create.put("dateOfBirth", "1985-12-10");
    create.put("tags", List.of("VIP"));
    create.put("dndSettings", Map.of("Email", Map.of("status", "active")));
    Said created = checked(contract, "POST", "/contacts/", create);
    assertThat(created.status()).isEqualTo(201);
    String path = "/contacts/" + created.object("contact").get("id");

    checked(contract, "GET", path, Map.of());
    checked(contract, "PUT", path, Map.of("firstName", "Augusta", "city", "London"));
    checked(
        contract,
        "POST",
        "/contacts/upsert",
        Map.of("locationId", play.locationId(), "email", "ada@example.com", "state", "MD"));
    // search and duplicate search have no schema in the file; HighLevelSearchTest holds them
    checked(contract, "GET", "/contacts/?locationId=" + play.locationId(), Map.of());
    checked(contract, "POST", path + "/tags", Map.of("tags", List.of("gold")));
    checked(contract, "DELETE", path + "/tags", Map.of("tags", List.of("vip")));
    checked(contract, "POST", path + "/followers", Map.of("followers", List.of("u1")));
    checked(contract, "DELETE", path + "/followers", Map.of("followers", List.of("u1")));
    checked(contract, "DELETE", path, Map.of());
    assertThat(checked(contract, "GET", path, Map.of()).status()).isEqualTo(400);
  }

  @Test
  void tasksKeepTheContract() throws IOException {
    Contract contract = HighLevelSpec.load("contacts.json");
    String contact = "/contacts/" + play.contact(Map.of("firstName", "Ada"));
    String owner =
        String.valueOf(
            play.highLevel("GET", "/users/?locationId=" + play.locationId())
                .objects("users")
                .get(0)
                .get("id"));
    Said made =
        checked(
            contract,
            "POST",
            contact + "/tasks",
            Map.of(
                "title", "Send reward",
                "body", "details",
                "dueDate", "2026-11-09T11:00:00.000Z",
                "completed", false,
                "assignedTo", owner));
    assertThat(made.status()).isEqualTo(201);
    String task = contact + "/tasks/" + made.object("task").get("id");
    checked(contract, "GET", contact + "/tasks", Map.of());
    checked(contract, "GET", task, Map.of());
    checked(contract, "PUT", task, Map.of("title", "Send the reward"));
    checked(contract, "PUT", task + "/completed", Map.of("completed", true));
    checked(contract, "DELETE", task, Map.of());
    assertThat(checked(contract, "GET", task, Map.of()).status()).isEqualTo(400);
    Said refused = play.highLevel("POST", contact + "/tasks", Map.of("title", ""));
    assertThat(refused.status()).isEqualTo(422);
    contract.holdsForTheAnswer("POST", contact + "/tasks", refused);
  }

  @Test
  void notesKeepTheContract() throws IOException {
    Contract contract = HighLevelSpec.load("contacts.json");
    String contact = "/contacts/" + play.contact(Map.of("firstName", "Ada"));
    Said made =
        checked(
            contract,
            "POST",
            contact + "/notes",
            Map.of("body", "Called", "title", "Monday", "color", "#FFAA00", "pinned", true));
    assertThat(made.status()).isEqualTo(201);
    String note = contact + "/notes/" + made.object("note").get("id");
    checked(contract, "GET", contact + "/notes", Map.of());
    checked(contract, "GET", note, Map.of());
    checked(contract, "PUT", note, Map.of("body", "Called twice"));
    checked(contract, "DELETE", note, Map.of());
    assertThat(checked(contract, "GET", note, Map.of()).status()).isEqualTo(400);
  }

  @Test
  void taskSearchAndUsersKeepTheContract() throws IOException {
    play.task(play.contact(Map.of("firstName", "Ada")), "Call");
    Said found =
        checked(
            HighLevelSpec.load("locations.json"),
            "POST",
            "/locations/" + play.locationId() + "/tasks/search",
            Map.of("completed", false, "limit", 10, "skip", 0));
    assertThat(found.objects("tasks")).hasSize(1);
    Said users =
        checked(
            HighLevelSpec.load("users.json"),
            "GET",
            "/users/?locationId=" + play.locationId(),
            Map.of());
    assertThat(users.objects("users")).isNotEmpty();
  }

  @Test
  void mediaUploadKeepsTheContract() throws IOException {
    Said said = play.upload(Play.form("a.txt", new byte[] {1}));
    assertThat(said.status()).isEqualTo(200);
    HighLevelSpec.load("medias.json").holdsForTheAnswer("POST", "/medias/upload-file", said);
  }

  @Test
  void errorsKeepTheContract() throws IOException {
    Contract contract = HighLevelSpec.load("contacts.json");
    Said unknown =
        play.highLevel(
            "POST",
            "/contacts/",
            Map.of("locationId", play.locationId(), "additionalEmails", List.of()));
    assertThat(unknown.status()).isEqualTo(422);
    contract.holdsForTheAnswer("POST", "/contacts/", unknown);
    Said anonymous = play.call("GET", "/highlevel/contacts/abc", Map.of());
    assertThat(anonymous.status()).isEqualTo(401);
    contract.holdsForTheAnswer("GET", "/contacts/abc", anonymous);
    play.contact(Map.of("email", "ada@example.com"));
    Said duplicate =
        play.highLevel(
            "POST",
            "/contacts/",
            Map.of("locationId", play.locationId(), "email", "ada@example.com"));
    assertThat(duplicate.status()).isEqualTo(400);
    contract.holdsForTheAnswer("POST", "/contacts/", duplicate);
  }

  @Test
  void locationsAndCustomFieldsKeepTheContract() throws IOException {
    Contract contract = HighLevelSpec.load("locations.json");
    String location = "/locations/" + play.locationId();
    checked(contract, "GET", location, Map.of());
    Said made =
        checked(
            contract,
            "POST",
            location + "/customFields",
            Map.of("name", "Lockstep profile id", "dataType", "TEXT", "model", "contact"));
    checked(contract, "GET", location + "/customFields?model=contact", Map.of());
    checked(
        contract,
        "GET",
        location + "/customFields/" + made.object("customField").get("id"),
        Map.of());
  }

  @Test
  void theOpenApiFilesBite() throws IOException {
    Contract contract = HighLevelSpec.load("contacts.json");
    assertThat(
            contract
                .request("PUT", "/contacts/abc", Map.of("companyName", "not in an update"))
                .getMessages())
        .extracting(message -> message.getKey())
        .contains("validation.request.body.schema.additionalProperties");
  }

  private Said checked(Contract contract, String method, String path, Map<String, Object> body) {
    Map<String, String> headers = Play.headers(play.access().highlevel().token());
    byte[] bytes = body.isEmpty() ? new byte[0] : Json.bytes(body);
    Said said = play.call(method, "/highlevel" + path, headers, bytes);
    contract.holds(method, path, headers, bytes, said);
    return said;
  }
}

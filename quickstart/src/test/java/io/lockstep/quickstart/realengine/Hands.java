package io.lockstep.quickstart.realengine;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockstep.core.item.ItemKind;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A person who works at both sides of one connection, with a budget of their own. A call that is
 * cut has been done: of the faults that cut, these tests set only the lost answer.
 */
final class Hands {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DUE = "2027-03-01T09:00:00Z";

  /** One person as a side shows them; what it does not show is empty. */
  record Shown(String email, String firstName, String lastName, TreeSet<String> tags) {}

  /** A record of a side. */
  record Entry(String id, Shown person) {}

  /**
   * A task or a note as a side shows it.
   *
   * @param ownerId the id of its contact or profile
   * @param text a task's title, a note's words
   */
  record Item(String ownerId, ItemKind kind, String text) {}

  private final Http sandbox;
  private final Http highLevel;
  private final Http bhn;
  private final String locationId;
  private final String accountId;

  /**
   * Takes the tokens from one item of {@code GET /control/access}.
   *
   * @param sandbox without tokens, for the control API
   */
  Hands(Http sandbox, JsonNode access) {
    this.sandbox = sandbox;
    JsonNode location = access.path("highlevel");
    JsonNode account = access.path("bhn");
    locationId = location.path("locationId").asText();
    accountId = account.path("accountId").asText();
    highLevel =
        new Http(
            location.path("baseUrl").asText(),
            Map.of(
                "Authorization",
                "Bearer " + location.path("personToken").asText(),
                "Version",
                "2021-07-28"));
    bhn =
        new Http(
            account.path("baseUrl").asText(),
            Map.of("Authorization", "Bearer " + account.path("personToken").asText()));
  }

  void createContact(String email, String firstName, String lastName) {
    act(
        highLevel,
        "POST",
        "/contacts/",
        Map.of(
            "locationId",
            locationId,
            "email",
            email,
            "firstName",
            firstName,
            "lastName",
            lastName));
  }

  void createProfile(String email, String firstName, String lastName) {
    act(
        bhn,
        "POST",
        "/v2/contacts",
        Map.of("email", email, "firstName", firstName, "lastName", lastName));
  }

  void editContact(String id, Map<String, Object> fields) {
    act(highLevel, "PUT", "/contacts/" + id, fields);
  }

  void editProfile(String id, Map<String, Object> fields) {
    act(bhn, "PUT", "/v2/contacts/" + id, fields);
  }

  void tagContact(String id, String tag) {
    act(highLevel, "POST", "/contacts/" + id + "/tags", Map.of("tags", List.of(tag)));
  }

  void untagContact(String id, String tag) {
    act(highLevel, "DELETE", "/contacts/" + id + "/tags", Map.of("tags", List.of(tag)));
  }

  void tagProfile(String id, String tag) {
    act(bhn, "PUT", "/v2/contacts/" + id + "/tags", Map.of("tags", List.of(tag)));
  }

  void untagProfile(String id, String tag) {
    act(bhn, "DELETE", "/v2/contacts/" + id + "/tags", Map.of("tags", List.of(tag)));
  }

  void addContactTask(String contactId, String title) {
    act(
        highLevel,
        "POST",
        "/contacts/" + contactId + "/tasks",
        Map.of("title", title, "dueDate", DUE, "completed", false));
  }

  void addContactNote(String contactId, String body) {
    act(highLevel, "POST", "/contacts/" + contactId + "/notes", Map.of("body", body));
  }

  void addProfileTask(String profileId, String title) {
    act(
        bhn,
        "POST",
        "/v2/contacts/" + profileId + "/tasks",
        Map.of("title", title, "dueDate", DUE));
  }

  void addProfileNote(String profileId, String body) {
    act(bhn, "POST", "/v2/contacts/" + profileId + "/notes", Map.of("body", body));
  }

  /** How many of our contacts the lagging search finds by that text. */
  int found(String text) {
    return highLevel
        .post(
            "/contacts/search",
            json(Map.of("locationId", locationId, "pageLimit", 20, "page", 1, "query", text)))
        .path("contacts")
        .size();
  }

  /** The contacts as they are, whatever any index shows. */
  List<Entry> contacts() {
    return entries(
        sandbox.get("/control/state").path("highlevel").path("contacts"),
        "locationId",
        locationId,
        "id");
  }

  /** The profiles as they are. */
  List<Entry> profiles() {
    return entries(
        sandbox.get("/control/state").path("bhn").path("contacts"),
        "accountId",
        accountId,
        "contactId");
  }

  /** The tasks and notes of the contacts as they are. */
  List<Item> contactItems() {
    return items("highlevel", "locationId", locationId);
  }

  /** The tasks and notes of the profiles as they are. */
  List<Item> profileItems() {
    return items("bhn", "accountId", accountId);
  }

  private List<Item> items(String side, String owner, String ownerId) {
    JsonNode state = sandbox.get("/control/state").path(side);
    return Stream.concat(
            ours(state.path("tasks"), owner, ownerId)
                .map(task -> new Item(person(task), ItemKind.TASK, task.path("title").asText())),
            ours(state.path("notes"), owner, ownerId)
                .map(
                    note ->
                        new Item(person(note), ItemKind.NOTE, plain(note.path("body").asText()))))
        .toList();
  }

  private static String person(JsonNode item) {
    return item.path("contactId").asText();
  }

  /** HighLevel keeps as HTML what was written as plain text. */
  private static String plain(String body) {
    return body.replaceAll("<[^>]*>", "");
  }

  private static List<Entry> entries(JsonNode all, String owner, String ownerId, String idName) {
    return ours(all, owner, ownerId)
        .map(record -> new Entry(record.path(idName).asText(), shown(record)))
        .toList();
  }

  private static Stream<JsonNode> ours(JsonNode all, String owner, String ownerId) {
    return StreamSupport.stream(all.spliterator(), false)
        .filter(record -> record.path(owner).asText().equals(ownerId));
  }

  private static Shown shown(JsonNode record) {
    return new Shown(
        record.path("email").asText(),
        record.path("firstName").asText(),
        record.path("lastName").asText(),
        StreamSupport.stream(record.path("tags").spliterator(), false)
            .map(JsonNode::asText)
            .collect(toCollection(TreeSet::new)));
  }

  private static void act(Http side, String method, String path, Map<String, Object> body) {
    HttpResponse<String> answer;
    try {
      answer = side.send(method, path, json(body));
    } catch (UncheckedIOException cut) {
      return; // done, and the answer lost
    }
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(
          method + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  private static String json(Map<String, Object> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

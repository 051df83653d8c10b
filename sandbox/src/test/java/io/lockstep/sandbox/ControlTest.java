package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import io.lockstep.sandbox.http.Json;
import io.lockstep.sandbox.seed.Awkward;
import io.lockstep.sandbox.seed.SeededItems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {

  private final Play play = new Play();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT  | faults   | {}                                                        | not-a-list
          PUT  | faults   | [{"side":"moon","kind":"slow"}]                           | unknown-side
          PUT  | faults   | [{"side":"bhn","kind":"sulk"}]                            | unknown-kind
          PUT  | faults   | [{"side":"bhn","kind":"slow","route":"GET /moon"}]        | unknown-route
          PUT  | faults   | [{"side":"bhn","kind":"slow","chance":2}]                 | bad-chance
          PUT  | faults   | [{"side":"bhn","kind":"slow","times":0}]                  | bad-times
          PUT  | faults   | [{"side":"bhn","kind":"slow","by":"soon"}]                | bad-by
          PUT  | faults   | [{"side":"bhn","kind":"slow","odds":1}]                   | unknown-property
          PUT  | faults   | nonsense                                                  | malformed-body
          PUT  | webhooks | {"highlevel":"ftp://example.com"}                         | bad-url
          PUT  | webhooks | {"policy":"never"}                                        | unknown-policy
          PUT  | webhooks | {"hold":"yes"}                                            | bad-hold
          PUT  | clock    | {}                                                        | bad-clock
          PUT  | clock    | {"advance":"a while"}                                     | bad-advance
          POST | seed     | {"contacts":-1}                                           | bad-contacts
          POST | seed     | {"connection":9}                                          | bad-connection
          PUT  | location | {"contactUniqueIdentifiers":["shoeSize"]}                 | bad-contactUniqueIdentifiers
          PUT  | location | {"contactDeleteTakesItems":"maybe"}                       | bad-contactDeleteTakesItems
          PUT  | location | {"contactUniqueIdentifiers":"phone"}                      | bad-contactUniqueIdentifiers
          PUT  | secrets  | {"rotate":"token"}                                        | bad-rotate
          PUT  | secrets  | {"former":"x"}                                            | bad-former
          POST | seed     | {"items":"some"}                                          | bad-items
          POST | merge    | {"loser":"c1","winner":"c2"}                              | unknown-contact
          POST | life     | {"edits":0}                                               | bad-edits
          GET  | moon     | {}                                                        | unknown-route
          """)
  void badInputIsNamed(String method, String path, String body, String error) {
    Said said = play.control(method, path, body.getBytes(StandardCharsets.UTF_8));
    assertThat(said.status()).isEqualTo(400);
    assertThat(said.body()).containsEntry("error", error).containsKey("message");
  }

  @Test
  void aListWithOneBadFaultChangesNothing() {
    play.control("PUT", "faults", List.of(Map.of("side", "bhn", "kind", "slow")));
    play.control(
        "PUT", "faults", List.of(Map.of("side", "bhn", "kind", "slow"), Map.of("side", "moon")));
    assertThat(play.control("GET", "faults").objects("items")).hasSize(1);
  }

  @Test
  void whatFaultsShowCanBePutBackAndTheSidesHaveTwoNames() {
    play.control(
        "PUT",
        "faults",
        List.of(
            Map.of(
                "side",
                "contacts",
                "kind",
                "slow",
                "route",
                "PUT /contacts/{contactId}",
                "by",
                "PT2S",
                "times",
                3)));
    List<Map<String, Object>> shown = play.control("GET", "faults").objects("items");
    assertThat(shown.get(0)).containsEntry("side", "highlevel").containsEntry("hits", 0);
    assertThat(play.control("PUT", "faults", shown).objects("items")).isEqualTo(shown);
  }

  @Test
  void theLogKnowsWhoCalledByTheToken() {
    play.highLevel("GET", "/contacts/abc?email=secret%40example.com");
    play.asPerson("GET", "/contacts/abc");
    play.call("GET", "/highlevel/contacts/abc", Map.of());
    play.call(
        "GET",
        "/bhn/v2/contacts",
        Map.of("Authorization", "Bearer " + play.access().bhn().personToken()));
    List<Map<String, Object>> log = play.control("GET", "log").objects("items");
    assertThat(log)
        .extracting(entry -> entry.get("caller"))
        .containsExactly("lockstep", "person", "nobody", "person");
    assertThat(log.get(0))
        .containsEntry("time", "2026-11-02T09:00:00.000Z")
        .containsEntry("side", "highlevel")
        .containsEntry("method", "GET")
        .containsEntry("path", "/contacts/abc")
        .containsEntry("status", 400)
        .containsEntry("rateLimitRemaining", 99);
    assertThat(log.toString()).doesNotContain("secret");
  }

  @Test
  void theStateShowsBothSidesInTheirReadShapes() {
    String contact = play.contact(Map.of("firstName", "Ada"));
    String profile = play.profile(Map.of("email", "ada@example.com"));
    Said state = play.control("GET", "state");
    assertThat(contacts(state, "highlevel")).containsExactly(play.readContact(contact));
    assertThat(contacts(state, "bhn")).containsExactly(play.readProfile(profile));
    assertThat(state.object("highlevel")).containsKeys("tasks", "notes");
  }

  @Test
  void theStateShowsItemsWithTheirLocation() {
    String contact = play.contact(Map.of("firstName", "Ada"));
    String task = play.task(contact, "Call");
    String note = play.note(contact, "Called");
    Said state = play.control("GET", "state");
    for (String many : List.of("tasks", "notes")) {
      String path = many.equals("tasks") ? task : note;
      Map<String, Object> expected =
          new LinkedHashMap<>(
              play.highLevel("GET", path).object(many.equals("tasks") ? "task" : "note"));
      expected.put("locationId", play.locationId());
      assertThat(items(state, "highlevel", many)).containsExactly(expected);
    }
  }

  @Test
  void someOfTheSeededPeopleHaveTasksAndNotes() {
    Said state = new Play(SandboxOptions::withSeeds).control("GET", "state");
    for (String side : List.of("highlevel", "bhn")) {
      String idName = side.equals("bhn") ? "contactId" : "id";
      for (String many : List.of("tasks", "notes")) {
        assertThat(items(state, side, many))
            .hasSizeGreaterThanOrEqualTo(20)
            .extracting(item -> item.get("contactId"))
            .isSubsetOf(values(contacts(state, side), idName));
      }
      String first = String.valueOf(contacts(state, side).get(0).get(idName));
      assertThat(items(state, side, "tasks"))
          .filteredOn(task -> first.equals(task.get("contactId")))
          .hasSize(3);
      assertThat(items(state, side, "notes"))
          .filteredOn(note -> first.equals(note.get("contactId")))
          .hasSize(4);
    }
  }

  @Test
  void seedsHaveNoItemsWhenToldSo() {
    play.control("POST", "seed", Map.of("items", false));
    assertThat(items(play.control("GET", "state"), "highlevel", "tasks")).isEmpty();
    play.control("POST", "seed", Map.of("awkward", false));
    assertThat(items(play.control("GET", "state"), "highlevel", "tasks")).isEmpty();
    play.control("POST", "seed", Map.of("awkward", false, "items", true));
    assertThat(items(play.control("GET", "state"), "highlevel", "tasks")).isNotEmpty();
  }

  @Test
  void theSeededItemsOfBothSidesAreManyAndSomeAreEqual() {
    int tasks = 0;
    int notes = 0;
    for (int person = 0; person < SeededItems.PEOPLE; person++) {
      tasks += SeededItems.contactTasks(person).size() + SeededItems.profileTasks(person).size();
      notes += SeededItems.contactNotes(person).size() + SeededItems.profileNotes(person).size();
    }
    assertThat(tasks).isGreaterThanOrEqualTo(40);
    assertThat(notes).isGreaterThanOrEqualTo(40);
    assertThat(SeededItems.contactTasks(0))
        .hasSize(3)
        .filteredOn(SeededItems.profileTasks(0)::contains)
        .hasSize(1);
    assertThat(SeededItems.contactNotes(0))
        .hasSize(4)
        .filteredOn(SeededItems.profileNotes(0)::contains)
        .hasSize(1);
    assertThat(SeededItems.contactTasks(SeededItems.PEOPLE)).isEmpty();
  }

  @Test
  void accessIsShownAsItIsGiven() {
    Said access = play.control("GET", "access");
    assertThat(access.object("highlevel"))
        .containsEntry("baseUrl", "http://localhost:9090/highlevel")
        .containsEntry("token", play.access().highlevel().token())
        .containsEntry("webhookPublicKey", play.access().highlevel().webhookPublicKey());
    assertThat(access.object("bhn"))
        .containsEntry("baseUrl", "http://localhost:9090/bhn")
        .containsEntry("webhookSecret", play.access().bhn().webhookSecret());
  }

  @Test
  void aResetEmptiesTheWorldAndKeepsTheKeys() {
    play.listen();
    String before = play.contact(Map.of("firstName", "Ada"));
    SandboxAccess access = play.access();
    play.control("POST", "reset");
    assertThat(contacts(play.control("GET", "state"), "highlevel")).isEmpty();
    assertThat(play.control("GET", "log").objects("items")).isEmpty();
    assertThat(play.sandbox().access()).isEqualTo(access);
    assertThat(play.contact(Map.of("firstName", "Ada"))).isNotEqualTo(before);
    assertThat(play.received()).hasSize(1);
  }

  @Test
  void theClockCanBeMoved() {
    play.control("PUT", "clock", Map.of("advance", "PT1H"));
    String id = play.contact(Map.of("firstName", "Ada"));
    assertThat(play.readContact(id)).containsEntry("dateAdded", "2026-11-02T10:00:00.000Z");
    play.control("PUT", "clock", Map.of("now", "2027-01-01T00:00:00Z"));
    play.pass(Duration.ofSeconds(1));
    assertThat(play.control("GET", "clock").body())
        .containsEntry("now", "2027-01-01T00:00:01.000Z");
  }

  @Test
  void locationsAndAccountsAreApart() {
    Play two = new Play(options -> options.withConnections(2));
    String id = two.contact(Map.of("firstName", "Ada"));
    SandboxAccess other = two.sandbox().accesses().get(1);
    Said said =
        two.call("GET", "/highlevel/contacts/" + id, Play.headers(other.highlevel().token()));
    assertThat(said.status()).isEqualTo(403);
    two.profile(Map.of("email", "ada@example.com"));
    Said list =
        two.call(
            "GET",
            "/bhn/v2/contacts",
            Map.of("Authorization", "Bearer " + other.bhn().personToken()));
    assertThat(list.body()).containsEntry("total", 0);
  }

  @Test
  void theSeedsAreAsManyAsPromisedAndSixtyAreTheSamePeople() {
    Play seeded = new Play(SandboxOptions::withSeeds);
    Said state = seeded.control("GET", "state");
    List<Map<String, Object>> contacts = contacts(state, "highlevel");
    List<Map<String, Object>> profiles = contacts(state, "bhn");
    assertThat(contacts).hasSizeGreaterThanOrEqualTo(120);
    assertThat(profiles).hasSizeGreaterThanOrEqualTo(100);
    Set<Object> awkward =
        Awkward.cases().stream()
            .flatMap(one -> Stream.concat(one.contacts().stream(), one.profiles().stream()))
            .map(one -> one.getOrDefault("email", "none"))
            .collect(Collectors.toSet());
    Set<Object> shared = new HashSet<>(values(contacts, "email"));
    shared.retainAll(values(profiles, "email"));
    shared.removeAll(awkward);
    assertThat(shared).hasSize(60);
    assertThat(Awkward.cases()).hasSizeGreaterThanOrEqualTo(12);
    Awkward.cases()
        .forEach(
            one -> {
              assertThat(values(contacts, "email", "phone"))
                  .as(one.what())
                  .containsAll(values(one.contacts(), "email"));
              assertThat(values(profiles, "email")).containsAll(values(one.profiles(), "email"));
            });
    assertThat(values(contacts, "phone")).contains("+442079460103", "+442079460104");
  }

  @Test
  void lifeEditsBothSidesAndTellsWhatNotWho() {
    Play seeded = new Play(SandboxOptions::withSeeds);
    List<Map<String, Object>> done =
        seeded.control("POST", "life", Map.of("edits", 50)).objects("items");
    assertThat(done).hasSizeGreaterThan(40);
    assertThat(done).extracting(edit -> edit.get("side")).contains("highlevel", "bhn");
    assertThat(done).allSatisfy(edit -> assertThat(edit).containsOnlyKeys("side", "id", "what"));
  }

  @Test
  void aRefusedLocationChangesNothing() {
    Said refused =
        play.control(
            "PUT",
            "location",
            Map.of("allowDuplicateContact", true, "contactDeleteTakesItems", "maybe"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(play.control("PUT", "location", Map.of()).body())
        .containsEntry("allowDuplicateContact", false);
  }

  @Test
  void lifeWorksOnTasksAndNotesToo() {
    Play seeded = new Play(SandboxOptions::withSeeds);
    List<Map<String, Object>> done =
        seeded.control("POST", "life", Map.of("edits", 400)).objects("items");
    assertThat(done)
        .extracting(edit -> edit.get("what"))
        .contains("new task", "title", "dueDate", "done", "open", "no task")
        .contains("new note", "body", "no note");
  }

  private static List<Map<String, Object>> contacts(Said state, String side) {
    return items(state, side, "contacts");
  }

  private static List<Map<String, Object>> items(Said state, String side, String many) {
    return state.object(side).get(many) instanceof List<?> list
        ? list.stream().map(Json::map).toList()
        : List.of();
  }

  private static List<Object> values(List<Map<String, Object>> records, String... names) {
    return records.stream()
        .flatMap(one -> Stream.of(names).map(one::get))
        .filter(Objects::nonNull)
        .toList();
  }
}

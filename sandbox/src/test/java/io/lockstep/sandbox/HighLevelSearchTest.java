package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HighLevelSearchTest {

  private final Play play = new Play();

  @Test
  void aSearchShowsAnotherProjectionThanARead() {
    String id =
        play.contact(
            Map.of(
                "firstName", "Ada",
                "lastName", "Byron",
                "address1", "12 St James's Square",
                "timezone", "Europe/London",
                "dndSettings", Map.of("Email", Map.of("status", "active"))));
    Map<String, Object> item = search(Map.of()).objects("contacts").get(0);
    assertThat(item)
        .containsEntry("id", id)
        .containsEntry("contactName", "Ada Byron")
        .containsEntry("address", "12 St James's Square")
        .doesNotContainKeys("address1", "dndSettings", "timezone");
    assertThat(play.readContact(id)).containsKeys("address1", "dndSettings", "timezone");
  }

  @Test
  void theCursorPagesThroughEverythingOnce() {
    List<Object> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      made.add(play.contact(Map.of("firstName", "P" + i)));
      play.pass(Duration.ofMillis(i % 2)); // some share a millisecond
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("pageLimit", 2);
    body.put("sort", List.of(Map.of("field", "dateAdded", "direction", "asc")));
    List<Object> seen = new ArrayList<>();
    List<Map<String, Object>> page = search(body).objects("contacts");
    while (!page.isEmpty()) {
      page.forEach(item -> seen.add(item.get("id")));
      body.put("searchAfter", page.get(page.size() - 1).get("searchAfter"));
      page = search(body).objects("contacts");
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(made).doesNotHaveDuplicates();
  }

  @Test
  void filtersCombine() {
    play.contact(Map.of("firstName", "Ada", "city", "London", "tags", List.of("vip", "math")));
    play.contact(Map.of("firstName", "Eve", "city", "Paris", "email", "eve@example.com"));
    play.contact(Map.of("firstName", "Adam", "city", "London"));

    assertThat(names(Map.of("field", "city", "operator", "eq", "value", "london")))
        .containsExactlyInAnyOrder("Ada", "Adam");
    assertThat(names(Map.of("field", "firstNameLowerCase", "operator", "contains", "value", "da")))
        .containsExactlyInAnyOrder("Ada", "Adam");
    assertThat(names(Map.of("field", "email", "operator", "exists"))).containsExactly("Eve");
    assertThat(names(Map.of("field", "tags", "operator", "eq", "value", "math")))
        .containsExactly("Ada");
    assertThat(
            names(
                Map.of(
                    "group",
                    "OR",
                    "filters",
                    List.of(
                        Map.of("field", "city", "operator", "eq", "value", "Paris"),
                        Map.of("field", "tags", "operator", "contains", "value", "vi")))))
        .containsExactlyInAnyOrder("Ada", "Eve");
  }

  @Test
  void aRangeOnDateUpdatedFindsWhatChangedSince() {
    String early = play.contact(Map.of("firstName", "Early"));
    play.contact(Map.of("firstName", "Still"));
    play.pass(Duration.ofMinutes(5));
    play.highLevel("PUT", "/contacts/" + early, Map.of("firstName", "Late"));
    long edge = Play.START.plusSeconds(60).toEpochMilli();
    assertThat(range(Map.of("gte", edge))).containsExactly("Late");
    assertThat(range(Map.of("lt", "2026-11-02T09:01:00.000Z"))).containsExactly("Still");
  }

  private List<Object> range(Map<String, Object> bounds) {
    return names(Map.of("field", "dateUpdated", "operator", "range", "value", bounds));
  }

  @Test
  void boundsAndUnknownFieldsAreRefused() {
    assertThat(play.highLevel("POST", "/contacts/search", Map.of()).texts("message"))
        .containsExactly("locationId must be a string", "pageLimit must be an integer number");
    assertThat(search(Map.of("pageLimit", 501)).status()).isEqualTo(422);
    assertThat(search(Map.of("pageLimit", 0)).status()).isEqualTo(422);
    assertThat(search(Map.of("page", 101, "pageLimit", 100)).status()).isEqualTo(400);
    assertThat(filtered(Map.of("field", "shoeSize", "operator", "eq", "value", 44)).status())
        .isEqualTo(400);
    assertThat(filtered(Map.of("field", "email", "operator", "contains", "value", "a")).status())
        .isEqualTo(400);
    assertThat(
            search(
                    Map.of(
                        "sort",
                        List.of(
                            Map.of("field", "email"),
                            Map.of("field", "source"),
                            Map.of("field", "dnd"))))
                .status())
        .isEqualTo(400);
    assertThat(search(Map.of("query", "x".repeat(76))).status()).isEqualTo(400);
  }

  @Test
  void theIndexLagsAndOnlyTheIndex() {
    Play slow = new Play(options -> options.withIndexLag(Duration.ofSeconds(3)));
    String id = slow.contact(Map.of("firstName", "Ada", "email", "ada@example.com"));
    assertThat(found(slow)).isEmpty();
    assertThat(slow.readContact(id)).containsEntry("firstName", "Ada");
    slow.pass(Duration.ofSeconds(3));
    slow.highLevel("PUT", "/contacts/" + id, Map.of("firstName", "Augusta"));
    assertThat(found(slow)).containsExactly("Ada");
    slow.highLevel("DELETE", "/contacts/" + id);
    slow.pass(Duration.ofSeconds(2));
    assertThat(found(slow)).as("deleted, still shown").containsExactly("Ada");
    slow.pass(Duration.ofSeconds(1));
    assertThat(found(slow)).isEmpty();
  }

  @Test
  void theLagIsAdjustedByAFault() {
    play.faults(
        Fault.of("highlevel", "POST /contacts/search", FaultKind.INDEX_LAG)
            .by(Duration.ofMinutes(1)));
    play.contact(Map.of("firstName", "Ada"));
    play.pass(Duration.ofSeconds(59));
    assertThat(found(play)).isEmpty();
    play.pass(Duration.ofSeconds(1));
    assertThat(found(play)).containsExactly("Ada");
  }

  @Test
  void theDeprecatedListPagesByTimeAndId() {
    for (int i = 0; i < 5; i++) {
      play.contact(Map.of("firstName", "P" + i));
    }
    List<Object> seen = new ArrayList<>();
    String more = "";
    for (int page = 0; page < 3; page++) {
      Said said =
          play.highLevel("GET", "/contacts/?locationId=" + play.locationId() + "&limit=2" + more);
      said.objects("contacts").forEach(item -> seen.add(item.get("firstName")));
      Map<String, Object> meta = said.object("meta");
      more = "&startAfter=" + meta.get("startAfter") + "&startAfterId=" + meta.get("startAfterId");
    }
    assertThat(seen).containsExactlyInAnyOrder("P0", "P1", "P2", "P3", "P4");
  }

  @Test
  void fixedPathsAreServedBeforeIds() {
    assertThat(play.highLevel("GET", "/contacts/business/b1?locationId=" + play.locationId()))
        .extracting(Said::status)
        .isEqualTo(200);
    assertThat(
            play.highLevel("GET", "/contacts/search/duplicate?locationId=" + play.locationId())
                .body())
        .containsKey("contact");
  }

  private List<Object> names(Map<String, Object> filter) {
    return firstNames(filtered(filter));
  }

  private Said filtered(Map<String, Object> filter) {
    return search(Map.of("filters", List.of(filter)));
  }

  private Said search(Map<String, Object> more) {
    return search(play, more);
  }

  private static List<Object> found(Play where) {
    return firstNames(search(where, Map.of()));
  }

  private static Said search(Play where, Map<String, Object> more) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("locationId", where.locationId());
    body.put("pageLimit", 100);
    body.putAll(more);
    return where.highLevel("POST", "/contacts/search", body);
  }

  private static List<Object> firstNames(Said said) {
    return said.objects("contacts").stream().map(item -> item.get("firstName")).toList();
  }
}

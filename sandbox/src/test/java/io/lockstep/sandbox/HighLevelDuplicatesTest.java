package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HighLevelDuplicatesTest {

  private final Play play = new Play();
  private final String ada =
      play.contact(Map.of("firstName", "Ada", "email", "ada@example.com", "phone", "+12025550101"));
  private final String eve =
      play.contact(Map.of("firstName", "Eve", "email", "eve@example.com", "phone", "+12025550102"));

  @Test
  void aSecondContactWithTheSameEmailIsRefusedAndTheFirstNamed() {
    Said said = create(Map.of("email", "ADA@example.com"));
    assertThat(said.status()).isEqualTo(400);
    assertThat(said.body())
        .containsEntry("message", "This location does not allow duplicated contacts.")
        .containsEntry(
            "meta", Map.of("contactId", ada, "contactName", "Ada", "matchingField", "email"));
  }

  @Test
  void aSecondContactWithTheSamePhoneIsRefusedHoweverItIsWritten() {
    Said said = create(Map.of("email", "new@example.com", "phone", "(202) 555-0102"));
    assertThat(said.object("meta"))
        .containsEntry("contactId", eve)
        .containsEntry("matchingField", "phone");
  }

  @Test
  void anUpdateMayNotTakeAnothersEmail() {
    Said said = play.highLevel("PUT", "/contacts/" + ada, Map.of("email", "eve@example.com"));
    assertThat(said.status()).isEqualTo(400);
    assertThat(said.object("meta")).containsEntry("contactId", eve);
  }

  @Test
  void anUpsertThatMatchesTwoContactsTakesTheFirstIdentifierAndDropsTheOtherField() {
    Said said =
        upsert(Map.of("email", "ada@example.com", "phone", "+12025550102", "city", "London"));
    assertThat(said.body()).containsEntry("new", false);
    assertThat(said.object("contact"))
        .containsEntry("id", ada)
        .containsEntry("phone", "+12025550101")
        .containsEntry("city", "London");
  }

  @Test
  void anUpsertByPhoneReplacesTheEmail() {
    Said said = upsert(Map.of("email", "new@example.com", "phone", "+12025550102"));
    assertThat(said.object("contact"))
        .containsEntry("id", eve)
        .containsEntry("email", "new@example.com");
  }

  @Test
  void anUpsertThatMatchesNobodyCreates() {
    Said said = upsert(Map.of("email", "new@example.com"));
    assertThat(said.body()).containsEntry("new", true);
    assertThat(said.object("contact")).containsEntry("email", "new@example.com");
  }

  @Test
  void anUpsertDropsGenderWhenItUpdates() {
    Said said = upsert(Map.of("email", "ada@example.com", "gender", "female"));
    assertThat(said.status()).isEqualTo(200);
    assertThat(said.object("contact")).doesNotContainKey("gender");
  }

  @Test
  void anUpsertMayNotForceACopyWhereDuplicatesAreOff() {
    Said said = upsert(Map.of("email", "ada@example.com", "createNewIfDuplicateAllowed", true));
    assertThat(said.body()).containsEntry("new", false);
  }

  @Test
  void theLocationsOrderDecidesWhomAnUpsertTakes() {
    rule(Map.of("contactUniqueIdentifiers", List.of("phone", "email")));
    Said said = upsert(Map.of("email", "ada@example.com", "phone", "+12025550102"));
    assertThat(said.object("contact"))
        .containsEntry("id", eve)
        .containsEntry("email", "eve@example.com");
  }

  @Test
  void whereDuplicatesAreAllowedACopyIsMadeAndTheSearchTakesEmailFirst() {
    rule(
        Map.of(
            "allowDuplicateContact", true, "contactUniqueIdentifiers", List.of("phone", "email")));
    assertThat(create(Map.of("email", "ada@example.com")).status()).isEqualTo(201);
    assertThat(
            upsert(Map.of("email", "ada@example.com", "createNewIfDuplicateAllowed", true)).body())
        .containsEntry("new", true);
    assertThat(duplicate("&email=ada%40example.com&number=%2B12025550102"))
        .containsEntry("id", ada);
  }

  @Test
  void anUpsertByASecondEmailReplacesTheFirst() {
    Play seeded = new Play(SandboxOptions::withSeeds);
    Said said =
        seeded.highLevel(
            "POST",
            "/contacts/upsert",
            Map.of("locationId", seeded.locationId(), "email", "second.email.too@example.com"));
    assertThat(said.body()).containsEntry("new", false);
    assertThat(said.object("contact"))
        .containsEntry("firstName", "Sid")
        .containsEntry("email", "second.email.too@example.com");
  }

  private void rule(Map<String, Object> settings) {
    assertThat(play.control("PUT", "location", settings).status()).isEqualTo(200);
  }

  @Test
  void theDuplicateSearchFindsByEmailThenPhoneAndElseAnswersNull() {
    assertThat(duplicate("&email=ada%40example.com&number=%2B12025550102"))
        .containsEntry("id", ada);
    assertThat(duplicate("&number=%2B12025550102")).containsEntry("id", eve);
    Said nobody =
        play.highLevel(
            "GET",
            "/contacts/search/duplicate?locationId="
                + play.locationId()
                + "&email=nobody%40example.com");
    assertThat(nobody.body()).containsEntry("contact", null);
  }

  @Test
  void theRuleIsShownInTheLocationsSettings() {
    Said said = play.highLevel("GET", "/locations/" + play.locationId());
    assertThat(said.object("location"))
        .extractingByKey("settings")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("allowDuplicateContact", false)
        .containsEntry("contactUniqueIdentifiers", List.of("email", "phone"));
  }

  private Map<String, Object> duplicate(String query) {
    return play.highLevel(
            "GET", "/contacts/search/duplicate?locationId=" + play.locationId() + query)
        .object("contact");
  }

  private Said create(Map<String, Object> values) {
    return play.highLevel("POST", "/contacts/", withLocation(values));
  }

  private Said upsert(Map<String, Object> values) {
    return play.highLevel("POST", "/contacts/upsert", withLocation(values));
  }

  private Map<String, Object> withLocation(Map<String, Object> values) {
    Map<String, Object> body = new LinkedHashMap<>(values);
    body.put("locationId", play.locationId());
    return body;
  }
}

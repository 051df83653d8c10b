package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HighLevelContactsTest {

  private final Play play = new Play();

  @Test
  void aContactIsCreatedReadChangedAndGone() {
    String id = play.contact(Map.of("firstName", "Ada", "lastName", "Byron"));
    assertThat(play.readContact(id))
        .containsEntry("name", "Ada Byron")
        .containsEntry("fullNameLowerCase", "ada byron")
        .containsEntry("dateAdded", "2026-11-02T09:00:00.000Z");

    play.pass(Duration.ofMillis(1_250));
    Said changed = play.highLevel("PUT", "/contacts/" + id, Map.of("lastName", "King"));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body()).containsEntry("succeded", true);
    assertThat(changed.object("contact"))
        .containsEntry("firstName", "Ada")
        .containsEntry("lastName", "King")
        .containsEntry("dateUpdated", "2026-11-02T09:00:01.250Z");

    assertThat(play.highLevel("DELETE", "/contacts/" + id).body()).containsEntry("succeded", true);
    Said gone = play.highLevel("GET", "/contacts/" + id);
    assertThat(gone.status()).isEqualTo(400);
    assertThat(gone.body()).containsEntry("message", "Contact with id " + id + " not found");
  }

  @Test
  void lookupIsAnIdLikeAnyOther() {
    assertThat(play.highLevel("GET", "/contacts/lookup").body())
        .containsEntry("message", "Contact with id lookup not found");
  }

  @Test
  void anUnknownPropertyIsRefusedWithAnArrayThatNamesIt() {
    Said said =
        play.highLevel(
            "POST",
            "/contacts/",
            Map.of("locationId", play.locationId(), "additionalEmails", List.of("x@example.com")));
    assertThat(said.status()).isEqualTo(422);
    assertThat(said.body())
        .containsEntry("message", List.of("property additionalEmails should not exist"))
        .containsEntry("error", "Unprocessable Entity");
  }

  @ParameterizedTest
  @ValueSource(strings = {"locationId", "companyName", "gender"})
  void whatCreateTakesAnUpdateMayRefuse(String property) {
    String id =
        play.contact(
            property.equals("locationId") ? Map.of("firstName", "A") : Map.of(property, "x"));
    Said said = play.highLevel("PUT", "/contacts/" + id, Map.of(property, "x"));
    assertThat(said.status()).isEqualTo(422);
    assertThat(said.texts("message")).containsExactly("property " + property + " should not exist");
  }

  @Test
  void aPhoneIsStoredAsE164AndAnUnreadableOneAsItIs() {
    String id = play.contact(Map.of("phone", "(202) 555-0143"));
    assertThat(play.readContact(id)).containsEntry("phone", "+12025550143");
    play.highLevel("PUT", "/contacts/" + id, Map.of("phone", "ask at the desk"));
    assertThat(play.readContact(id)).containsEntry("phone", "ask at the desk");
  }

  @Test
  void tagsAreLoweredAndOverwrittenByAnUpdate() {
    String id = play.contact(Map.of("tags", List.of("VIP", "vip", "Gold Club")));
    assertThat(play.readContact(id)).containsEntry("tags", List.of("vip", "gold club"));
    play.highLevel("PUT", "/contacts/" + id, Map.of("tags", List.of("New")));
    assertThat(play.readContact(id)).containsEntry("tags", List.of("new"));
  }

  @Test
  void nullAndEmptyTextClearWhereTheSchemaAllowsIt() {
    String id = play.contact(Map.of("firstName", "Ada", "city", "London", "country", "GB"));
    Map<String, Object> clear = new HashMap<>();
    clear.put("firstName", null);
    clear.put("city", "");
    clear.put("country", "");
    assertThat(play.highLevel("PUT", "/contacts/" + id, clear).status()).isEqualTo(200);
    assertThat(play.readContact(id)).doesNotContainKeys("firstName", "city", "country");

    Map<String, Object> notNullable = new HashMap<>();
    notNullable.put("postalCode", null);
    assertThat(play.highLevel("PUT", "/contacts/" + id, notNullable).texts("message"))
        .containsExactly("postalCode must be a string");
  }

  @Test
  void whatChangesNothingMovesNoDate() {
    String id = play.contact(Map.of("firstName", "Ada"));
    Object before = play.readContact(id).get("dateUpdated");
    play.pass(Duration.ofSeconds(5));
    play.highLevel("PUT", "/contacts/" + id, Map.of("firstName", "Ada"));
    assertThat(play.readContact(id)).containsEntry("dateUpdated", before);
  }

  @Test
  void createAnswersAnotherShapeThanRead() {
    Said said =
        play.highLevel(
            "POST",
            "/contacts/",
            Map.of(
                "locationId",
                play.locationId(),
                "firstName",
                "Ada",
                "timezone",
                "Europe/London",
                "dateOfBirth",
                "12/10/1985"));
    assertThat(said.object("contact"))
        .containsEntry("dateOfBirth", "1985-12-10T00:00:00.000Z")
        .containsEntry("birthMonth", 12)
        .containsEntry("birthDay", 10)
        .containsEntry("deleted", false)
        .doesNotContainKeys("name", "timezone");
    String id = String.valueOf(said.object("contact").get("id"));
    assertThat(play.readContact(id))
        .containsEntry("dateOfBirth", "1985-12-10")
        .containsEntry("timezone", "Europe/London");
  }

  @Test
  void aContactSaysWhoCreatedIt() {
    assertThat(play.readContact(play.contact(Map.of("firstName", "A"))))
        .extractingByKey("createdBy")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("source", "INTEGRATION")
        .containsEntry("channel", "OAUTH");
    Said byHand =
        play.asPerson(
            "POST", "/contacts/", Map.of("locationId", play.locationId(), "firstName", "B"));
    assertThat(byHand.object("contact"))
        .extractingByKey("createdBy")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("source", "WEB_USER");
  }
}

package io.lockstep.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** HighLevel's OAuth: who lets the app in, and how long what it gets is good. */
class HighLevelOAuthTest {

  private static final String BACK = "http://localhost:8080/oauth/highlevel/callback";

  private final Play play = new Play();

  @Test
  void aCodeIsGoodForOnePairOfTokens() {
    String code = code(play.locationId());
    Said said = exchange(code);
    assertThat(said.status()).isEqualTo(200);
    assertThat(said.body())
        .containsEntry("userType", "Location")
        .containsEntry("locationId", play.locationId())
        .containsKeys("refresh_token", "companyId");
    assertThat(contactsWith(said).status()).isEqualTo(200);
    assertThat(exchange(code).status()).isEqualTo(400);
  }

  @Test
  void anAccessTokenLivesADay() {
    Said granted = exchange(code(play.locationId()));
    play.pass(Duration.ofHours(24));
    assertThat(contactsWith(granted).status()).isEqualTo(401);
    assertThat(contactsWith(refresh(granted)).status()).isEqualTo(200);
  }

  @Test
  void aRefreshTokenWorksOnceAndIsAnsweredTheSameForHalfAMinute() {
    Said granted = exchange(code(play.locationId()));
    Said first = refresh(granted);
    play.pass(Duration.ofSeconds(29));
    assertThat(refresh(granted).body().get("refresh_token"))
        .isEqualTo(first.body().get("refresh_token"));
    play.pass(Duration.ofSeconds(2));
    Said late = refresh(granted);
    assertThat(late.status()).isEqualTo(400);
    assertThat(late.body()).containsEntry("error", "invalid_grant");
  }

  @Test
  void aLostRefreshTokenIsMendedWhileTheAppIsInstalled() {
    Said granted = exchange(code(play.locationId()));
    play.control("PUT", "oauth", Map.of("revoke", "refresh"));
    assertThat(refresh(granted).status()).isEqualTo(400);
    Said again = reconnect();
    assertThat(contactsWith(exchange(text(again, "authorizationCode"))).status()).isEqualTo(200);

    play.control("PUT", "oauth", Map.of("revoke", "grant"));
    assertThat(reconnect().status()).isEqualTo(400);
  }

  @Test
  void theAgencysTokenMakesTokensOfItsLocationsAndNothingElse() {
    String company = text(exchange(code(play.locationId())), "companyId");
    Said agency = exchange(code(company));
    assertThat(agency.body()).containsEntry("userType", "Company").doesNotContainKey("locationId");
    assertThat(contactsWith(agency).status()).isEqualTo(401);
    Said location =
        play.call(
            "POST",
            "/highlevel/oauth/locationToken",
            Play.headers(text(agency, "access_token")),
            ("companyId=" + company + "&locationId=" + play.locationId()).getBytes(UTF_8));
    assertThat(location.body()).doesNotContainKey("refresh_token");
    assertThat(contactsWith(location).status()).isEqualTo(200);
  }

  @Test
  void anAgencyLetsTheAppIntoSomeLocationsOrAllAndSaysWhich() {
    String company = text(exchange(code(play.locationId())), "companyId");
    Said all = exchange(code(company));
    assertThat(all.body())
        .containsEntry("isBulkInstallation", true)
        .containsEntry("installToFutureLocations", true)
        .containsEntry("approvedLocations", List.of(play.locationId()));
    assertThat(locationToken(all, company).status()).isEqualTo(200);
    play.control("PUT", "oauth", Map.of("revoke", "grant"));
    assertThat(locationToken(all, company).status()).as("the agency's still stands").isEqualTo(200);
  }

  @Test
  void whatAnAgencysTokenMadeEndsWithTheAgencysGrant() {
    String company = text(exchange(code(play.locationId())), "companyId");
    Said own = exchange(code(play.locationId()));
    Said ofAgency = locationToken(exchange(code(company)), company);
    play.control("PUT", "oauth", Map.of("agency", true, "revoke", "grant"));
    assertThat(contactsWith(own).status()).as("let in by itself").isEqualTo(200);
    assertThat(contactsWith(ofAgency).status()).as("the same location's").isEqualTo(200);

    play.control("PUT", "oauth", Map.of("revoke", "grant"));
    Said alone = locationToken(exchange(code(company)), company);
    assertThat(contactsWith(alone).status()).isEqualTo(200);
    play.control("PUT", "oauth", Map.of("agency", true, "revoke", "access"));
    assertThat(contactsWith(alone).status()).isEqualTo(401);
  }

  @Test
  void theAppIsToldWhereItIsInAndOutWhateverFieldsAreLost() {
    play.listen();
    play.faults(Fault.of("highlevel", "*", FaultKind.WEBHOOK_FIELDS_LEFT_OUT));
    code(play.locationId());
    play.control("PUT", "oauth", Map.of("revoke", "grant"));
    assertThat(play.received())
        .extracting(Play::body)
        .allSatisfy(
            told ->
                assertThat(told)
                    .containsEntry("locationId", play.locationId())
                    .containsKeys("appId", "webhookId"))
        .last()
        .satisfies(out -> assertThat(out).doesNotContainKey("companyId"));
  }

  @Test
  void anAgencysTokenMakesTokensOnlyWithTheScopeForIt() {
    String company = text(exchange(code(play.locationId())), "companyId");
    Said granted = exchange(code(company + "&scope=contacts.readonly"));
    assertThat(granted.body()).containsEntry("scope", "contacts.readonly");
    Said refused = locationToken(granted, company);
    assertThat(refused.status()).isEqualTo(401);
    assertThat(text(refused, "message")).contains("scope");
  }

  @Test
  void aTokenIsHeldToItsScopes() {
    Said granted = exchange(code(play.locationId() + "&scope=contacts.readonly"));
    String token = text(granted, "access_token");
    assertThat(call(token, "POST", "/contacts/search").status()).isNotEqualTo(401);
    for (String refused : List.of("POST /contacts/", "GET /users/", "DELETE /contacts/c1")) {
      String[] line = refused.split(" ", -1);
      Said said = call(token, line[0], line[1]);
      assertThat(said.status()).as(refused).isEqualTo(401);
      assertThat(text(said, "message")).isEqualTo("The token is not authorized for this scope.");
    }
  }

  private Said locationToken(Said agency, String company) {
    return play.call(
        "POST",
        "/highlevel/oauth/locationToken",
        Play.headers(text(agency, "access_token")),
        ("companyId=" + company + "&locationId=" + play.locationId()).getBytes(UTF_8));
  }

  @Test
  void faultsStrikeTheTokenCallToo() {
    Said granted = exchange(code(play.locationId()));
    play.faults(Fault.of("highlevel", "POST /oauth/token", FaultKind.ERROR_5XX).times(1));
    assertThat(refresh(granted).status()).isEqualTo(500);
    assertThat(refresh(granted).status()).isEqualTo(200);
  }

  private String code(String resource) {
    Said sent =
        play.call(
            "POST",
            "/highlevel/v2/oauth/chooselocation",
            Map.of(),
            "resource=%s&client_id=%s&redirect_uri=%s"
                .formatted(resource, play.access().highlevel().clientId(), BACK)
                .getBytes(UTF_8));
    assertThat(sent.status()).isEqualTo(302);
    String location = String.valueOf(sent.headers().get("Location"));
    assertThat(location).startsWith(BACK + "?code=");
    return location.substring((BACK + "?code=").length());
  }

  private Said exchange(String code) {
    return token("grant_type=authorization_code&code=" + code);
  }

  private Said refresh(Said granted) {
    return token("grant_type=refresh_token&refresh_token=" + text(granted, "refresh_token"));
  }

  private Said token(String form) {
    var app = play.access().highlevel();
    String full =
        "client_id=%s&client_secret=%s&%s".formatted(app.clientId(), app.clientSecret(), form);
    return play.call("POST", "/highlevel/oauth/token", Map.of(), full.getBytes(UTF_8));
  }

  private Said reconnect() {
    var app = play.access().highlevel();
    return play.call(
        "POST",
        "/highlevel/oauth/reconnect",
        Map.of(),
        Map.of(
            "clientKey", app.clientId(),
            "clientSecret", app.clientSecret(),
            "locationId", play.locationId()));
  }

  private Said call(String token, String method, String path) {
    return play.call(method, "/highlevel" + path, Play.headers(token), Map.of());
  }

  private Said contactsWith(Said granted) {
    return play.call(
        "GET",
        "/highlevel/contacts/?locationId=" + play.locationId(),
        Play.headers(text(granted, "access_token")));
  }

  private static String text(Said said, String name) {
    return String.valueOf(said.body().get(name));
  }
}

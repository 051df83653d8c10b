package io.lockstep.sandbox;

import static io.lockstep.sandbox.Play.errorCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.Play.Said;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BhnContactsTest {

  private final Play play = new Play();

  @Test
  void aProfileIsCreatedReadChangedAndGone() {
    String id = play.profile(Map.of("email", "ada@example.com", "firstName", "Ada"));
    assertThat(play.readProfile(id))
        .containsEntry("email", "ada@example.com")
        .containsEntry("accountId", play.access().bhn().accountId())
        .containsEntry("consent", Map.of("email", true, "sms", true, "call", true))
        .containsEntry("tags", List.of())
        .containsEntry("version", "1");

    play.pass(Duration.ofSeconds(1));
    Said changed =
        play.bhn("PUT", "/v2/contacts/" + id, Map.of("lastName", "Byron", "version", "1"));
    assertThat(changed.profile())
        .containsEntry("firstName", "Ada")
        .containsEntry("lastName", "Byron")
        .containsEntry("version", "2")
        .containsEntry("updatedAt", "2026-11-02T09:00:01.000Z");

    assertThat(play.bhn("DELETE", "/v2/contacts/" + id).body()).containsEntry("success", true);
    Said gone = play.bhn("GET", "/v2/contacts/" + id);
    assertThat(gone.status()).isEqualTo(400);
    assertThat(errorCode(gone)).isEqualTo("contact.unknown");
  }

  @Test
  void aStaleVersionIsAConflictAndWritesNothing() {
    String id = play.profile(Map.of("email", "ada@example.com"));
    play.bhn("PUT", "/v2/contacts/" + id, Map.of("firstName", "Ada", "version", "1"));
    Said stale = play.bhn("PUT", "/v2/contacts/" + id, Map.of("firstName", "Eve", "version", "1"));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(errorCode(stale)).isEqualTo("contact.version.stale");
    assertThat(play.readProfile(id)).containsEntry("firstName", "Ada");
  }

  @Test
  void aRepeatedRequestIdCreatesNothing() {
    Map<String, Object> body = Map.of("email", "ada@example.com", "requestId", "r-1");
    play.profile(body);
    assertThat(errorCode(play.bhn("POST", "/v2/contacts", body))).isEqualTo("2303");
    Said other =
        play.bhn("POST", "/v2/contacts", Map.of("email", "eve@example.com", "requestId", "r-1"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(errorCode(other)).isEqualTo("request.id.reused");
    assertThat(play.bhn("GET", "/v2/contacts").body()).containsEntry("total", 1);
    assertThat(play.bhn("GET", "/v2/contacts?requestId=r-1").profile())
        .containsEntry("email", "ada@example.com");
  }

  @Test
  void tagsAreASetWhateverTheirCaseAndShareTheVersion() {
    String id = play.profile(Map.of("email", "ada@example.com", "tags", List.of("VIP")));
    Said added =
        play.bhn("PUT", "/v2/contacts/" + id + "/tags", Map.of("tags", List.of("vip", "Gold")));
    assertThat(added.profile())
        .containsEntry("tags", List.of("VIP", "Gold"))
        .containsEntry("version", "2");
    Said removed =
        play.bhn("DELETE", "/v2/contacts/" + id + "/tags", Map.of("tags", List.of("vip")));
    assertThat(removed.profile())
        .containsEntry("tags", List.of("Gold"))
        .containsEntry("version", "3");
  }

  @Test
  void listsPageAndFilter() {
    play.profile(Map.of("email", "a@example.com", "referenceId", "ref-a"));
    play.pass(Duration.ofSeconds(10));
    play.profile(Map.of("email", "B@example.com"));
    play.profile(Map.of("email", "b@example.com"));

    assertThat(emails(play.bhn("GET", "/v2/contacts?start=1&limit=1")))
        .containsExactly("B@example.com");
    assertThat(emails(play.bhn("GET", "/v2/contacts?email=b%40example.com")))
        .containsExactly("B@example.com", "b@example.com");
    assertThat(emails(play.bhn("GET", "/v2/contacts?referenceId=ref-a")))
        .containsExactly("a@example.com");
    assertThat(emails(play.bhn("GET", "/v2/contacts?updatedSince=2026-11-02T09:00:05Z")))
        .containsExactly("B@example.com", "b@example.com");
  }

  @Test
  void anEmailIsMandatoryAndABlankOverwrites() {
    assertThat(errorCode(play.bhn("POST", "/v2/contacts", Map.of("firstName", "Ada"))))
        .isEqualTo("contact.email.required");
    String id = play.profile(Map.of("email", "ada@example.com", "phone", "555-0100"));
    play.bhn("PUT", "/v2/contacts/" + id, Map.of("phone", ""));
    assertThat(play.readProfile(id)).doesNotContainKey("phone");
  }

  @Test
  void aRefusedCreateUsesUpNoId() {
    Play other = new Play();
    other.bhn("POST", "/v2/contacts", Map.of("firstName", "Ada"));
    Map<String, Object> body = Map.of("email", "ada@example.com");
    assertThat(other.profile(body)).isEqualTo(play.profile(body));
  }

  @Test
  void consentChangesChannelByChannel() {
    String id = play.profile(Map.of("email", "ada@example.com"));
    play.bhn("PUT", "/v2/contacts/" + id, Map.of("consent", Map.of("sms", false)));
    assertThat(play.readProfile(id))
        .containsEntry("consent", Map.of("email", true, "sms", false, "call", true));
  }

  @Test
  void anAccessTokenExpires() {
    play.bhn("GET", "/v2/contacts");
    play.pass(Duration.ofHours(1));
    Said late = play.bhn("GET", "/v2/contacts");
    assertThat(late.status()).isEqualTo(401);
    assertThat(errorCode(late)).isEqualTo("auth.token.invalid");
  }

  @Test
  void aTokenNeedsTheRightSecret() {
    Said said =
        play.call(
            "POST",
            "/bhn/oauth2/token",
            Map.of("Authorization", "Basic bm9ib2R5Om5vdGhpbmc="),
            "grant_type=client_credentials".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(said.status()).isEqualTo(401);
    assertThat(errorCode(said)).isEqualTo("auth.client.invalid");
  }

  private static List<Object> emails(Said said) {
    return said.objects("result").stream().map(one -> one.get("email")).toList();
  }
}

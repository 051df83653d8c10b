package io.lockstep.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.sandbox.faults.Fault;
import io.lockstep.sandbox.faults.FaultKind;
import io.lockstep.sandbox.webhooks.Delivery;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksTest {

  private final Play play = new Play();

  @BeforeEach
  void listen() {
    play.listen();
  }

  @Test
  void aCreateIsToldFlatWithEmptyFieldsLeftOut() {
    String id = play.contact(Map.of("firstName", "Ada", "timezone", "Europe/London"));
    Delivery told = play.received().get(0);
    assertThat(told.type()).isEqualTo("ContactCreate");
    assertThat(Play.body(told))
        .containsEntry("type", "ContactCreate")
        .containsEntry("locationId", play.locationId())
        .containsEntry("id", id)
        .containsEntry("firstName", "Ada")
        .containsEntry("dnd", false)
        .containsEntry("timestamp", "2026-11-02T09:00:00.000Z")
        .containsKeys("appId", "versionId", "webhookId")
        .doesNotContainKeys("email", "tags", "timezone", "dateUpdated", "customFields");
    assertThat(new String(told.body(), StandardCharsets.UTF_8)).doesNotContain("\": ");
  }

  @Test
  void oneEditCanRaiseSeveralEvents() {
    String id = play.contact(Map.of("firstName", "Ada"));
    play.received();
    play.highLevel(
        "PUT",
        "/contacts/" + id,
        Map.of(
            "firstName", "Augusta",
            "tags", List.of("vip"),
            "dndSettings", Map.of("Email", Map.of("status", "active"))));
    List<Delivery> told = play.received();
    assertThat(told)
        .extracting(Delivery::type)
        .containsExactlyInAnyOrder("ContactUpdate", "ContactTagUpdate", "ContactDndUpdate");
    assertThat(told)
        .filteredOn(delivery -> Play.body(delivery).containsKey("dndSettings"))
        .extracting(Delivery::type)
        .containsExactly("ContactDndUpdate");
  }

  @Test
  void inboundConsentAndNoChangeRaiseNothing() {
    String id = play.contact(Map.of("firstName", "Ada"));
    play.received();
    play.highLevel(
        "PUT",
        "/contacts/" + id,
        Map.of("inboundDndSettings", Map.of("all", Map.of("status", "active"))));
    play.highLevel("PUT", "/contacts/" + id, Map.of("firstName", "Ada"));
    assertThat(play.received()).isEmpty();
  }

  @Test
  void aDeleteIsTold() {
    String id = play.contact(Map.of("firstName", "Ada"));
    play.received();
    play.highLevel("DELETE", "/contacts/" + id);
    assertThat(play.received()).extracting(Delivery::type).containsExactly("ContactDelete");
  }

  @Test
  void highLevelSignsTheRawBytesWithItsOwnKey() throws Exception {
    play.contact(Map.of("firstName", "Zoë"));
    Delivery told = play.received().get(0);
    String pem = play.access().highlevel().webhookPublicKey();
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "").strip());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der)));
    signature.update(told.body());
    byte[] claimed = Base64.getDecoder().decode(told.headers().get("X-GHL-Signature"));
    assertThat(signature.verify(claimed)).isTrue();
    signature.update("something else".getBytes(StandardCharsets.UTF_8));
    assertThat(signature.verify(claimed)).isFalse();
  }

  @Test
  void bhnSignsTimestampAndBodyAnewOnEachTry() throws Exception {
    play.profile(Map.of("email", "ada@example.com"));
    Delivery first = play.sandbox().takeDueWebhooks().get(0);
    assertThat(first.headers()).containsEntry("X-BHN-Signature", hmac(first));
    assertThat(first.headers())
        .containsEntry("X-BHN-Timestamp", Long.toString(play.now().getEpochSecond()));
    play.sandbox().report(first, 503);
    play.pass(Duration.ofMinutes(1));
    Delivery second = play.sandbox().takeDueWebhooks().get(0);
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers()).containsEntry("X-BHN-Signature", hmac(second));
    assertThat(second.headers().get("X-BHN-Timestamp"))
        .isNotEqualTo(first.headers().get("X-BHN-Timestamp"));
  }

  private String hmac(Delivery delivery) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] secret = play.access().bhn().webhookSecret().getBytes(StandardCharsets.UTF_8);
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    mac.update((delivery.headers().get("X-BHN-Timestamp") + ".").getBytes(StandardCharsets.UTF_8));
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(delivery.body()));
  }

  @Test
  void bhnTellsTheContactInItsReadShape() {
    String id =
        play.profile(Map.of("email", "ada@example.com", "firstName", "Ada", "requestId", "r1"));
    play.bhn("PUT", "/v2/contacts/" + id + "/tags", Map.of("tags", List.of("VIP")));
    List<Delivery> told = play.received();
    assertThat(Play.body(told.get(0)))
        .containsEntry("messageType", "contactInfo")
        .containsEntry("eventType", "created")
        .containsEntry("requestId", "r1")
        .containsEntry("accountId", play.access().bhn().accountId())
        .containsEntry("contactId", id)
        .containsEntry("version", "1")
        .containsEntry("firstName", "Ada")
        .containsKeys("eventId", "eventTimestamp", "consent", "tags");
    assertThat(Play.body(told.get(1)))
        .containsEntry("messageType", "tagInfo")
        .containsEntry("version", "2")
        .containsEntry("tags", List.of("VIP"));
  }

  @ParameterizedTest
  @CsvSource({
    "legacy-10,     429, 11",
    "legacy-10,     503, 11",
    "legacy-10,     404,  1",
    "429-only-6,    429,  7",
    "429-only-6,    500,  1",
    "any-non2xx-12, 404, 13",
    "any-non2xx-12,   0, 13",
    "any-non2xx-12, 302, 13",
    "any-non2xx-12, 200,  1"
  })
  void eachPolicyRepeatsWhatItSays(String policy, int status, int tries) {
    play.control("PUT", "webhooks", Map.of("policy", policy));
    play.contact(Map.of("firstName", "Ada"));
    List<Object> ids = new ArrayList<>();
    for (int minute = 0; minute < 20 * 60; minute++) {
      for (Delivery delivery : play.sandbox().takeDueWebhooks()) {
        ids.add(Play.body(delivery).get("webhookId"));
        play.sandbox().report(delivery, status);
      }
      play.pass(Duration.ofMinutes(1));
    }
    assertThat(ids).hasSize(tries);
    assertThat(ids.stream().distinct()).as("one id over all tries").hasSize(1);
  }

  @Test
  void aHoldKeepsThemBackUntilItIsReleased() {
    play.control("PUT", "webhooks", Map.of("hold", true));
    play.contact(Map.of("firstName", "Ada"));
    assertThat(play.received()).isEmpty();
    play.control("PUT", "webhooks", Map.of("hold", false));
    assertThat(play.received()).hasSize(1);
  }

  @Test
  void nobodyIsToldWhatHappenedBeforeAnybodyListened() {
    Play quiet = new Play();
    quiet.contact(Map.of("firstName", "Ada"));
    quiet.listen();
    assertThat(quiet.received()).isEmpty();
  }

  @Test
  void webhooksAreDroppedDoubledAndDelayed() {
    play.faults(Fault.of("highlevel", "ContactCreate", FaultKind.WEBHOOK_DROPPED).times(1));
    play.contact(Map.of("firstName", "Dropped"));
    assertThat(play.received()).isEmpty();

    play.faults(Fault.of("highlevel", "*", FaultKind.WEBHOOK_DOUBLED).times(1));
    play.contact(Map.of("firstName", "Doubled"));
    List<Delivery> doubled = play.received();
    assertThat(doubled).hasSize(2);
    assertThat(Play.body(doubled.get(0))).isEqualTo(Play.body(doubled.get(1)));

    play.faults(Fault.of("highlevel", "*", FaultKind.WEBHOOK_DELAYED).by(Duration.ofMinutes(2)));
    play.contact(Map.of("firstName", "Delayed"));
    play.pass(Duration.ofSeconds(119));
    assertThat(play.received()).isEmpty();
    play.pass(Duration.ofSeconds(1));
    assertThat(play.received()).hasSize(1);
  }

  @Test
  void webhooksAreShuffled() {
    play.faults(Fault.of("highlevel", "*", FaultKind.WEBHOOK_SHUFFLED));
    List<Object> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sent.add(play.contact(Map.of("firstName", "P" + i)));
    }
    play.pass(Duration.ofSeconds(5));
    List<Object> got = play.received().stream().map(one -> Play.body(one).get("id")).toList();
    assertThat(got).containsExactlyInAnyOrderElementsOf(sent).isNotEqualTo(sent);
  }

  @Test
  void fieldsAreLeftOutButNeverTheEnvelope() {
    play.faults(Fault.of("highlevel", "*", FaultKind.WEBHOOK_FIELDS_LEFT_OUT));
    for (int i = 0; i < 10; i++) {
      play.contact(Map.of("firstName", "Ada", "lastName", "Byron", "city", "London" + i));
    }
    List<Map<String, Object>> bodies = play.received().stream().map(Play::body).toList();
    assertThat(bodies).allSatisfy(body -> assertThat(body).containsKeys("type", "id", "webhookId"));
    assertThat(bodies).anySatisfy(body -> assertThat(body).doesNotContainKey("firstName"));
  }

  @Test
  void theEventsTimeIsItsOwnNotTheTrys() {
    play.contact(Map.of("firstName", "Ada"));
    Instant then = play.now();
    Delivery first = play.sandbox().takeDueWebhooks().get(0);
    play.sandbox().report(first, 500);
    play.pass(Duration.ofMinutes(5));
    assertThat(Play.body(play.received().get(0)))
        .containsEntry("timestamp", then.toString().replace("Z", ".000Z"));
  }
}

package io.lockstep.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.digest.Digester;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.OpenMarks;
import io.lockstep.ledger.PairLedger;
import io.lockstep.starter.webhook.Ed25519Sender;
import io.lockstep.starter.webhook.HmacSender;
import io.lockstep.workflows.LockstepAttributes;
import io.temporal.client.WorkflowClient;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Law L6 with a real database and real HTTP: a webhook answered 2xx was recorded by Temporal, or
 * the ledger shows that it says nothing new.
 */
@SpringBootTest(
    classes = {StarterApplication.class, OnRealParts.Engine.class},
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"spring.config.name=starter-api", "spring.temporal.test-server.enabled=true"})
@DirtiesContext
class AcknowledgedIsDurableIT {

  private static final long SEED = 20261124;
  private static final int EVENTS = 80;
  private static final String BASE = "ada@example.com";

  private static final EmbeddedPostgres POSTGRES = start();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Ed25519Sender HIGH_LEVEL = new Ed25519Sender();
  private static final HmacSender BHN = new HmacSender("the secret of acme");

  @DynamicPropertySource
  static void parts(DynamicPropertyRegistry properties) throws IOException {
    OnRealParts.register(properties, POSTGRES);
  }

  @LocalServerPort private int port;
  @Autowired private Connections connections;
  @Autowired private PairLedger pairs;
  @Autowired private OpenMarks marks;
  @Autowired private Digester digester;
  @Autowired private WorkflowClient temporal;

  @BeforeEach
  void sixPairsInStep() {
    connections.register(
        Samples.connection("acme", "loc1", "acct1", HIGH_LEVEL.publicKey(), BHN.secret()));
    for (int i = 1; i <= 6; i++) { // each test has contacts of its own
      FlowKey key = new FlowKey("acme", "c" + i);
      if (pairs.linkOfContact("acme", key.contactId()).isEmpty()) {
        pairs.commit(key, Samples.agreed(digester, key, "p" + i, BASE, "Ada", List.of("vip")));
      }
    }
  }

  @AfterAll
  static void stop() throws IOException {
    POSTGRES.close();
  }

  @Test
  void aWebhookAnswered2xxWasRecordedOrSaidNothingNew() throws Exception {
    Random random = new Random(SEED);
    Map<FlowKey, Long> news = new HashMap<>();
    for (int i = 0; i < EVENTS; i++) {
      int who = 1 + random.nextInt(3);
      FlowKey key = new FlowKey("acme", "c" + who);
      boolean echo = random.nextBoolean();
      boolean runOpen = random.nextInt(4) == 0;
      if (runOpen) {
        marks.open(Flow.CONTACT_UPSERT, key, Instant.now());
      }
      String email = echo ? BASE : "new" + i + "@example.com";

      HttpResponse<String> answer =
          random.nextBoolean() ? sendContact(who, email) : sendProfile(who, email);

      assertThat(answer.statusCode()).as("event %d of seed %d", i, SEED).isEqualTo(200);
      boolean saidNothingNew = answer.body().contains("nothing-new");
      assertThat(saidNothingNew).as("event %d of seed %d", i, SEED).isEqualTo(echo && !runOpen);
      if (!saidNothingNew) {
        news.merge(key, 1L, Long::sum);
      }
      marks.close(Flow.CONTACT_UPSERT, key, Instant.now());
    }
    assertThat(news).hasSize(3);
    news.forEach((key, count) -> assertThat(signals(key)).as("%s", key).isEqualTo(count));
  }

  @Test
  void noHistoryHoldsAValueInClear() throws Exception {
    sendContact(4, "secretive@example.com");
    String history =
        temporal
            .fetchHistory(Flow.CONTACT_UPSERT.workflowId(new FlowKey("acme", "c4")))
            .toJson(true);
    assertThat(history).doesNotContain("secretive", "example.com", "Ada", "digests");
  }

  @Test
  void aRunIsFoundByItsConnectionContactAndFlow() throws Exception {
    sendContact(5, "new@example.com");
    var attributes =
        temporal
            .newUntypedWorkflowStub("contact-upsert/acme/c5")
            .describe()
            .getTypedSearchAttributes();
    assertThat(attributes.get(LockstepAttributes.CONNECTION)).isEqualTo("acme");
    assertThat(attributes.get(LockstepAttributes.CONTACT_ID)).isEqualTo("c5");
  }

  @Test
  void healthAndMetricsSpeakOfBothParts() throws Exception {
    HttpResponse<String> health =
        HTTP.send(HttpRequest.newBuilder(uri("/actuator/health")).build(), BodyHandlers.ofString());
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body()).contains("\"ledger\"", "\"temporal\"").doesNotContain("version");

    sendContact(6, "counted@example.com");
    HttpResponse<String> metrics =
        HTTP.send(
            HttpRequest.newBuilder(uri("/actuator/prometheus"))
                .header("Authorization", People.OPERATOR)
                .build(),
            BodyHandlers.ofString());
    assertThat(metrics.body())
        .contains("lockstep_webhooks_total", "lockstep_door_total")
        .doesNotContain("example.com");
  }

  private long signals(FlowKey key) {
    return temporal
        .fetchHistory(Flow.CONTACT_UPSERT.workflowId(key))
        .getHistory()
        .getEventsList()
        .stream()
        .filter(event -> event.hasWorkflowExecutionSignaledEventAttributes())
        .count();
  }

  private HttpResponse<String> sendContact(int who, String email)
      throws IOException, InterruptedException {
    byte[] body =
        """
        {"type":"ContactUpdate","locationId":"loc1","id":"c%d","email":"%s","firstName":"Ada",\
        "tags":["vip"]}"""
            .formatted(who, email)
            .getBytes(UTF_8);
    return HTTP.send(
        HttpRequest.newBuilder(uri("/webhooks/highlevel"))
            .header("X-GHL-Signature", HIGH_LEVEL.sign(body))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> sendProfile(int who, String email)
      throws IOException, InterruptedException {
    byte[] body =
        """
        {"messageType":"contactInfo","eventType":"updated","accountId":"acct1","contactId":"p%d",\
        "referenceId":"c%d","email":"%s","firstName":"Ada","tags":["vip"],\
        "consent":{"email":true,"sms":true,"call":true},"version":"3"}"""
            .formatted(who, who, email)
            .getBytes(UTF_8);
    Instant now = Instant.now();
    return HTTP.send(
        HttpRequest.newBuilder(uri("/webhooks/bhn"))
            .header("X-BHN-Timestamp", Long.toString(now.getEpochSecond()))
            .header("X-BHN-Signature", BHN.sign(now, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL did not start", e);
    }
  }
}

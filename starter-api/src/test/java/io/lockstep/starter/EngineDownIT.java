package io.lockstep.starter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.ledger.Connections;
import io.lockstep.starter.webhook.Ed25519Sender;
import io.lockstep.starter.webhook.HmacSender;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
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

/** The app starts without a Temporal and tells senders to come back while they still listen. */
@SpringBootTest(
    classes = StarterApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.config.name=starter-api")
@DirtiesContext
class EngineDownIT {

  // 2 s are the limit at the door; the rest is for a machine that is busy with other tests.
  private static final Duration SENDERS_PATIENCE = Duration.ofSeconds(8);

  private static final EmbeddedPostgres POSTGRES = start();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Ed25519Sender HIGH_LEVEL = new Ed25519Sender();
  private static final HmacSender BHN = new HmacSender("the secret of acme");

  @DynamicPropertySource
  static void parts(DynamicPropertyRegistry properties) throws IOException {
    OnRealParts.register(properties, POSTGRES);
    int nobody = freePort();
    properties.add("lockstep.engine", () -> "127.0.0.1:" + nobody);
  }

  @LocalServerPort private int port;
  @Autowired private Connections connections;

  @BeforeEach
  void oneConnection() {
    connections.register(
        Samples.connection("acme", "loc1", "acct1", HIGH_LEVEL.publicKey(), BHN.secret()));
  }

  @AfterAll
  static void stop() throws IOException {
    POSTGRES.close();
  }

  @Test
  void highLevelIsTold429() throws Exception {
    byte[] body =
        "{\"type\":\"ContactUpdate\",\"locationId\":\"loc1\",\"id\":\"c1\"}".getBytes(UTF_8);
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(uri("/webhooks/highlevel"))
                .timeout(SENDERS_PATIENCE)
                .header("X-GHL-Signature", HIGH_LEVEL.sign(body))
                .POST(BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(429);
  }

  @Test
  void theRewardsSideIsTold503AndWhenToComeBack() throws Exception {
    byte[] body =
        "{\"messageType\":\"contactInfo\",\"accountId\":\"acct1\",\"contactId\":\"p1\"}"
            .getBytes(UTF_8);
    Instant now = Instant.now();
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(uri("/webhooks/bhn"))
                .timeout(SENDERS_PATIENCE)
                .header("X-BHN-Timestamp", Long.toString(now.getEpochSecond()))
                .header("X-BHN-Signature", BHN.sign(now, body))
                .POST(BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("10");
  }

  @Test
  void healthNamesTemporalAndNotTheLedger() throws Exception {
    HttpResponse<String> health =
        HTTP.send(HttpRequest.newBuilder(uri("/actuator/health")).build(), BodyHandlers.ofString());
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body())
        .contains("\"temporal\":{\"status\":\"DOWN\"}", "\"ledger\":{\"status\":\"UP\"}");
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL did not start", e);
    }
  }
}

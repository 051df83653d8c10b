package io.lockstep.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.lockstep.activities.grant.HighLevelApp;
import io.lockstep.activities.testing.ScriptedClient;
import io.lockstep.activities.testing.TestConnection;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.ledger.InMemoryGrants;
import io.lockstep.workflows.connection.ConnectRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Secrets and a person's data are planted in every place; no text that leaves holds them. */
class SecretsTest {

  private static final String BASIC =
      Base64.getEncoder()
          .encodeToString("client-1:planted-bhn-secret".getBytes(StandardCharsets.UTF_8));

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level level = root.getLevel();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ScriptedClient client = new ScriptedClient();
  private final TestConnection test = TestConnection.over(client);
  private final List<String> texts = new ArrayList<>();

  @BeforeEach
  void listen() {
    log.start();
    root.addAppender(log);
    root.setLevel(Level.TRACE);
  }

  @AfterEach
  void stopListening() {
    root.detachAppender(log);
    root.setLevel(level);
  }

  @Test
  void noSecretAndNoPersonIsInAnyTextThatLeaves() {
    var body = Map.<String, Object>of("email", "planted.person@example.test");
    client.cutting("POST with Bearer planted-highlevel-token");
    failing(() -> test.calls().highLevel().create(body));
    client.cutting("GET /contacts/search/duplicate?email=planted.person%40example.test");
    failing(() -> test.calls().highLevel().duplicateByEmail("planted.person@example.test"));
    client.answering(422, "{\"message\":[\"planted.person@example.test is taken\"]}");
    failing(() -> test.calls().highLevel().update("c1", body));
    client.answering(200, "{\"contact\":{\"email\":\"planted.person");
    failing(() -> test.calls().highLevel().contact("c1"));
    client.answering(401, "{\"message\":\"Invalid JWT planted-highlevel-token\"}");
    failing(() -> test.calls().highLevel().contact("c1"));

    client.cutting("Authorization: Basic " + BASIC);
    failing(() -> test.calls().bhn().byEmail("planted.person@example.test"));
    for (int refusal = 0; refusal < 2; refusal++) {
      client.answering(200, "{\"access_token\":\"planted-access-token\",\"expires_in\":3600}");
      client.answering(401, "{\"errors\":[{\"message\":\"planted-access-token is dead\"}]}");
    }
    failing(() -> test.calls().bhn().byEmail("planted.person@example.test"));

    texts.add(test.connections.byId("acme").orElseThrow().toString());
    texts.add(test.calls().toString());
    texts.add(test.calls.toString());
    log.list.forEach(event -> texts.add(event.getFormattedMessage()));
    assertThat(client.asked()).hasSize(10); // every planted answer was met
    assertThat(log.list).isNotEmpty(); // the dead tokens were logged
    assertThat(texts)
        .noneMatch(text -> text.contains("planted"))
        .noneMatch(text -> text.contains(BASIC));
  }

  @Test
  void noTokenOfAGrantIsInAnyTextThatLeaves() {
    var connections = new InMemoryConnections();
    var grants = new InMemoryGrants();
    var app = new HighLevelApp("app-1", "planted-app-secret");
    Connection acme = byGrant();
    connections.register(acme);
    Providers process =
        new Providers(
            any -> client,
            test.budget,
            test.breakers,
            connections,
            grants,
            app,
            test.calls::add,
            test.clock);

    client.cutting("code=planted-code&client_secret=planted-app-secret");
    client.answering(400, "{\"message\":\"planted-app-secret is not installed\"}");
    connect(process, acme);
    client.answering(400, "{\"error\":\"invalid_grant\",\"error_description\":\"planted-code\"}");
    connect(process, acme);
    client.answering(
        200, "{\"access_token\":\"planted-access\",\"refresh_token\":\"planted-refresh\"}");
    client.answering(400, "{\"message\":\"planted-app-secret is not installed\"}");
    connect(process, acme);

    grants.connect(expired());
    client.cutting("refresh_token=planted-refresh").cutting("planted-app-secret");
    failing(() -> call(process, acme));
    test.clock.advance(Duration.ofSeconds(3));
    client.answering(
        401, "{\"error\":\"invalid_client\",\"client_secret\":\"planted-app-secret\"}");
    failing(() -> call(process, acme));
    test.clock.advance(Duration.ofSeconds(3));
    client.answering(
        400, "{\"error\":\"invalid_grant\",\"error_description\":\"planted-refresh\"}");
    client.answering(400, "{\"message\":\"planted-app-secret is not installed\"}");
    failing(() -> call(process, acme));
    grants.connect(expired());
    test.clock.advance(Duration.ofSeconds(3));
    client.answering(200, "{\"access_token\":\"planted-access\",\"expires_in\":86399}");
    client.answering(401, "{\"message\":\"Invalid JWT planted-access\"}");
    client.answering(200, "{\"access_token\":\"planted-other\",\"expires_in\":86399}");
    client.answering(401, "{\"message\":\"Invalid JWT planted-other\"}");
    failing(() -> call(process, acme));

    texts.add(grants.of("loc1").orElseThrow().toString());
    texts.add(app.toString());
    texts.add(new ConnectRequest("planted-code", "http://localhost/back", "Ann").toString());
    texts.add(connections.byId("acme").orElseThrow().toString());
    texts.add(connections.byId("acme").orElseThrow().pausedReason());
    texts.add(test.calls.toString());
    log.list.forEach(event -> texts.add(event.getFormattedMessage()));
    assertThat(client.asked()).hasSize(14); // every planted answer was met
    assertThat(texts).noneMatch(text -> text.contains("planted"));
  }

  private void connect(Providers process, Connection acme) {
    texts.add(
        process
            .connecting(acme)
            .connect(
                new ConnectRequest("planted-code", "http://localhost/back", "Ann"),
                (id, entry) -> {})
            .toString());
  }

  private static void call(Providers process, Connection acme) {
    process.of(acme, TestConnection.LIVE).highLevel().contact("c1");
  }

  private Grant expired() {
    return Grant.obtained(
        "loc1",
        Grant.UserType.LOCATION,
        "http://highlevel.test",
        "agency1",
        "planted-old",
        "planted-refresh",
        test.clock.instant(),
        Duration.ZERO);
  }

  private static Connection byGrant() {
    return new Connection(
        "acme",
        "US",
        new Connection.HighLevel("http://highlevel.test", "loc1", "", List.of()),
        new Connection.Bhn(
            "http://bhn.test", "acc1", "client-1", "planted-bhn-secret", "planted-hook-secret"),
        "",
        true,
        false,
        "");
  }

  private void failing(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isNotNull();
    var trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace)); // with causes and what was suppressed
    texts.add(trace.toString());
  }
}

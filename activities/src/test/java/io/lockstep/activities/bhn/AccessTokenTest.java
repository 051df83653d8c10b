package io.lockstep.activities.bhn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import feign.Request;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.testing.ScriptedClient;
import io.lockstep.activities.testing.TestConnection;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connection.Bhn.Login;
import io.lockstep.ledger.Connection.Bhn.Way;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {

  private static final String NOBODY = "{\"success\":true,\"total\":0,\"result\":[]}";
  private static final String REFUSED =
      "{\"success\":false,\"errors\":[{\"errorCode\":\"auth.token.invalid\",\"message\":\"x\"}]}";

  private final ScriptedClient client = new ScriptedClient();
  private final TestConnection test = TestConnection.over(client);

  @Test
  void theTokenIsMintedWithBasicAndFormAndThenKept() {
    client.answering(200, token("one")).answering(200, NOBODY).answering(200, NOBODY);
    test.calls().bhn().byEmail("a@example.test");
    test.calls().bhn().byEmail("a@example.test");

    Request mint = client.asked().get(0);
    assertThat(mint.url()).isEqualTo("http://bhn.test/oauth2/token");
    assertThat(mint.headers().get("Authorization"))
        .containsExactly("Basic " + base64("client-1:planted-bhn-secret"));
    assertThat(new String(mint.body(), UTF_8))
        .isEqualTo("grant_type=client_credentials&client_id=client-1");
    assertThat(paths()).containsExactly("/oauth2/token", "/v2/contacts", "/v2/contacts");
    assertThat(client.last().headers().get("Authorization")).containsExactly("Bearer one");
  }

  @Test
  void aTokenOfAnotherAddressAndThePartnerGoWithEachCall() {
    client.answering(200, token("one")).answering(200, NOBODY);
    over(new Way(Login.CLIENT_CREDENTIALS, "https://oauth.bhn.test/oauth2/token", "partner-1"))
        .calls()
        .bhn()
        .byEmail("a@example.test");
    assertThat(client.asked().get(0).url()).isEqualTo("https://oauth.bhn.test/oauth2/token");
    assertThat(client.last().url()).startsWith("http://bhn.test/v2/contacts");
    assertThat(client.last().headers().get("Authorization")).containsExactly("Bearer one");
    assertThat(client.asked())
        .allSatisfy(
            call -> assertThat(call.headers().get("Partner-Id")).containsExactly("partner-1"));
  }

  @Test
  void anApiKeyOfAFormerReleaseGoesWithEachCallAndNoTokenIsMinted() {
    client.answering(200, NOBODY);
    over(new Way(Login.BASIC, "", "")).calls().bhn().byEmail("a@example.test");
    assertThat(paths()).containsExactly("/v2/contacts");
    assertThat(client.last().headers().get("Authorization"))
        .containsExactly("Basic " + base64("client-1:planted-bhn-secret"));
    assertThat(client.last().headers()).doesNotContainKey("Partner-Id");
  }

  private TestConnection over(Way way) {
    Connection usual = test.connection;
    return new TestConnection(
        client,
        new Connection(
            usual.id(),
            usual.region(),
            usual.highLevel(),
            new Connection.Bhn(
                "http://bhn.test", "acc1", "client-1", "planted-bhn-secret", "hook", "", way),
            usual.profileYaml(),
            true,
            false,
            ""),
        test.clock);
  }

  @Test
  void itIsMintedAnewShortlyBeforeItExpires() {
    client.answering(200, token("one")).answering(200, NOBODY).answering(200, NOBODY);
    test.calls().bhn().byEmail("a@example.test");
    test.clock.advance(Duration.ofSeconds(3600 - 61));
    test.calls().bhn().byEmail("a@example.test");
    assertThat(client.last().headers().get("Authorization")).containsExactly("Bearer one");

    test.clock.advance(Duration.ofSeconds(2));
    client.answering(200, token("two")).answering(200, NOBODY);
    test.calls().bhn().byEmail("a@example.test");
    assertThat(client.last().headers().get("Authorization")).containsExactly("Bearer two");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 200}) // the code decides
  void aRefusedTokenIsReplacedOnceAndNobodyHearsOfIt(int status) {
    client.answering(200, token("one")).answering(status, REFUSED);
    client.answering(200, token("two")).answering(200, NOBODY);
    assertThat(test.calls().bhn().byEmail("a@example.test")).isEmpty();
    assertThat(paths())
        .containsExactly("/oauth2/token", "/v2/contacts", "/oauth2/token", "/v2/contacts");
    assertThat(test.connections.byId("acme").orElseThrow().paused()).isFalse();
  }

  @Test
  void aSecondRefusalIsAuthAndPausesTheConnection() {
    client.answering(200, token("one")).answering(401, REFUSED);
    client.answering(200, token("two")).answering(401, REFUSED);
    assertThat(thrown().error().kind()).isEqualTo(Kind.AUTH);
    assertThat(client.asked()).hasSize(4);
    assertThat(test.connections.byId("acme").orElseThrow().paused()).isTrue();
  }

  @Test
  void wrongCredentialsAreAuthAtOnce() {
    client.answering(401, "{\"error\":\"invalid_client\"}");
    ProviderException thrown = thrown();
    assertThat(thrown.error().kind()).isEqualTo(Kind.AUTH);
    assertThat(thrown.error().operation()).isEqualTo("mint-token");
    assertThat(client.asked()).hasSize(1);
  }

  @Test
  void aTokenThatWasLongInComingLeavesNoTimeForTheCallOfAClaim() {
    client.answering(200, token("one"));
    TestConnection[] itself = new TestConnection[1];
    var slow =
        TestConnection.over(
            (request, options) -> {
              itself[0].clock.advance(Duration.ofSeconds(10));
              return client.execute(request, options);
            });
    itself[0] = slow;
    Bhn bhn = slow.calls().bhn();
    bhn.endBy(slow.clock.instant().plusSeconds(20));

    assertThatThrownBy(() -> bhn.byEmail("a@example.test")).isInstanceOf(NotNowException.class);

    assertThat(paths()).containsExactly("/oauth2/token");
  }

  @Test
  void whoWaitsInVainForAnothersTokenOpensNoBreaker() throws InterruptedException {
    var mint = new CountDownLatch(1);
    var minting = new CountDownLatch(1);
    var waiting =
        TestConnection.over(
            (request, options) -> {
              if (request.url().endsWith("/oauth2/token")) {
                minting.countDown();
                awaiting(mint);
              }
              return client.execute(request, options);
            });
    client.answering(200, token("one")).answering(200, NOBODY).answering(200, NOBODY);
    Thread first = new Thread(() -> waiting.calls().bhn().byEmail("a@example.test"));
    first.start();
    minting.await();
    for (int one = 1; one <= 3; one++) {
      Thread.currentThread().interrupt(); // as when its time is over
      assertThatThrownBy(() -> waiting.calls().bhn().byEmail("a@example.test"))
          .isInstanceOf(NotNowException.class)
          .hasMessageContaining("token is being made");
      assertThat(Thread.interrupted()).isTrue();
    }
    mint.countDown();
    first.join();

    assertThat(waiting.calls().bhn().byEmail("a@example.test")).isEmpty();
  }

  private static void awaiting(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  @Test
  void aLostTokenAnswerIsTransient() {
    client.cutting("Authorization: Basic " + base64("client-1:planted-bhn-secret"));
    assertThat(thrown().error().kind()).isEqualTo(Kind.TRANSIENT);
  }

  private ProviderException thrown() {
    return catchThrowableOfType(
        ProviderException.class, () -> test.calls().bhn().byEmail("a@example.test"));
  }

  private List<String> paths() {
    return client.asked().stream()
        .map(request -> java.net.URI.create(request.url()).getPath())
        .toList();
  }

  private static String token(String token) {
    return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
        .formatted(token);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}

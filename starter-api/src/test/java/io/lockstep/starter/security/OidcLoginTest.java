package io.lockstep.starter.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.PairLedger;
import io.lockstep.starter.FormLogin;
import io.lockstep.starter.Samples;
import io.lockstep.twins.OnTwins;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.util.UriComponentsBuilder;

/** The page's login by an identity provider, which the test plays. */
@OnTwins
class OidcLoginTest {

  private static final String CLIENT = "the-page";
  private static final Provider PROVIDER = Provider.start();

  @Autowired private MockMvcTester mvc;
  @Autowired private Connections connections;
  @Autowired private PairLedger pairs;

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry properties) {
    properties.add("lockstep.oidc.issuer", () -> PROVIDER.issuer);
    properties.add("lockstep.oidc.audience", () -> "lockstep");
    properties.add("lockstep.oidc.rights-claim", () -> "groups");
    properties.add("lockstep.oidc.groups[Rewards Team].operator-of", () -> "acme");
    properties.add("lockstep.oidc.groups[Rewards Team].viewer-of", () -> "third");
    properties.add("lockstep.oidc.page.client-id", () -> CLIENT);
    properties.add("lockstep.oidc.page.client-secret", () -> "a secret of the page");
  }

  @AfterAll
  static void stop() {
    PROVIDER.server.stop(0);
  }

  @BeforeEach
  void twoConnections() {
    PROVIDER.by = PROVIDER.key;
    PROVIDER.claims = claims -> claims;
    PROVIDER.hangs = false;
    for (String id : List.of("acme", "third", "other")) {
      connections.register(Samples.connection(id, "loc-" + id, "acct-" + id, "key", "a secret"));
      connections.pause(id, false, "");
    }
  }

  @Test
  void aGroupBringsItsRightsAndTheJournalNamesWho() {
    PROVIDER.claims = claims -> claims.claim("groups", List.of("Rewards Team", "Cooks"));
    MockHttpSession session = in();
    assertThat(mvc.get().uri("/").session(session)).hasStatusOk();
    assertThat(mvc.get().uri("/api/v1/connections").session(session))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.items[*].id")
        .asArray()
        .containsExactlyInAnyOrder("acme", "third");
    assertThat(pause("acme", session)).hasStatusOk();
    assertThat(pause("third", session)).hasStatus(403);
    assertThat(pause("other", session)).hasStatus(404);
    assertThat(pairs.journal("acme", 1))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.entry().act()).isEqualTo(Act.PAUSED);
              assertThat(entry.entry().who()).isEqualTo("oidc:4711");
            });
  }

  @Test
  void theWordsOfAnAccessTokenAreGoodHereToo() {
    PROVIDER.claims = claims -> claims.claim("groups", List.of("viewer:other"));
    assertThat(mvc.get().uri("/api/v1/connections").session(in()))
        .bodyJson()
        .extractingPath("$.items[*].id")
        .asArray()
        .containsExactly("other");
  }

  @Test
  void anUnknownGroupMayDoNothing() {
    PROVIDER.claims = claims -> claims.claim("groups", List.of("Cooks"));
    MockHttpSession session = in();
    assertThat(mvc.get().uri("/").session(session)).hasStatus(403);
    assertThat(mvc.get().uri("/api/v1/connections").session(session)).hasStatus(403);
  }

  @Test
  void whomTheProviderDidNotMeanForThisPageIsNotIn() throws JOSEException {
    refused(claims -> claims.issuer("https://elsewhere.example.com"));
    refused(claims -> claims.audience("another page"));
    refused(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(3600))));
    refused(claims -> claims.claim("nonce", "of another login"));
    refused(claims -> claims.subject(null));
    PROVIDER.by = new RSAKeyGenerator(2048).keyID("k1").generate();
    refused(claims -> claims);
  }

  @Test
  void anAnswerThatNobodyAskedForIsNotTaken() {
    assertThat(
            mvc.get().uri("/login/oauth2/code/oidc").param("code", "c").param("state", "of mine"))
        .hasStatus(302)
        .hasRedirectedUrl("/login?refused");
  }

  @Test
  @Timeout(20)
  void aProviderThatNeverAnswersIsNotWaitedForForEver() {
    PROVIDER.hangs = true;
    assertThat(back()).hasRedirectedUrl("/login?refused");
  }

  @Test
  void whoIsInIsOutAfterEightHoursHoweverOftenThePageAsks() {
    PROVIDER.claims = claims -> claims.claim("groups", List.of("Rewards Team"));
    MockHttpSession session = in();
    assertThat(mvc.get().uri("/overview").session(OldSession.of(session, Duration.ofHours(7))))
        .hasStatusOk();
    MockHttpSession old = OldSession.of(session, Duration.ofHours(8));
    assertThat(mvc.get().uri("/api/v1/connections").session(old)).hasStatus(401);
    assertThat(old.isInvalid()).isTrue();
  }

  @Test
  void whoBeginsIsToldWhereToGoAndTheFormOffersIt() {
    assertThat(mvc.get().uri("/login")).bodyText().contains(OidcLogin.ADDRESS);
    MvcTestResult there = mvc.get().uri(OidcLogin.ADDRESS).exchange();
    assertThat(there.getResponse().getRedirectedUrl())
        .startsWith(PROVIDER.issuer + "/authorize?")
        .contains("client_id=" + CLIENT, "scope=openid");
    assertThat(
            Objects.requireNonNull(there.getRequest().getSession(false)).getMaxInactiveInterval())
        .as("a stranger's session is short")
        .isEqualTo(600);
  }

  @Test
  void whoBeginsHereAndThenLogsInByPasswordStaysForTheDay() {
    MvcTestResult there = mvc.get().uri(OidcLogin.ADDRESS).exchange();
    MvcTestResult in =
        FormLogin.send(
            mvc,
            (MockHttpSession) there.getRequest().getSession(false),
            "operator",
            "the operator's password");
    assertThat(in).hasRedirectedUrl("/");
    MockHttpSession session =
        (MockHttpSession) Objects.requireNonNull(in.getRequest().getSession(false));
    assertThat(session.getMaxInactiveInterval())
        .isEqualTo(60 * Objects.requireNonNull(session.getServletContext()).getSessionTimeout());
    assertThat(mvc.get().uri("/").session(session)).hasStatusOk();
  }

  @Test
  void aLoginThatCannotWorkStopsTheStart() {
    assertThatThrownBy(() -> new OidcPageProperties(CLIENT, null, List.of("openid"), "/"))
        .hasMessageContaining("lockstep.oidc.page.client-secret");
    assertThatThrownBy(() -> new OidcPageProperties(CLIENT, "s", List.of("profile"), "/"))
        .hasMessageContaining("openid");
  }

  private void refused(UnaryOperator<JWTClaimsSet.Builder> claims) {
    PROVIDER.claims = all -> claims.apply(all.claim("groups", List.of("Rewards Team")));
    MvcTestResult back = back();
    assertThat(back).hasRedirectedUrl("/login?refused");
    MockHttpSession session = (MockHttpSession) back.getRequest().getSession(false);
    assertThat(
            mvc.get()
                .uri("/api/v1/connections")
                .session(session == null ? new MockHttpSession() : session))
        .hasStatus(401);
  }

  private MockHttpSession in() {
    MvcTestResult back = back();
    assertThat(back).hasRedirectedUrl("/");
    return (MockHttpSession) Objects.requireNonNull(back.getRequest().getSession(false));
  }

  /** To the provider and back, with what it says now. */
  private MvcTestResult back() {
    MvcTestResult there = mvc.get().uri(OidcLogin.ADDRESS).exchange();
    var asked =
        UriComponentsBuilder.fromUriString(
                Objects.requireNonNull(there.getResponse().getRedirectedUrl()))
            .build(true)
            .getQueryParams();
    PROVIDER.nonce = String.valueOf(asked.getFirst("nonce"));
    String state = URLDecoder.decode(String.valueOf(asked.getFirst("state")), UTF_8);
    return mvc.get()
        .uri("/login/oauth2/code/oidc")
        .session((MockHttpSession) Objects.requireNonNull(there.getRequest().getSession(false)))
        .param("code", "code-1")
        .param("state", state)
        .exchange();
  }

  private MvcTestResult pause(String connection, MockHttpSession session) {
    return mvc.post()
        .uri("/api/v1/connections/" + connection + "/pause")
        .session(session)
        .exchange();
  }

  /** A small identity provider. */
  private static final class Provider {

    private final RSAKey key;
    private final HttpServer server;
    private final String issuer;
    private volatile RSAKey by;
    private volatile String nonce = "";
    private volatile boolean hangs;
    private volatile UnaryOperator<JWTClaimsSet.Builder> claims = all -> all;

    private Provider(RSAKey key, HttpServer server) {
      this.key = key;
      this.by = key;
      this.server = server;
      this.issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static Provider start() {
      try {
        var server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var provider = new Provider(new RSAKeyGenerator(2048).keyID("k1").generate(), server);
        server.createContext(
            "/.well-known/openid-configuration", call -> answer(call, provider.metadata()));
        server.createContext(
            "/keys", call -> answer(call, new JWKSet(provider.key.toPublicJWK()).toString()));
        server.createContext("/token", provider::exchange);
        server.start();
        return provider;
      } catch (IOException | JOSEException e) {
        throw new IllegalStateException(e);
      }
    }

    private String metadata() {
      return """
          {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize",
           "token_endpoint": "%1$s/token", "jwks_uri": "%1$s/keys",
           "response_types_supported": ["code"], "subject_types_supported": ["public"],
           "id_token_signing_alg_values_supported": ["RS256"]}"""
          .formatted(issuer);
    }

    private void exchange(HttpExchange call) throws IOException {
      if (!hangs) { // what is neither answered nor closed stays open
        answer(call, token());
      }
    }

    private String token() {
      JWTClaimsSet.Builder all =
          new JWTClaimsSet.Builder()
              .issuer(issuer)
              .audience(CLIENT)
              .subject("4711")
              .claim("nonce", nonce)
              .issueTime(Date.from(Instant.now()))
              .expirationTime(Date.from(Instant.now().plusSeconds(300)));
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(),
              claims.apply(all).build());
      try {
        token.sign(new RSASSASigner(by));
      } catch (JOSEException e) {
        throw new IllegalStateException(e);
      }
      return """
          {"access_token": "a", "token_type": "Bearer", "expires_in": 300, "id_token": "%s"}"""
          .formatted(token.serialize());
    }

    private static void answer(HttpExchange call, String json) throws IOException {
      byte[] body = json.getBytes(UTF_8);
      call.getResponseHeaders().set("Content-Type", "application/json");
      call.sendResponseHeaders(200, body.length);
      call.getResponseBody().write(body);
      call.close();
    }
  }
}

package io.lockstep.starter.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.lockstep.starter.People;
import io.lockstep.starter.SettableClock;
import io.lockstep.starter.security.AccessProperties.Codec;
import io.lockstep.starter.security.AccessProperties.Oidc;
import io.lockstep.starter.security.AccessProperties.Page;
import io.lockstep.starter.security.AccessProperties.Person;
import io.lockstep.starter.security.AccessProperties.User;
import io.lockstep.starter.security.Bearers.IssuerAwayException;
import io.lockstep.twins.StarterOnTwins;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** Who stands behind a bearer token, and which tokens open nothing. */
class BearersTest {

  private static final String ISSUER = "https://id.example.com/realms/agency";
  private static final String US = "lockstep";

  private static final AtomicInteger READ = new AtomicInteger();

  private static ECKey key;
  private static HttpServer server;
  private static String keys;
  private static volatile List<ECKey> shown = List.of();
  private static volatile int status;
  private static volatile CompletableFuture<Void> ready = new CompletableFuture<>();

  private final SettableClock clock = new SettableClock(StarterOnTwins.START);

  @BeforeAll
  static void anIssuerIsThere() throws JOSEException, IOException {
    key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          READ.incrementAndGet();
          ready.join();
          byte[] set =
              new JWKSet(shown.stream().<JWK>map(ECKey::toPublicJWK).toList())
                  .toString()
                  .getBytes(UTF_8);
          exchange.sendResponseHeaders(status, set.length);
          exchange.getResponseBody().write(set);
          exchange.close();
        });
    server.start();
    keys = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
  }

  @BeforeEach
  void itShowsOneKey() {
    shown = List.of(key);
    status = 200;
    ready = CompletableFuture.completedFuture(null);
    READ.set(0);
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void aSignedTokenBringsTheRightsItsIssuerGave() throws JOSEException {
    Authentication who =
        open(signed(claims().claim("lockstep", List.of("operator:acme", "viewer:other", "admin"))));
    assertThat(who.getName()).isEqualTo("oidc:4711");
    assertThat(rights(who))
        .containsExactlyInAnyOrder(
            "operator:acme", "viewer:acme", "viewer:other", "ROLE_OPERATOR", "ROLE_VIEWER");
  }

  @Test
  void withoutTheClaimSomebodyIsKnownAndMayDoNothing() throws JOSEException {
    assertThat(rights(open(signed(claims())))).isEmpty();
    assertThat(rights(open(signed(claims().claim("lockstep", "operator:*"))))).isEmpty();
  }

  @Test
  void aTokenThatIsNotForUsOpensNothing() throws JOSEException {
    refused(signed(claims().audience("another program")));
    refused(signed(claims().audience(List.of())));
    refused(signed(claims().issuer("https://elsewhere.example.com")));
    refused(signed(claims().subject(null)));
  }

  @Test
  void aTokenOfAnotherTimeOpensNothing() throws JOSEException {
    refused(signed(claims().expirationTime(Date.from(Instant.now().minusSeconds(3600)))));
    refused(signed(claims().notBeforeTime(Date.from(Instant.now().plusSeconds(3600)))));
  }

  @Test
  void aTokenThatTheIssuerDidNotSignOpensNothing() throws JOSEException {
    refused(signed(claims(), new ECKeyGenerator(Curve.P_256).keyID("k1").generate()));
    refused(new PlainJWT(claims().build()).serialize());
    // The public key as a shared secret: the oldest trick against such tokens.
    var hmac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims().build());
    hmac.sign(new MACSigner(key.toPublicJWK().toString().getBytes(UTF_8)));
    refused(hmac.serialize());
    refused("a.b.c");
  }

  @Test
  void anIssuerThatIsAwayIsNoVerdict() throws JOSEException {
    String token = signed(claims());
    for (String address : new @Nullable String[] {"http://127.0.0.1:1/keys", null}) {
      Bearers bearers = bearers(new Oidc("http://127.0.0.1:1", US, address, "lockstep", Map.of()));
      assertThatThrownBy(() -> bearers.authenticate(new BearerTokenAuthenticationToken(token)))
          .isInstanceOf(IssuerAwayException.class);
      // Programs with tokens of their own do not wait for it.
      assertThat(
              bearers.authenticate(new BearerTokenAuthenticationToken("a-token-of-vera")).getName())
          .isEqualTo("vera");
    }
  }

  @Test
  void keysNobodyHasAreLookedForOnceInAWhile() throws JOSEException {
    Bearers bearers = bearers(new Oidc(ISSUER, US, keys, "lockstep", Map.of()));
    ECKey next = new ECKeyGenerator(Curve.P_256).keyID("k2").generate();
    String early = signed(claims(), next);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> open(bearers, early))
          .isInstanceOf(InvalidBearerTokenException.class);
    }
    assertThat(READ).hasValue(1);

    shown = List.of(key, next);
    clock.pass(SparingTemplate.PAUSE);
    assertThat(open(bearers, early).getName()).isEqualTo("oidc:4711");
    assertThat(READ).hasValue(2);
  }

  @Test
  void anIssuerThatIsAwayIsAskedOnceInAWhileAndThenFound() throws JOSEException {
    Bearers bearers = bearers(new Oidc(ISSUER, US, keys, "lockstep", Map.of()));
    String token = signed(claims());
    status = 500;
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> open(bearers, token)).isInstanceOf(IssuerAwayException.class);
    }
    assertThat(READ).hasValue(1);

    status = 200;
    clock.pass(SparingTemplate.PAUSE);
    assertThat(open(bearers, token).getName()).isEqualTo("oidc:4711");
  }

  @Test
  void onlySoManyWaitForTheIssuer() throws Exception {
    Bearers bearers = bearers(new Oidc(ISSUER, US, keys, "lockstep", Map.of()));
    String token = signed(claims());
    ready = new CompletableFuture<>();
    ExecutorService people = Executors.newFixedThreadPool(Bearers.MOST_AT_ONCE + 1);
    try {
      var answers = new ExecutorCompletionService<Authentication>(people);
      for (int i = 0; i <= Bearers.MOST_AT_ONCE; i++) {
        answers.submit(() -> open(bearers, token));
      }
      assertThat(answers.take())
          .failsWithin(Duration.ZERO)
          .withThrowableThat()
          .withCauseInstanceOf(IssuerAwayException.class)
          .withMessageContaining("too many wait");
      ready.complete(null);
      for (int i = 0; i < Bearers.MOST_AT_ONCE; i++) {
        assertThat(answers.take().get().getName()).isEqualTo("oidc:4711");
      }
    } finally {
      ready.complete(null);
      people.shutdown();
    }
    assertThat(READ).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "at+jwt", "AT+JWT", "application/at+jwt"})
  void anAccessTokenMaySayThatItIsOne(String type) throws JOSEException {
    assertThat(open(signed(claims(), key, type)).getName()).isEqualTo("oidc:4711");
  }

  @Test
  void anotherKindOfTokenOpensNothing() throws JOSEException {
    refused(signed(claims(), key, "logout+jwt"));
  }

  @Test
  void aTokenWithoutAnEndOpensNothing() throws JOSEException {
    refused(signed(claims().expirationTime(null)));
  }

  @Test
  void withoutAnIssuerOnlyOurOwnTokensAreKnown() throws JOSEException {
    Bearers own = bearers(new Oidc(null, null, null, "lockstep", Map.of()));
    String token = signed(claims());
    assertThatThrownBy(() -> own.authenticate(new BearerTokenAuthenticationToken(token)))
        .isInstanceOf(InvalidBearerTokenException.class);
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(List.of("account", US))
        .subject("4711")
        .expirationTime(Date.from(Instant.now().plusSeconds(300)));
  }

  private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
    return signed(claims, key);
  }

  private static String signed(JWTClaimsSet.Builder claims, ECKey by) throws JOSEException {
    return signed(claims, by, null);
  }

  private static String signed(JWTClaimsSet.Builder claims, ECKey by, @Nullable String type)
      throws JOSEException {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID(by.getKeyID())
            .type(type == null ? null : new JOSEObjectType(type))
            .build();
    var token = new SignedJWT(header, claims.build());
    token.sign(new ECDSASigner(by));
    return token.serialize();
  }

  private void refused(String token) {
    assertThatThrownBy(() -> open(token)).isInstanceOf(InvalidBearerTokenException.class);
  }

  private Authentication open(String token) {
    return open(bearers(new Oidc(ISSUER, US, keys, "lockstep", Map.of())), token);
  }

  private static Authentication open(Bearers bearers, String token) {
    return bearers.authenticate(new BearerTokenAuthenticationToken(token));
  }

  private static List<String> rights(Authentication who) {
    return who.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
  }

  private Bearers bearers(Oidc oidc) {
    return new Bearers(
        new AccessProperties(
            new Person("the operator's password"),
            new Person(null),
            Map.of("vera", new User(null, List.of(People.VERA_HASH), List.of("acme"), List.of())),
            oidc,
            new Page(false),
            new Codec(null)),
        clock);
  }
}

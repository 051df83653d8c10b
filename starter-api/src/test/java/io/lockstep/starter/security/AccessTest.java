package io.lockstep.starter.security;

import static io.lockstep.starter.People.OPERATOR;
import static io.lockstep.starter.People.VIEWER;
import static io.lockstep.starter.People.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpHeaders.AUTHORIZATION;
import static org.springframework.http.HttpHeaders.ORIGIN;
import static org.springframework.http.HttpHeaders.RETRY_AFTER;
import static org.springframework.http.HttpHeaders.WWW_AUTHENTICATE;

import io.lockstep.ledger.Connections;
import io.lockstep.starter.FormLogin;
import io.lockstep.starter.LedgerSwitch;
import io.lockstep.starter.Samples;
import io.lockstep.starter.SettableClock;
import io.lockstep.twins.OnTwins;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Who may do what. */
@OnTwins
class AccessTest {

  private static final String PAUSE = "/api/v1/connections/acme/pause";

  @Autowired private MockMvcTester mvc;
  @Autowired private Connections connections;
  @Autowired private SettableClock clock;
  @Autowired private LedgerSwitch ledger;

  @BeforeEach
  void oneConnection() {
    ledger.on();
    connections.register(Samples.connection("acme", "loc1", "acct1", "key", "the secret"));
    connections.pause("acme", false, "");
    clock.pass(Duration.ofHours(2)); // nobody waits for an earlier test's wrong passwords
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/connections",
        "/api/v1/pairs",
        "/api/v1/conflicts",
        "/api/v1/parked",
        "/actuator/prometheus"
      })
  void nothingIsToldWithoutALogin(String path) {
    assertThat(mvc.get().uri(path))
        .hasStatus(401)
        .hasHeader(WWW_AUTHENTICATE, "Basic realm=\"Lockstep\"")
        .hasContentType("application/problem+json")
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .contains("lockstep.operator.password");
    assertThat(mvc.get().uri(path).header(AUTHORIZATION, VIEWER)).hasStatusOk();
  }

  @Test
  void aViewerReadsButDoesNotDecide() {
    assertThat(mvc.post().uri(PAUSE).header(AUTHORIZATION, VIEWER)).hasStatus(403);
    assertThat(connections.byId("acme").orElseThrow().paused()).isFalse();
  }

  @Test
  void anOperatorDecides() {
    assertThat(mvc.post().uri(PAUSE).header(AUTHORIZATION, OPERATOR)).hasStatusOk();
    assertThat(connections.byId("acme").orElseThrow().paused()).isTrue();
  }

  @Test
  void aPageOfAnotherSiteCannotUseAPasswordTheBrowserRemembers() {
    assertThat(
            mvc.post()
                .uri(PAUSE)
                .header(AUTHORIZATION, OPERATOR)
                .header(ORIGIN, "https://elsewhere.example"))
        .hasStatus(403);
    assertThat(connections.byId("acme").orElseThrow().paused()).isFalse();
  }

  @Test
  void aBrowserIsNotAskedToRememberThePassword() {
    assertThat(mvc.get().uri("/api/v1/connections").header("Sec-Fetch-Site", "none"))
        .hasStatus(401)
        .doesNotContainHeader(WWW_AUTHENTICATE);
  }

  @Test
  void aWrongPasswordIs401AndTheFifthInARowMakesTheAddressWait() {
    String wrong = basic("operator", "not the password");
    for (int i = 0; i < LoginThrottle.FREE_TRIES; i++) {
      assertThat(mvc.get().uri("/api/v1/parked").header(AUTHORIZATION, wrong)).hasStatus(401);
    }
    assertThat(mvc.get().uri("/api/v1/parked").header(AUTHORIZATION, OPERATOR))
        .hasStatus(429)
        .hasHeader(RETRY_AFTER, "61");

    clock.pass(Duration.ofSeconds(61));
    assertThat(mvc.get().uri("/api/v1/parked").header(AUTHORIZATION, OPERATOR)).hasStatusOk();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login", "/%6Cogin", "/logi%6e"})
  void anAddressThatWaitsCannotTryTheFormHoweverItsPathIsWritten(String form) {
    String wrong = basic("operator", "not the password");
    for (int i = 0; i < LoginThrottle.FREE_TRIES; i++) {
      assertThat(mvc.get().uri("/api/v1/parked").header(AUTHORIZATION, wrong)).hasStatus(401);
    }
    assertThat(mvc.post().uri(URI.create(form)).param("username", "operator"))
        .hasStatus(429)
        .hasHeader(RETRY_AFTER, "61");
  }

  @Test
  void wrongNamesOfLongAgoDoNotMakeAnAddressWait() {
    String nobody = basic("nobody-here", "a password");
    for (int i = 0; i < LoginThrottle.FREE_TRIES - 1; i++) {
      assertThat(mvc.get().uri("/api/v1/parked").header(AUTHORIZATION, nobody)).hasStatus(401);
    }
    clock.pass(LoginThrottle.LONGEST_WAIT.plusSeconds(1));
    assertThat(mvc.get().uri("/api/v1/parked").header(AUTHORIZATION, nobody)).hasStatus(401);
    assertThat(mvc.get().uri("/api/v1/parked").header(AUTHORIZATION, OPERATOR)).hasStatusOk();
  }

  @Test
  void aRightPasswordTakesBackWrongOnesOfItsUserHoweverTheNameIsWritten() {
    String wrong = basic("Operator", "not the password");
    for (int i = 0; i < LoginThrottle.FREE_TRIES - 1; i++) {
      assertThat(mvc.get().uri("/api/v1/parked").header(AUTHORIZATION, wrong)).hasStatus(401);
    }
    assertThat(mvc.get().uri("/api/v1/parked").header(AUTHORIZATION, OPERATOR)).hasStatusOk();
    assertThat(mvc.get().uri("/api/v1/parked").header(AUTHORIZATION, wrong)).hasStatus(401);
    assertThat(mvc.get().uri("/api/v1/parked").header(AUTHORIZATION, OPERATOR)).hasStatusOk();
  }

  @Test
  void thePageAsksForALogin() {
    assertThat(mvc.get().uri("/").accept("text/html"))
        .hasStatus3xxRedirection()
        .hasRedirectedUrl("/login");
    assertThat(mvc.get().uri("/login")).hasStatusOk();
  }

  @Test
  void theFilesOfThePageNeedNoLogin() {
    for (String file : new String[] {"/css/lockstep.css", "/js/overview.js", "/icon.svg"}) {
      assertThat(mvc.get().uri(file)).hasStatusOk();
    }
    assertThat(mvc.get().uri("/webjars/htmx.org/2.0.7/dist/htmx.min.js")).hasStatusOk();
  }

  @Test
  void aPageThatStaysOpenIsSentToTheLoginAfterEightHours() {
    MockHttpSession in = FormLogin.session(mvc, "operator", "the operator's password");
    assertThat(poll(OldSession.of(in, Duration.ofMinutes(479)))).hasStatusOk();
    MockHttpSession old = OldSession.of(in, Duration.ofHours(8));
    assertThat(poll(old)).hasStatus(401).hasHeader("HX-Redirect", "/login");
    assertThat(old.isInvalid()).isTrue();
  }

  private MvcTestResult poll(MockHttpSession session) {
    return mvc.get().uri("/overview").header("HX-Request", "true").session(session).exchange();
  }

  @Test
  void aPollWithoutALoginIsSentToTheLogin() {
    assertThat(mvc.get().uri("/overview").header("HX-Request", "true"))
        .hasStatus(401)
        .hasHeader("HX-Redirect", "/login");
  }

  @Test
  void healthNamesTheSickPartToAnyoneAndTellsNoMore() {
    assertThat(mvc.get().uri("/actuator/health"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo("{\"status\":\"UP\",\"components\":{\"ledger\":{\"status\":\"UP\"}}}");

    ledger.off();
    clock.pass(Duration.ofSeconds(5));
    assertThat(mvc.get().uri("/actuator/health"))
        .hasStatus(503)
        .bodyJson()
        .hasPathSatisfying("$.components.ledger.status", s -> assertThat(s).isEqualTo("DOWN"))
        .doesNotHavePath("$.components.ledger.details");
    assertThat(mvc.get().uri("/actuator/health").header(AUTHORIZATION, VIEWER))
        .hasStatus(503)
        .bodyJson()
        .hasPath("$.components.ledger.details.meaning");
  }

  @Test
  void howeverOftenSomebodyAsksForHealthTheLedgerIsAskedOnceInFiveSeconds() {
    assertThat(mvc.get().uri("/actuator/health")).hasStatusOk();
    int before = ledger.asked();
    assertThat(mvc.get().uri("/actuator/health")).hasStatusOk();
    assertThat(mvc.get().uri("/actuator/health/ledger")).hasStatusOk();
    assertThat(ledger.asked()).isEqualTo(before);

    clock.pass(Duration.ofSeconds(5));
    assertThat(mvc.get().uri("/actuator/health/ledger")).hasStatusOk();
    assertThat(ledger.asked()).isEqualTo(before + 1);
  }

  @Test
  void healthNamesAConnectionThatIsLeftOutAndKeepsTheAppInService() {
    var usual = Samples.connection("other", "loc2", "acct2", "key", "the secret");
    connections.register(Samples.with(usual, "UK", usual.profileYaml()));
    try {
      assertThat(mvc.get().uri("/actuator/health"))
          .hasStatusOk()
          .bodyJson()
          .isLenientlyEqualTo(
              "{\"status\":\"DEGRADED\",\"components\":{\"connections\":{\"status\":\"DEGRADED\"}}}")
          .doesNotHavePath("$.components.connections.details");
      assertThat(mvc.get().uri("/actuator/health").header(AUTHORIZATION, VIEWER))
          .bodyJson()
          .extractingPath("$.components.connections.details.other")
          .asString()
          .contains("not UK", "restart the worker");
    } finally {
      connections.register(usual);
    }
    clock.pass(Duration.ofSeconds(10));
    assertThat(mvc.get().uri("/actuator/health"))
        .bodyJson()
        .extractingPath("$.components.connections.status")
        .isEqualTo("UP");
  }

  @Test
  void aProcessThatOnlyLostTheLedgerIsStillAlive() {
    ledger.off();
    assertThat(mvc.get().uri("/actuator/health/liveness")).hasStatusOk();
  }

  @Test
  void otherActuatorsAreNotThere() {
    for (String name : new String[] {"env", "heapdump", "configprops", "beans", "loggers"}) {
      assertThat(mvc.get().uri("/actuator/" + name).header(AUTHORIZATION, OPERATOR)).hasStatus(404);
    }
  }

  @Test
  void theApiDocumentNeedsNoLoginAndNamesEveryPathOfTheApi() {
    assertThat(mvc.get().uri("/v3/api-docs"))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.paths")
        .asMap()
        .containsOnlyKeys(
            "/api/v1/connections",
            "/api/v1/connections/{id}",
            "/api/v1/connections/{id}/doctor",
            "/api/v1/connections/{id}/doctor/custom-fields",
            "/api/v1/connections/{id}/doctor/person",
            "/api/v1/connections/{id}/first-link",
            "/api/v1/connections/{id}/first-link/approve",
            "/api/v1/connections/{id}/first-link/plan",
            "/api/v1/connections/{id}/pause",
            "/api/v1/connections/{id}/release",
            "/api/v1/connections/{id}/resume",
            "/api/v1/pairs",
            "/api/v1/pairs/{contactId}",
            "/api/v1/pairs/{contactId}/sync",
            "/api/v1/pairs/{contactId}/values",
            "/api/v1/conflicts",
            "/api/v1/conflicts/{contactId}/{field}/resolve",
            "/api/v1/parked",
            "/api/v1/parked/{contactId}/retry",
            "/api/v1/parked/{contactId}/{opId}/skip",
            "/api/v1/parked/{contactId}/{opId}/edit",
            "/api/v1/withheld");
  }
}

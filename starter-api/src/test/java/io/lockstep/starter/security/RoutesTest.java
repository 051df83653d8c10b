package io.lockstep.starter.security;

import static io.lockstep.starter.People.OLGA;
import static io.lockstep.starter.People.OMAR;
import static io.lockstep.starter.People.OPERATOR;
import static io.lockstep.starter.People.OTTO;
import static io.lockstep.starter.People.VERA;
import static io.lockstep.starter.People.VIEWER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpHeaders.ACCEPT;
import static org.springframework.http.HttpHeaders.AUTHORIZATION;
import static org.springframework.http.HttpHeaders.RETRY_AFTER;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.TEXT_HTML_VALUE;

import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.PairLedger;
import io.lockstep.starter.FormLogin;
import io.lockstep.starter.Samples;
import io.lockstep.starter.SettableClock;
import io.lockstep.starter.engine.FlowsInMemory;
import io.lockstep.starter.engine.QuestionsInMemory;
import io.lockstep.twins.OnTwins;
import io.lockstep.twins.StarterOnTwins;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.LiveValues;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Every route of the application, and what it answers to whom. A new route needs a row here: {@link
 * #everyRouteHasARow()} finds it.
 */
@OnTwins
@TestPropertySource(
    properties = {
      "lockstep.oidc.issuer=http://127.0.0.1:1", // nobody listens there
      "lockstep.oidc.audience=lockstep",
      "lockstep.oidc.page.client-id=the-page",
      "lockstep.oidc.page.client-secret=a secret of the page"
    })
class RoutesTest {

  /** Whose connection is acme: nobody's, Vera's to read, Omar's to decide on; Olga has others. */
  private static final List<String> WHO = List.of("", VERA, OMAR, OLGA);

  private static final String TABLE =
      """
      method path                                        nobody vera omar olga
      GET  /api/v1/connections                              401  200  200  200
      GET  /api/v1/connections/{id}                         401  200  200  404
      GET  /api/v1/connections/{id}/doctor                  401  403  200  404
      POST /api/v1/connections/{id}/doctor/custom-fields    401  403  200  404
      POST /api/v1/connections/{id}/doctor/person           401  403  202  404
      GET  /api/v1/connections/{id}/doctor/person           401  403  200  404
      GET  /api/v1/connections/{id}/first-link              401  200  200  404
      POST /api/v1/connections/{id}/first-link/plan         401  403  202  404
      POST /api/v1/connections/{id}/first-link/approve      401  403  202  404
      POST /api/v1/connections/{id}/pause                   401  403  200  404
      POST /api/v1/connections/{id}/release                 401  403  202  404
      POST /api/v1/connections/{id}/resume                  401  403  200  404
      GET  /api/v1/pairs                                    401  200  200  404
      GET  /api/v1/pairs/{contactId}                        401  200  200  404
      POST /api/v1/pairs/{contactId}/sync                   401  403  202  404
      GET  /api/v1/pairs/{contactId}/values                 401  403  200  404
      GET  /api/v1/conflicts                                401  200  200  404
      GET  /api/v1/conflicts?values=true                    401  403  200  404
      POST /api/v1/conflicts/{contactId}/{field}/resolve    401  403  202  404
      GET  /api/v1/parked                                   401  200  200  404
      POST /api/v1/parked/{contactId}/retry                 401  403  202  404
      POST /api/v1/parked/{contactId}/{opId}/skip           401  403  202  404
      POST /api/v1/parked/{contactId}/{opId}/edit           401  403  202  404
      GET  /api/v1/withheld                                 401  200  200  404
      POST /codec/decode                                    401  403  403  403
      POST /codec/encode                                    401  403  403  403
      POST /webhooks/highlevel                              401  401  401  401
      POST /webhooks/bhn                                    401  401  401  401
      GET  /                                                401  401  401  401
      GET  /overview                                        401  401  401  401
      GET  /login                                           200  200  200  200
      GET  /oauth/highlevel/start                           401  401  401  401
      GET  /oauth/highlevel/callback                        401  401  401  401
      GET  /v3/api-docs                                     200  200  200  200
      GET  /v3/api-docs.yaml                                200  200  200  200
      GET  /actuator                                        401  403  403  403
      GET  /actuator/health                                 200  200  200  200
      GET  /actuator/health/**                              200  200  200  200
      GET  /actuator/prometheus                             401  403  403  403
      ANY  /error                                           404  404  404  404
      """;

  private static final Map<String, String> BODIES =
      Map.of(
          "/api/v1/conflicts/{contactId}/{field}/resolve", "{\"side\": \"contacts\"}",
          "/api/v1/parked/{contactId}/{opId}/edit", "{\"values\": [\"ada@example.com\"]}");

  @Autowired private MockMvcTester mvc;
  @Autowired private ApplicationContext context;
  @Autowired private Connections connections;
  @Autowired private PairLedger pairs;
  @Autowired private FlowsInMemory flows;
  @Autowired private QuestionsInMemory questions;
  @Autowired private SettableClock clock;

  /** One row of the table. */
  record Route(String method, String path, List<Integer> answers) {

    static Route of(String row) {
      List<String> cells = List.of(row.split(" +"));
      return new Route(
          cells.get(0), cells.get(1), cells.stream().skip(2).map(Integer::valueOf).toList());
    }

    /** The address, of the connection acme where it has to do with one. */
    String uri() {
      String uri =
          path.replace("{id}", "acme")
              .replace("{contactId}", "c2")
              .replace("{field}", "firstName")
              .replace("{opId}", "op1")
              .replace("/**", "/liveness");
      return path.startsWith("/api/v1/connections") || !path.startsWith("/api/")
          ? uri
          : uri + (uri.contains("?") ? "&" : "?") + "connection=acme";
    }

    boolean isAct() {
      return method.equals("POST") && path.startsWith("/api/");
    }

    /** As the application serves it: a parameter that takes another right has a row of its own. */
    String name() {
      return method + " " + path.replaceFirst("\\?.*", "");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static Stream<Route> routes() {
    return TABLE.lines().skip(1).map(Route::of);
  }

  @BeforeEach
  void aPairOfAcmeWaits() {
    flows.reset();
    questions.reset();
    questions.finding(Finding.ok("person.removed", "It is removed."));
    questions.answering(
        new LiveValues(
            StarterOnTwins.START,
            "c2",
            "p2",
            List.of(),
            List.of(),
            null,
            List.of(),
            null,
            Duration.ZERO));
    for (String id : List.of("acme", "other", "third", "fourth")) {
      connections.register(Samples.connection(id, "loc-" + id, "acct-" + id, "key", "a secret"));
      connections.pause(id, false, "");
    }
    pairs.commit(
        new FlowKey("acme", "c2"),
        PairChange.builder()
            .state(PairState.NEEDS_PERSON, "refused")
            .park(
                new Parked(
                    new Waiting("op1", "email", Waiting.Kind.PARKED, "Say what to do."),
                    "a",
                    "b",
                    StarterOnTwins.START))
            .conflict(between("Ada", "Ida"))
            .build());
  }

  private static Conflict between(String contacts, String rewards) {
    return new Conflict(
        "k2",
        "firstName",
        Conflict.State.OPEN,
        null,
        List.of(contacts),
        List.of(rewards),
        "review",
        StarterOnTwins.START);
  }

  @Test
  void everyRouteHasARow() {
    assertThat(served()).isEqualTo(routes().map(Route::name).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void whoMayDoWhat(Route route) {
    for (int i = 0; i < WHO.size(); i++) {
      aPairOfAcmeWaits();
      clock.pass(Duration.ofSeconds(1)); // the journal keeps one of two equal entries
      int before = journal().size();
      assertThat(status(route, WHO.get(i)))
          .as("%s for %s", route, List.of("nobody", "Vera", "Omar", "Olga").get(i))
          .isEqualTo(route.answers().get(i));
      if (route.answers().get(i) >= 300) {
        assertThat(journal()).hasSize(before);
        assertThat(flows.decisions()).isEmpty();
        assertThat(flows.sweeps()).isEmpty();
        assertThat(flows.syncs()).isEmpty();
        assertThat(flows.looks()).isEmpty();
        assertThat(questions.asked()).isEmpty();
        assertThat(questions.examined()).isEmpty();
        assertThat(questions.codes()).isEmpty();
        assertThat(questions.sent()).isEmpty();
      } else if (route.isAct() && !route.path().endsWith("/release")) { // nothing is held here
        assertThat(journal()).hasSize(before + 1);
        assertThat(journal().get(0).who()).isEqualTo("omar");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void nobodyGetsASession(Route route) {
    assertThat(send(route, "", false).getRequest().getSession(false)).isNull();
  }

  @Test
  void anIdentityProviderThatIsAwayLeadsBackToTheForm() {
    MvcTestResult answer =
        mvc.get().uri(OidcLogin.ADDRESS).header(ACCEPT, TEXT_HTML_VALUE).exchange();
    assertThat(answer).hasRedirectedUrl("/login?away");
    assertThat(answer.getRequest().getSession(false)).isNull();
    assertThat(mvc.get().uri("/login?away")).bodyText().contains("cannot be reached");
    assertThat(mvc.get().uri("/oauth2/authorization/another")).hasStatus(400);
  }

  @Test
  void aWrongPasswordGetsNoSessionAndARightOneDoes() {
    assertThat(FormLogin.send(mvc, "operator", "not the password").getRequest().getSession(false))
        .isNull();
    assertThat(
            FormLogin.send(mvc, "operator", "the operator's password")
                .getRequest()
                .getSession(false))
        .isNotNull();
  }

  @Test
  void aConnectionOfOthersAnswersLikeNone() {
    for (String uri :
        List.of(
            "/api/v1/connections/%s",
            "/api/v1/pairs?connection=%s",
            "/api/v1/pairs/c2?connection=%s",
            "/api/v1/pairs/c2/values?connection=%s",
            "/api/v1/conflicts?values=true&connection=%s",
            "/api/v1/parked?connection=%s",
            "/api/v1/withheld?connection=%s")) {
      assertThat(get(uri.formatted("acme"), OLGA))
          .hasStatus(404)
          .bodyText()
          .isEqualTo(text(get(uri.formatted("nobodys"), OLGA)).replace("nobodys", "acme"));
    }
  }

  @Test
  void listsShowOnesOwnConnectionsOnly() {
    assertThat(get("/api/v1/connections", OLGA))
        .bodyJson()
        .extractingPath("$.items[*].id")
        .asArray()
        .containsExactlyInAnyOrder("other", "third");
    assertThat(get("/api/v1/connections", VERA))
        .bodyJson()
        .extractingPath("$.items[*].id")
        .asArray()
        .containsExactly("acme");
    assertThat(get("/api/v1/parked", OLGA)).bodyJson().isLenientlyEqualTo("{\"items\": []}");
    assertThat(get("/api/v1/parked", VERA))
        .bodyJson()
        .extractingPath("$.items[0].connection")
        .isEqualTo("acme");
  }

  @Test
  void valuesAreUnsealedForOperatorsOfTheirConnectionAlone() {
    // Olga operates other and only views third.
    for (String id : List.of("other", "third")) {
      pairs.commit(
          new FlowKey(id, "c3"),
          PairChange.builder().conflict(between("Mia of " + id, "Pia of " + id)).build());
    }
    clock.pass(Duration.ofSeconds(1)); // the journal keeps one of two equal entries
    int before = pairs.journal("third", 500).size();

    assertThat(get("/api/v1/conflicts?values=true", OLGA))
        .hasStatusOk()
        .bodyText()
        .contains("Mia of other", "Pia of other", "\"connection\":\"third\"")
        .doesNotContain("of third", "Ida");
    assertThat(get("/api/v1/conflicts?values=true&connection=other", OLGA))
        .bodyText()
        .contains("Mia of other");
    assertThat(get("/api/v1/conflicts?values=true&connection=third", OLGA))
        .hasStatus(403)
        .bodyText()
        .contains("You may read connection third and not decide on it.")
        .doesNotContain("of third");
    assertThat(pairs.journal("third", 500)).hasSize(before);

    assertThat(get("/api/v1/conflicts?values=true", VERA))
        .hasStatusOk()
        .bodyText()
        .contains("\"connection\":\"acme\"")
        .doesNotContain("Ada", "Ida");
  }

  @Test
  void whereOneIsMeantAndOneIsOnesOwnItNeedsNoName() {
    assertThat(get("/api/v1/pairs/c2", VERA)).hasStatusOk();
    assertThat(get("/api/v1/pairs/c2", OLGA))
        .hasStatus(400)
        .bodyText()
        .contains("There are 2 connections")
        .contains("other", "third")
        .doesNotContain("acme", "fourth");
  }

  @Test
  void whoOnlyReadsAConnectionIsToldWhoDecides() {
    assertThat(post("/api/v1/connections/third/pause", OLGA))
        .hasStatus(403)
        .hasContentType("application/problem+json")
        .bodyText()
        .contains("You may read connection third and not decide on it.");
    assertThat(post("/api/v1/connections/other/pause", OLGA)).hasStatusOk();
  }

  @Test
  void theTwoSimpleUsersAreUsersOfAllConnections() {
    assertThat(get("/api/v1/connections", VIEWER))
        .bodyJson()
        .extractingPath("$.items")
        .asArray()
        .hasSize(4);
    assertThat(post("/api/v1/connections/fourth/pause", OPERATOR)).hasStatusOk();
    assertThat(get("/actuator/prometheus", VIEWER)).hasStatusOk();
    assertThat(get("/actuator", VIEWER)).hasStatus(403);
    assertThat(mvc.post().uri("/codec/decode").header(AUTHORIZATION, OPERATOR).content("{}"))
        .hasStatusOk();
  }

  @Test
  void detailsOfHealthNameConnectionsAndAreForThoseWhoSeeAll() {
    assertThat(get("/actuator/health", OMAR))
        .hasStatusOk()
        .bodyJson()
        .doesNotHavePath("$.components.ledger.details");
    assertThat(get("/actuator/health", VIEWER)).bodyJson().hasPath("$.components.ledger.details");
  }

  @Test
  void anUnknownTokenIs401AndNotRepeated() {
    for (String wrong : List.of("Bearer nobody-has-this", "Bearer !", "Bearer", "Digest x")) {
      assertThat(get("/api/v1/connections", wrong))
          .hasStatus(401)
          .hasContentType("application/problem+json")
          .bodyText()
          .contains("Log in")
          .doesNotContain("nobody-has-this");
    }
  }

  @Test
  void aTokenOfAnIdentityProviderThatIsAwayIs503WithATime() {
    // {"alg":"RS256","kid":"k1"}.{"sub":"1"} and no true signature: the keys are asked for first.
    assertThat(
            get(
                "/api/v1/connections",
                "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiIxIn0.AAAA"))
        .hasStatus(503)
        .hasHeader(RETRY_AFTER, "10")
        .bodyText()
        .contains("lockstep.oidc.issuer");
  }

  @Test
  void aPageOfAnotherSiteCannotUseATokenEither() {
    assertThat(mvc.post().uri("/codec/decode").header(AUTHORIZATION, OTTO).content("{}"))
        .hasStatusOk();
    assertThat(
            mvc.post()
                .uri("/codec/decode")
                .header(AUTHORIZATION, OTTO)
                .header("Origin", "https://elsewhere.example")
                .content("{}"))
        .hasStatus(403);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void everyAnswerTellsBrowsersToBeStrict(Route route) {
    MvcTestResult plain = send(route, OMAR, false);
    assertThat(plain)
        .hasHeader("X-Content-Type-Options", "nosniff")
        .hasHeader("X-Frame-Options", "DENY")
        .hasHeader("Referrer-Policy", "no-referrer")
        .doesNotContainHeader("Strict-Transport-Security");
    assertThat(plain.getResponse().getHeader("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(plain.getResponse().getHeader("Cache-Control")).contains("no-store");
    assertThat(send(route, OMAR, true).getResponse().getHeader("Strict-Transport-Security"))
        .contains("max-age=31536000");
  }

  private Set<String> served() {
    Set<String> served = new TreeSet<>();
    context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .forEach(mapping -> served.addAll(names(mapping)));
    return served;
  }

  private static Collection<String> names(RequestMappingInfo mapping) {
    var methods = mapping.getMethodsCondition().getMethods();
    return mapping.getPatternValues().stream()
        .flatMap(
            path ->
                methods.isEmpty()
                    ? Stream.of("ANY " + path)
                    : methods.stream().map(method -> method + " " + path))
        .toList();
  }

  private int status(Route route, String who) {
    return send(route, who, false).getResponse().getStatus();
  }

  private MvcTestResult send(Route route, String who, boolean secure) {
    var request =
        mvc.method(HttpMethod.valueOf(route.method().replace("ANY", "GET")))
            .uri(route.uri())
            .secure(secure)
            .contentType(APPLICATION_JSON)
            .content(BODIES.getOrDefault(route.path(), ""));
    if (!who.isEmpty()) {
      request.header(AUTHORIZATION, who);
    }
    return request.exchange();
  }

  private List<JournalEntry> journal() {
    return pairs.journal("acme", 500).stream().map(PairLedger.ListedEntry::entry).toList();
  }

  private MvcTestResult get(String uri, String who) {
    return mvc.get().uri(uri).header(AUTHORIZATION, who).exchange();
  }

  private MvcTestResult post(String uri, String who) {
    return mvc.post().uri(uri).header(AUTHORIZATION, who).exchange();
  }

  private static String text(MvcTestResult answer) {
    return new String(answer.getResponse().getContentAsByteArray(), UTF_8);
  }
}

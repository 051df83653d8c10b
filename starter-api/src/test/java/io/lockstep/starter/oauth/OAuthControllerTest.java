package io.lockstep.starter.oauth;

import static io.lockstep.starter.People.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpHeaders.AUTHORIZATION;

import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.starter.FormLogin;
import io.lockstep.starter.LedgerSwitch;
import io.lockstep.starter.Samples;
import io.lockstep.starter.SettableClock;
import io.lockstep.starter.engine.QuestionsInMemory;
import io.lockstep.twins.OnTwins;
import io.lockstep.twins.StarterOnTwins;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.util.UriComponentsBuilder;

/** An operator's way to HighLevel and back, as a browser goes it. */
@OnTwins
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "lockstep.high-level-app.client-id=app1-key1")
class OAuthControllerTest {

  private static final Pattern LINK = Pattern.compile("href=\"(https://marketplace[^\"]+)\"");

  @Autowired private MockMvcTester mvc;
  @Autowired private Connections connections;
  @Autowired private LedgerSwitch ledger;
  @Autowired private StarterOnTwins.Kept twins;
  @Autowired private QuestionsInMemory questions;
  @Autowired private SettableClock clock;

  @BeforeEach
  void oneConnection() {
    connections.register(Samples.connection("acme", "loc1", "acct1", "key", "the secret"));
    questions.reset();
    questions.connected(true, "HighLevel lets Lockstep in; the connection runs.");
  }

  @Test
  void theBrowserIsSentToHighLevelAndTheCodeItBringsToAWorker() {
    MockHttpSession session = login("operator", "the operator's password");
    String there = start(session, "");
    assertThat(there)
        .startsWith("https://marketplace.gohighlevel.com/v2/oauth/chooselocation?")
        .contains("response_type=code", "client_id=app1-key1", "contacts.write")
        .contains("redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Foauth%2Fhighlevel%2Fcallback");
    assertThat(start(session, "&whiteLabel=true"))
        .startsWith("https://marketplace.leadconnectorhq.com/v2/oauth/chooselocation?");

    MvcTestResult back = callback(session, "code-1", state(start(session, "")));
    assertThat(back).hasStatusOk().bodyText().contains("HighLevel lets Lockstep in");
    assertThat(questions.codes())
        .containsExactly("acme code-1 http://localhost:8080/oauth/highlevel/callback operator");
  }

  @Test
  void aCodeIsTakenOnceByTheSessionThatBegan() {
    MockHttpSession session = login("operator", "the operator's password");
    String state = state(start(session, ""));
    MockHttpSession another = login("operator", "the operator's password");
    assertThat(callback(another, "code-1", state)).hasStatus(400);
    assertThat(callback(session, "code-1", state)).hasStatusOk();
    assertThat(callback(session, "code-2", state)).hasStatus(400);
    assertThat(questions.codes()).hasSize(1);
  }

  @Test
  void anotherStateEndsTheJourney() {
    MockHttpSession session = login("operator", "the operator's password");
    String state = state(start(session, ""));
    assertThat(callback(session, "code-1", "not-" + state)).hasStatus(400);
    assertThat(callback(session, "code-1", state)).hasStatus(400);
    start(session, "");
    clock.pass(Duration.ofMinutes(16));
    assertThat(callback(session, "code-1", null)).hasStatus(400);
    assertThat(questions.codes()).isEmpty();
  }

  @Test
  void highLevelNeedNotBringTheStateBack() {
    MockHttpSession session = login("operator", "the operator's password");
    start(session, "");
    assertThat(callback(session, "code-1", null)).hasStatusOk();
  }

  @Test
  void whatDidNotWorkIsSaidOnThePage() {
    MockHttpSession session = login("operator", "the operator's password");
    start(session, "");
    assertThat(callback(session, null, null)).hasStatus(400).bodyText().contains("sent no code");
    questions.connected(false, "HighLevel let Lockstep into another location.");
    start(session, "");
    assertThat(callback(session, "code-1", null))
        .hasStatus(502)
        .bodyText()
        .contains("another location");
    questions.down();
    start(session, "");
    assertThat(callback(session, "code-1", null)).hasStatus(502).bodyText().contains("Temporal");
  }

  @Test
  void whoeverWaitedInVainIsToldThatItMayStillHappen() {
    MockHttpSession session = login("operator", "the operator's password");
    start(session, "");
    questions.reset();
    assertThat(callback(session, "code-1", null))
        .hasStatus(502)
        .bodyText()
        .contains("may still let Lockstep in", "/api/v1/connections/acme/doctor");
  }

  @Test
  void aLedgerThatIsAwayIsNoBugOfOurs() {
    MockHttpSession session = login("operator", "the operator's password");
    String state = state(start(session, ""));
    ledger.off();
    try {
      assertThat(mvc.get().uri("/oauth/highlevel/start?connection=acme").session(session))
          .hasStatus(503)
          .bodyText()
          .contains("The ledger does not answer");
      // A journey that has begun needs it no more: the worker keeps the grant, and journals it.
      assertThat(callback(session, "code-1", state)).hasStatusOk();
    } finally {
      ledger.on();
    }
  }

  @Test
  void aConnectionWhoseKeyIsMissingSaysWhatToMend() {
    MockHttpSession session = login("operator", "the operator's password");
    twins.connections().loseTheKeyOf("acme");
    assertThat(mvc.get().uri("/oauth/highlevel/start?connection=acme").session(session))
        .hasStatus(503)
        .bodyText()
        .contains("key file");
  }

  @Test
  void onlyAnOperatorOfTheConnectionConnectsIt() {
    String address = "/oauth/highlevel/start?connection=acme";
    assertThat(mvc.get().uri(address).session(login("viewer", "the viewer's password")))
        .hasStatus(403);
    assertThat(
            mvc.get()
                .uri("/oauth/highlevel/start?connection=nobodys")
                .session(login("operator", "the operator's password")))
        .hasStatus(404);
    MockHttpSession olgas = of("olga", "other");
    assertThat(mvc.get().uri(address).session(olgas)).hasStatus(404);

    // Who was an operator of it when the journey began need not be one when it ends.
    new Journey("acme", "state", clock.instant()).begin(olgas);
    assertThat(callback(olgas, "code-1", "state")).hasStatus(400);
    assertThat(questions.codes()).isEmpty();
  }

  @Test
  void ofAnAgencysConnectionsOnlyThoseAreNamedWhichOneMayKnowOf() {
    questions.connected(true, "HighLevel lets Lockstep in.", "other", "secret-customer");
    MockHttpSession olgas = of("olga", "acme", "other");
    start(olgas, "");
    assertThat(callback(olgas, "code-1", null))
        .hasStatusOk()
        .bodyText()
        .contains("resume those that are paused: other.")
        .doesNotContain("secret-customer");

    MockHttpSession omars = of("omar", "acme");
    start(omars, "");
    assertThat(callback(omars, "code-1", null))
        .hasStatusOk()
        .bodyText()
        .contains("HighLevel lets Lockstep in.")
        .doesNotContain("The agency");

    MockHttpSession operators = login("operator", "the operator's password");
    start(operators, "");
    assertThat(callback(operators, "code-1", null)).bodyText().contains("other, secret-customer");
  }

  /** The session of somebody who logged in and operates these connections alone. */
  private static MockHttpSession of(String name, String... connections) {
    List<String> authorities = new ArrayList<>(List.of("ROLE_OPERATOR", "ROLE_VIEWER"));
    for (String connection : connections) {
      authorities.add("operator:" + connection);
      authorities.add("viewer:" + connection);
    }
    MockHttpSession session = new MockHttpSession();
    session.setAttribute(
        HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY,
        new SecurityContextImpl(
            UsernamePasswordAuthenticationToken.authenticated(
                name, "", AuthorityUtils.createAuthorityList(authorities))));
    return session;
  }

  /** Marks stand for every secret there is; all that can be read of this app is read. */
  @Test
  void noSecretIsOnAnyPageInAnyFigureOrInTheLog(CapturedOutput output) {
    Connection acme = Samples.connection("acme", "loc1", "acct1", "key", "mark-of-webhooks");
    connections.register(
        new Connection(
            "acme",
            "US",
            new Connection.HighLevel("http://localhost", "loc1", "mark-of-token", List.of("key")),
            new Connection.Bhn(
                "http://localhost",
                "acct1",
                "client",
                "mark-of-client",
                "mark-of-hook",
                "mark-of-former"),
            acme.profileYaml(),
            true,
            false,
            ""));
    MockHttpSession session = login("operator", "the operator's password");
    List<MvcTestResult> answers = new ArrayList<>();
    for (boolean connected : new boolean[] {true, false}) {
      questions.connected(connected, connected ? "It is connected." : "It is not connected.");
      String state = state(start(session, ""));
      answers.add(callback(session, "mark-of-code", state));
    }
    start(session, "");
    answers.add(callback(session, "mark-of-code", "mark-of-state"));
    for (String webhooks : List.of("/webhooks/highlevel", "/webhooks/bhn")) {
      answers.add(
          mvc.post()
              .uri(webhooks)
              .header("X-GHL-Signature", "mark-of-hook")
              .header("X-BHN-Signature", "sha256=mark-of-hook")
              .header("X-BHN-Timestamp", String.valueOf(clock.instant().getEpochSecond()))
              .content("{\"type\":\"mark-of-token\"}")
              .exchange());
    }
    for (String page :
        List.of(
            "/actuator",
            "/actuator/health",
            "/actuator/prometheus",
            "/actuator/env",
            "/actuator/configprops",
            "/actuator/heapdump",
            "/api/v1/connections",
            "/api/v1/connections/acme",
            "/api/v1/connections/acme/doctor",
            "/api/v1/connections/nobodys",
            "/api/v1/pairs?connection=acme",
            "/api/v1/parked",
            "/api/v1/conflicts",
            "/v3/api-docs")) {
      answers.add(mvc.get().uri(page).header(AUTHORIZATION, OPERATOR).exchange());
    }
    for (String page : List.of("/", "/overview")) {
      answers.add(mvc.get().uri(page).session(session).exchange());
    }
    List<String> texts = answers.stream().map(OAuthControllerTest::text).toList();
    assertThat(texts).anyMatch(text -> text.contains("lockstep_webhooks_total"));
    assertThat(texts).anyMatch(text -> text.contains("It is not connected."));
    assertThat(texts).noneMatch(text -> text.contains("mark-of"));
    assertThat(output.getAll()).doesNotContain("mark-of");
  }

  private static String text(MvcTestResult answer) {
    try {
      return answer.getResponse().getContentAsString();
    } catch (UnsupportedEncodingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String start(MockHttpSession session, String more) {
    MvcTestResult shown =
        mvc.get().uri("/oauth/highlevel/start?connection=acme" + more).session(session).exchange();
    assertThat(shown).hasStatusOk();
    Matcher link = LINK.matcher(text(shown));
    assertThat(link.find()).as("the page links to HighLevel").isTrue();
    return link.group(1).replace("&amp;", "&");
  }

  private static String state(String address) {
    return Objects.requireNonNull(
        UriComponentsBuilder.fromUriString(address).build().getQueryParams().getFirst("state"));
  }

  private MvcTestResult callback(
      MockHttpSession session, @Nullable String code, @Nullable String state) {
    var request = mvc.get().uri("/oauth/highlevel/callback").session(session);
    if (code != null) {
      request = request.param("code", code);
    }
    return (state == null ? request : request.param("state", state)).exchange();
  }

  private MockHttpSession login(String user, String password) {
    return FormLogin.session(mvc, user, password);
  }
}

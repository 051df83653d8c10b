package io.lockstep.starter.webhook;

import static io.lockstep.starter.webhook.Doorstep.bhn;
import static io.lockstep.starter.webhook.Doorstep.highLevel;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.plan.Op;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Grant;
import io.lockstep.ledger.InMemoryConnections;
import io.lockstep.ledger.InMemoryOpenMarks;
import io.lockstep.ledger.InMemoryPairLedger;
import io.lockstep.starter.LedgerSwitch;
import io.lockstep.starter.Samples;
import io.lockstep.starter.SettableClock;
import io.lockstep.starter.engine.FlowsInMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** Each way a webhook can be right or wrong, and what its sender is told. */
@ExtendWith(OutputCaptureExtension.class)
class WebhookControllerTest {

  private static final FlowKey PAIR = new FlowKey("acme", "c1");

  private final Doorstep doorstep = new Doorstep();
  private final Ed25519Sender highLevel = doorstep.highLevel;
  private final HmacSender bhn = doorstep.bhn;
  private final SettableClock clock = doorstep.clock;
  private final LedgerSwitch ledger = doorstep.ledger;
  private final InMemoryConnections connections = doorstep.connections;
  private final InMemoryPairLedger pairs = doorstep.pairs;
  private final InMemoryOpenMarks marks = doorstep.marks;
  private final FlowsInMemory flows = doorstep.flows;

  @BeforeEach
  void oneConnectionWithOnePairInStep() {
    connections.register(
        Samples.connection("acme", "loc1", "acct1", highLevel.publicKey(), bhn.secret()));
    pairs.commit(PAIR, Samples.agreed(PAIR, "p1", "ada@example.com", "Ada", List.of("vip")));
  }

  // ---- what is news, and what is not

  @Test
  void aChangeAtHighLevelIsRecordedForItsContact() throws Exception {
    MockHttpServletResponse answer = send(contactUpdate("c1", "new@example.com"));

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(flows.looks()).hasSize(1);
    assertThat(flows.looks().get(0).key()).isEqualTo(PAIR);
  }

  @Test
  void aHintSaysWhoSawWhatAndWhenButNoValue() throws Exception {
    send(contactUpdate("c1", "new@example.com"));

    Hint hint = flows.looks().get(0).hint();
    assertThat(hint.source()).isEqualTo(Hint.Source.WEBHOOK);
    assertThat(hint.side()).isEqualTo(Side.CONTACTS);
    assertThat(hint.entityId()).isEqualTo("c1");
    assertThat(hint.eventId()).isEqualTo("w-1");
    assertThat(hint.eventTime()).isEqualTo(Instant.parse("2026-11-24T11:59:58Z"));
    assertThat(hint.digests()).containsOnlyKeys("email", "firstName", "tags");
    assertThat(hint.complete()).isTrue();
    assertThat(hint.toString()).doesNotContain("example.com", "Ada");
  }

  @Test
  void anEchoStartsNothing() throws Exception {
    MockHttpServletResponse answer = send(contactUpdate("c1", "ada@example.com"));

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getContentAsString()).contains("nothing-new");
    assertThat(flows.looks()).isEmpty();
  }

  @Test
  void anEchoFromTheRewardsSideStartsNothing() throws Exception {
    assertThat(sendBhn(contactInfo("p1", "updated", "ada@example.com")).getContentAsString())
        .contains("nothing-new");
    assertThat(flows.looks()).isEmpty();
  }

  @Test
  void anEchoIsNotBelievedWhileARunIsOpen() throws Exception {
    marks.open(Flow.CONTACT_UPSERT, PAIR, clock.instant());
    send(contactUpdate("c1", "ada@example.com"));
    assertThat(flows.looks()).hasSize(1);
  }

  @Test
  void anEventThatNamesAnotherPartnerProvesNothingToTheRunThatIsOpen() throws Exception {
    marks.open(Flow.CONTACT_UPSERT, PAIR, clock.instant());
    sendBhn(contactInfo("p1", "updated", "ada@example.com"));
    sendBhn(
        contactInfo("p1", "updated", "ada@example.com")
            .replace("\"referenceId\":\"c1\"", "\"referenceId\":\"c2\""));
    assertThat(flows.looks())
        .extracting(looked -> looked.hint().complete())
        .containsExactly(true, false);
  }

  @Test
  void whatWillWaitIsNotWeighedAndTakesItsEvidenceAlong() throws Exception {
    flows.crowded(Side.CONTACTS);
    send(contactUpdate("c1", "ada@example.com"));
    assertThat(flows.looks()).hasSize(1);
    assertThat(flows.looks().get(0).hint().digests())
        .containsOnlyKeys("email", "firstName", "tags");
  }

  @Test
  void evidenceOfSomebodyElsesContactIsLeftBehind() throws Exception {
    flows.crowded(Side.CONTACTS);
    send(contactUpdate("c-unlinked", "ada@example.com"));
    assertThat(flows.looks()).hasSize(1);
    assertThat(flows.looks().get(0).hint().digests()).isEmpty();
  }

  @Test
  void theOtherSidesEchoesAreWeighedAllTheSame() throws Exception {
    flows.crowded(Side.CONTACTS);
    sendBhn(contactInfo("p1", "updated", "ada@example.com"));
    assertThat(flows.looks()).isEmpty();
  }

  @Test
  void anEchoFasterThanItsWriteIsRecordedStartsNothing() throws Exception {
    Instant looked = clock.instant();
    marks.open(Flow.CONTACT_UPSERT, PAIR, looked);
    pairs.claim(PAIR, writeTo(Side.CONTACTS), looked);
    doorstep.meanwhile(
        () -> {
          pairs.commit(
              PAIR, PairChange.builder().closeIntent("op-1").base(nowNamed("Eve")).build());
          marks.close(Flow.CONTACT_UPSERT, PAIR, looked);
        });

    send(contactUpdate("c1", "ada@example.com").replace("Ada", "Eve"));
    assertThat(flows.looks()).isEmpty();
  }

  @Test
  void anEditDuringAWriteIsRecordedAfterAMoment() throws Exception {
    marks.open(Flow.CONTACT_UPSERT, PAIR, clock.instant());
    pairs.claim(PAIR, writeTo(Side.CONTACTS), clock.instant());
    AtomicInteger moments = new AtomicInteger();
    doorstep.meanwhile(moments::incrementAndGet);

    send(contactUpdate("c1", "new@example.com"));
    assertThat(flows.looks()).hasSize(1);
    assertThat(moments).hasValue(1);
  }

  @Test
  void newsOfTheSideNobodyWritesToDoesNotWait() throws Exception {
    marks.open(Flow.CONTACT_UPSERT, PAIR, clock.instant());
    pairs.claim(PAIR, writeTo(Side.REWARDS), clock.instant());
    doorstep.meanwhile(() -> fail("it waited"));

    send(contactUpdate("c1", "new@example.com"));
    assertThat(flows.looks()).hasSize(1);
  }

  private Intent writeTo(Side side) {
    Instant now = clock.instant();
    String target = side == Side.CONTACTS ? "c1" : "p1";
    return new Intent(
        "op-1",
        Op.Kind.UPDATE,
        side,
        target,
        null,
        0,
        Map.of(),
        List.of(),
        "run-1",
        now,
        now.plusSeconds(40));
  }

  private static BaseRow nowNamed(String name) {
    return Samples.agreed(PAIR, "p1", "ada@example.com", name, List.of("vip")).base().stream()
        .filter(row -> row.field().equals("firstName"))
        .map(
            row ->
                new BaseRow(
                    row.field(),
                    row.element(),
                    row.contacts(),
                    row.rewards(),
                    row.canonVersion(),
                    row.ruleFingerprint(),
                    1))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aMissingFieldCountsAsEmptyAndIsLookedAt() throws Exception {
    send(
        """
        {"type":"ContactUpdate","locationId":"loc1","id":"c1","email":"ada@example.com",\
        "tags":["vip"]}""");
    assertThat(flows.looks()).hasSize(1); // firstName is gone
  }

  @Test
  void theEchoOfADeletionThatEndedItsLinkStartsNothing() throws Exception {
    pairs.commit(PAIR, PairChange.builder().endLink("both were deleted", clock.instant()).build());

    send(contactUpdate("c1", "ada@example.com").replace("ContactUpdate", "ContactDelete"));
    sendBhn(contactInfo("p1", "deleted", "ada@example.com"));
    assertThat(flows.looks()).isEmpty();

    marks.open(Flow.CONTACT_UPSERT, PAIR, clock.instant()); // it may be coming back
    send(contactUpdate("c1", "ada@example.com").replace("ContactUpdate", "ContactDelete"));
    assertThat(flows.looks()).hasSize(1);
  }

  @Test
  void aDeletionThatNobodyBuriedIsLookedAt() throws Exception {
    send(contactUpdate("c1", "ada@example.com").replace("ContactUpdate", "ContactDelete"));
    assertThat(flows.looks()).hasSize(1);
    assertThat(flows.looks().get(0).hint().digests()).isEmpty();
  }

  @Test
  void aChangeOfALinkedProfileIsRecordedForItsContact() throws Exception {
    sendBhn(contactInfo("p1", "updated", "new@example.com"));
    assertThat(flows.looks()).extracting(FlowsInMemory.Looked::key).containsExactly(PAIR);
  }

  @Test
  void aProfileWithoutAContactIsRecordedUnderItsOwnName() throws Exception {
    sendBhn(contactInfo("p9", "created", "new@example.com"));
    assertThat(flows.looks())
        .extracting(FlowsInMemory.Looked::key)
        .containsExactly(FlowKey.ofProfile("acme", "p9"));
    assertThat(flows.looks().get(0).hint().digests()).isEmpty();
  }

  @Test
  void anEventThatNamesNoContactLeadsToAPassOverAll() throws Exception {
    assertThat(send("{\"type\":\"ContactUpdate\",\"locationId\":\"loc1\"}").getStatus())
        .isEqualTo(200);
    assertThat(flows.sweeps()).containsExactly("acme/contacts in 10 s");
  }

  @Test
  void anIdThatIsNoIdLeadsToAPassOverAll() throws Exception {
    send("{\"type\":\"ContactUpdate\",\"locationId\":\"loc1\",\"id\":\"../../etc\"}");
    assertThat(flows.looks()).isEmpty();
    assertThat(flows.sweeps()).containsExactly("acme/contacts in 10 s");
  }

  // ---- signatures

  @Test
  void anUnsignedWebhookIs401AndStartsNothing() throws Exception {
    byte[] body = contactUpdate("c1", "new@example.com").getBytes(UTF_8);
    for (String header : new String[] {null, "N/A", "", "x"}) {
      assertThat(perform(highLevel(body, header)).getStatus()).isEqualTo(401);
    }
    assertNothingStarted();
  }

  @Test
  void anotherSendersKeyIs401AndStartsNothing() throws Exception {
    byte[] body = contactUpdate("c1", "new@example.com").getBytes(UTF_8);
    assertThat(perform(highLevel(body, new Ed25519Sender().sign(body))).getStatus()).isEqualTo(401);
    assertNothingStarted();
  }

  @Test
  void aTamperedBodyIs401AndStartsNothing() throws Exception {
    byte[] body = contactUpdate("c1", "new@example.com").getBytes(UTF_8);
    String signature = highLevel.sign(body);
    byte[] tampered = contactUpdate("c2", "new@example.com").getBytes(UTF_8);
    assertThat(perform(highLevel(tampered, signature)).getStatus()).isEqualTo(401);
    assertNothingStarted();
  }

  @Test
  void aConnectionMayNotSpeakForAnother() throws Exception {
    var other = new Ed25519Sender();
    connections.register(
        Samples.connection("other", "loc2", "acct2", other.publicKey(), "the secret of other"));
    byte[] forAcme = contactUpdate("c1", "new@example.com").getBytes(UTF_8);
    assertThat(perform(highLevel(forAcme, other.sign(forAcme))).getStatus()).isEqualTo(401);
    assertNothingStarted();
  }

  @Test
  void aConnectionRegisteredAMomentAgoIsKnown() throws Exception {
    send(contactUpdate("c1", "new@example.com")); // the list is in memory now
    var other = new Ed25519Sender();
    connections.register(
        Samples.connection("other", "loc2", "acct2", other.publicKey(), "the secret of other"));
    byte[] body = contactUpdate("c7", "x@example.com").replace("loc1", "loc2").getBytes(UTF_8);

    assertThat(perform(highLevel(body, other.sign(body))).getStatus()).isEqualTo(200);
    assertThat(flows.looks()).extracting(look -> look.key().connection()).contains("other");
  }

  @Test
  void aRewardsWebhookOutsideTheWindowIs401() throws Exception {
    byte[] body = contactInfo("p1", "updated", "new@example.com").getBytes(UTF_8);
    for (long off : new long[] {-301, 301}) {
      Instant at = clock.instant().plusSeconds(off);
      assertThat(perform(bhn(body, at, bhn.sign(at, body))).getStatus()).isEqualTo(401);
    }
    assertNothingStarted();
  }

  @Test
  void aRewardsWebhookWithoutSignatureOrTimestampIs401() throws Exception {
    byte[] body = contactInfo("p1", "updated", "new@example.com").getBytes(UTF_8);
    assertThat(perform(bhn(body, clock.instant(), null)).getStatus()).isEqualTo(401);
    assertThat(
            perform(
                    MockMvcRequestBuilders.post("/webhooks/bhn")
                        .content(body)
                        .header(BhnSignature.HEADER, bhn.sign(clock.instant(), body)))
                .getStatus())
        .isEqualTo(401);
    assertNothingStarted();
  }

  // ---- size and shape

  @Test
  void aBodyOf256KiBIsReadAndOneByteMoreIs413() throws Exception {
    assertThat(send(padded(RawBody.MOST_BYTES)).getStatus()).isEqualTo(200);
    assertThat(flows.looks()).hasSize(1);

    assertThat(send(padded(RawBody.MOST_BYTES + 1)).getStatus()).isEqualTo(413);
    assertThat(flows.looks()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "nonsense", "[]", "\"text\"", "null", "{} {}", "{\"a\":}"})
  void brokenJsonIs400WithASentenceThatDoesNotQuoteIt(String body) throws Exception {
    MockHttpServletResponse answer = send(body);

    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(answer.getContentType()).isEqualTo("application/problem+json");
    assertThat(answer.getContentAsString()).contains("The body is not a JSON object.");
    assertThat(answer.getContentAsString()).doesNotContain("nonsense");
    assertNothingStarted();
  }

  @Test
  void wrongTypesInsideTheBodyAreNoReasonToFail() throws Exception {
    assertThat(
            send("""
                    {"type":"ContactUpdate","locationId":"loc1","id":"c1","email":{"a":[1]},\
                    "tags":"vip","timestamp":42,"webhookId":["x"],"customFields":{"id":null}}""")
                .getStatus())
        .isEqualTo(200);
    assertThat(flows.looks()).hasSize(1);
  }

  // ---- what is not for us

  @Test
  void anUnknownEventTypeIs200AndCounted() throws Exception {
    MockHttpServletResponse answer = send("{\"type\":\"Nonsense\",\"locationId\":\"loc1\"}");
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(counted("contacts", "unknown-type")).isEqualTo(1);
    assertNothingStarted();
  }

  @Test
  void whatIsNoUseToAnybodyCostsNoQuestionToTheLedger() throws Exception {
    doorstep.servingOnly("our-app");
    send(contactUpdate("c1", "ada@example.com")); // the list is in memory now
    int before = ledger.asked();
    send("{\"type\":\"Nonsense\",\"locationId\":\"loc9\"}");
    send("{\"type\":\"ContactUpdate\",\"appId\":\"their-app\",\"locationId\":\"loc9\"}");
    assertThat(counted("contacts", "unknown-type")).isEqualTo(1);
    assertThat(counted("contacts", "unknown-app")).isEqualTo(1);
    assertThat(ledger.asked()).isEqualTo(before);
  }

  @Test
  void turningOneDownCostsOneQuestionHoweverManyConnectionsThereAre() throws Exception {
    for (String id : List.of("a", "b", "c")) {
      connections.register(Samples.connection(id, "loc-" + id, "acct-" + id, "key", "secret"));
    }
    send(contactUpdate("c1", "ada@example.com")); // the list is in memory now
    int before = ledger.asked();
    assertThat(perform(highLevel("{}".getBytes(UTF_8), null)).getStatus()).isEqualTo(401);
    assertThat(ledger.asked()).isEqualTo(before + 1);
  }

  @Test
  void anUnknownLocationIs200AndCounted() throws Exception {
    MockHttpServletResponse answer =
        send(contactUpdate("c1", "new@example.com").replace("loc1", "loc9"));
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(counted("contacts", "unknown-owner")).isEqualTo(1);
    assertNothingStarted();
  }

  @Test
  void anUnknownAccountIs200AndCounted() throws Exception {
    assertThat(
            sendBhn(contactInfo("p1", "updated", "new@example.com").replace("acct1", "acct9"))
                .getStatus())
        .isEqualTo(200);
    assertThat(counted("rewards", "unknown-owner")).isEqualTo(1);
    assertNothingStarted();
  }

  @Test
  void anotherAppsEventIs200AndCounted() throws Exception {
    doorstep.servingOnly("our-app");
    String body = contactUpdate("c1", "new@example.com");
    assertThat(send(body.replace("\"id\"", "\"appId\":\"their-app\",\"id\"")).getStatus())
        .isEqualTo(200);
    assertThat(counted("contacts", "unknown-app")).isEqualTo(1);
    assertNothingStarted();

    send(body.replace("\"id\"", "\"appId\":\"our-app\",\"id\""));
    assertThat(flows.looks()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSTALL", "UNINSTALL", "UPDATE"})
  void installingTheAppIs200AndCounted(String type) throws Exception {
    String body = "{\"type\":\"%s\",\"appId\":\"a\",\"locationId\":\"loc1\"}".formatted(type);
    assertThat(send(body).getStatus()).isEqualTo(200);
    assertThat(counted("contacts", "app-event")).isEqualTo(1);
    assertNothingStarted();
  }

  @Test
  void uninstallingTheAppPausesItsConnectionAloneAndSaysWhereToConnectAgain() throws Exception {
    register(byGrant("acme", "loc1", "refresh"), byGrant("other", "loc2", "refresh"));
    send(ofApp("UNINSTALL", "locationId", "loc1"));

    assertThat(isPaused("acme")).isTrue();
    assertThat(connections.byId("acme").orElseThrow().pausedReason())
        .contains("/oauth/highlevel/start?connection=acme");
    assertThat(doorstep.grants.of("loc1").orElseThrow().refusedAt()).isEqualTo(clock.instant());
    assertThat(isPaused("other")).isFalse();
    assertThat(acts()).contains(Act.UNINSTALLED);

    connections.pause("acme", false, "");
    send(ofApp("UNINSTALL", "locationId", "loc1"));
    assertThat(isPaused("acme")).as("one word is heeded once").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"appId\":\"theirs\",", ""})
  void whatHappensToAnotherAppIsNotOurs(String named) throws Exception {
    register(byGrant("acme", "loc1", "refresh"));
    send(ofApp("UNINSTALL", "locationId", "loc1").replace("\"appId\":\"a\",", named));
    assertThat(isPaused("acme")).isFalse();
    assertThat(doorstep.grants.of("loc1").orElseThrow().refusedAt()).isNull();
    assertThat(counted("contacts", "unknown-app")).isEqualTo(1);
  }

  @Test
  void anAgencyStandsForTheLocationsItLetIn() throws Exception {
    register(byGrant("acme", "loc1", ""), byGrant("other", "loc2", "let in by itself"));
    send(ofApp("UNINSTALL", "companyId", "agency1"));
    assertThat(isPaused("acme")).isTrue();
    assertThat(isPaused("other")).isFalse();
  }

  @Test
  void anOldWordThatTheAppWasUninstalledIsNotHeeded() throws Exception {
    clock.pass(Duration.ofHours(1));
    register(byGrant("acme", "loc1", "refresh")); // connected again since
    send(ofApp("UNINSTALL", "locationId", "loc1"));
    assertThat(isPaused("acme")).isFalse();
  }

  @Test
  void aWordWithoutADateIsLeftToTheNextCall() throws Exception {
    register(byGrant("acme", "loc1", "refresh"));
    send("{\"type\":\"UNINSTALL\",\"appId\":\"a\",\"locationId\":\"loc1\"}");
    assertThat(isPaused("acme")).isFalse();
    assertThat(acts()).contains(Act.UNINSTALLED);
  }

  @Test
  void aConnectionWithAFixedTokenDoesNotPauseForTheApp() throws Exception {
    doorstep.grants.connect(grantOf("loc1", "refresh"));
    send(ofApp("UNINSTALL", "locationId", "loc1"));
    assertThat(isPaused("acme")).isFalse();
    assertThat(acts()).contains(Act.UNINSTALLED);
  }

  @Test
  void installingTheAppIsNotedAndResumesNothing() throws Exception {
    connections.pause("acme", true, "uninstalled");
    send(ofApp("INSTALL", "locationId", "loc1"));
    assertThat(connections.byId("acme").orElseThrow().paused()).isTrue();
    assertThat(acts()).contains(Act.INSTALLED);
  }

  @Test
  void aWordThatIsRepeatedIsOneLineOfTheJournal() throws Exception {
    for (int i = 0; i < 3; i++) {
      send(ofApp("INSTALL", "locationId", "loc1"));
      send("{\"type\":\"UNINSTALL\",\"appId\":\"a\",\"locationId\":\"loc1\"}");
      clock.pass(Duration.ofMinutes(1));
    }
    assertThat(acts()).containsExactlyInAnyOrder(Act.INSTALLED, Act.UNINSTALLED);
  }

  @Test
  void whileTheSenderChangesOverBothWebhookSecretsAreAccepted() throws Exception {
    HmacSender renewed = new HmacSender("the new secret");
    String event = contactInfo("p1", "updated", "new@example.com");
    assertThat(sendBhn(event).getStatus()).isEqualTo(200);
    Connection before = connections.byId("acme").orElseThrow();
    connections.register(withSecrets(before, renewed.secret(), bhn.secret()));
    assertThat(sendBhn(event).getStatus()).isEqualTo(200);
    assertThat(sendBhnBy(renewed, event).getStatus()).isEqualTo(200);

    connections.register(withSecrets(before, renewed.secret(), ""));
    clock.pass(Duration.ofSeconds(11)); // what is known may be ten seconds old
    assertThat(sendBhn(event).getStatus()).isEqualTo(401);
    assertThat(sendBhnBy(renewed, event).getStatus()).isEqualTo(200);
  }

  @Test
  void aRefusalIsCountedToo() throws Exception {
    perform(highLevel("{}".getBytes(UTF_8), "N/A"));
    send("{");
    send(padded(RawBody.MOST_BYTES + 1));
    assertThat(counted("contacts", "bad-signature")).isEqualTo(1);
    assertThat(counted("contacts", "broken")).isEqualTo(1);
    assertThat(counted("contacts", "too-large")).isEqualTo(1);
  }

  // ---- pause

  @Test
  void aPausedConnectionIs200AndMarkedForASweep() throws Exception {
    connections.pause("acme", true, "token is dead");
    MockHttpServletResponse answer = send(contactUpdate("c1", "new@example.com"));

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getContentAsString()).contains("paused");
    assertThat(connections.takeSweepMark("acme")).isTrue();
    assertNothingStarted();
  }

  @Test
  void aConnectionResumedAMomentAgoTakesEventsAtOnce() throws Exception {
    connections.pause("acme", true, "token is dead");
    send(contactUpdate("c1", "new@example.com")); // the paused list is in memory now
    connections.pause("acme", false, "");

    send(contactUpdate("c1", "new@example.com"));
    assertThat(flows.looks()).hasSize(1);
  }

  // ---- parts that are down

  @Test
  void withoutTheLedgerAnEventOfAKnownConnectionIsRecordedUnweighed() throws Exception {
    send(contactUpdate("c1", "ada@example.com")); // an echo; the list is in memory now
    ledger.off();
    clock.pass(Duration.ofHours(1));

    assertThat(send(contactUpdate("c1", "ada@example.com")).getStatus()).isEqualTo(200);
    assertThat(flows.looks()).extracting(FlowsInMemory.Looked::key).containsExactly(PAIR);
  }

  @Test
  void withoutTheLedgerAProfileIsRecordedUnderItsOwnName() throws Exception {
    sendBhn(contactInfo("p1", "updated", "ada@example.com"));
    ledger.off();

    assertThat(sendBhn(contactInfo("p1", "updated", "ada@example.com")).getStatus()).isEqualTo(200);
    assertThat(flows.looks())
        .extracting(FlowsInMemory.Looked::key)
        .containsExactly(FlowKey.ofProfile("acme", "p1"));
  }

  @Test
  void withoutTheLedgerAPausedConnectionsEventIsRecorded() throws Exception {
    connections.pause("acme", true, "token is dead");
    send(contactUpdate("c1", "new@example.com"));
    ledger.off();

    assertThat(send(contactUpdate("c1", "new@example.com")).getStatus()).isEqualTo(200);
    assertThat(flows.looks()).hasSize(1);
  }

  @Test
  void aLedgerThatNeverAnsweredMakesTheSenderRepeat() throws Exception {
    ledger.off();
    assertLater(send(contactUpdate("c1", "new@example.com")), 429);
    assertLater(sendBhn(contactInfo("p1", "updated", "new@example.com")), 503);
    assertNothingStarted();
  }

  @Test
  void withoutTemporalHighLevelIsTold429AndTheRewardsSide503() throws Exception {
    flows.down();
    assertLater(send(contactUpdate("c1", "new@example.com")), 429);
    assertLater(sendBhn(contactInfo("p1", "updated", "new@example.com")), 503);
    assertThat(counted("contacts", "later")).isEqualTo(1);
    assertThat(counted("rewards", "later")).isEqualTo(1);
  }

  @Test
  void withoutTemporalAnEchoIsStillAnswered() throws Exception {
    flows.down();
    assertThat(send(contactUpdate("c1", "ada@example.com")).getStatus()).isEqualTo(200);
  }

  @Test
  void withoutTemporalAnEventThatNamesNobodyIsRepeatedToo() throws Exception {
    flows.down();
    assertLater(send("{\"type\":\"ContactUpdate\",\"locationId\":\"loc1\"}"), 429);
  }

  @Test
  void withoutTheLedgerNoOwnerIsCalledUnknown() throws Exception {
    send(contactUpdate("c1", "ada@example.com")); // the list is in memory now
    connections.register(
        Samples.connection("other", "loc2", "acct2", highLevel.publicKey(), bhn.secret()));
    ledger.off();

    assertLater(send(contactUpdate("c7", "x@example.com").replace("loc1", "loc2")), 429);
    assertLater(
        sendBhn(contactInfo("p7", "updated", "x@example.com").replace("acct1", "acct2")), 503);
    assertNothingStarted();
  }

  @Test
  void withoutTheLedgerNoSignatureIsCalledWrong() throws Exception {
    send(contactUpdate("c1", "ada@example.com")); // the list is in memory now
    var rotated = new Ed25519Sender();
    connections.register(
        Samples.connection("acme", "loc1", "acct1", rotated.publicKey(), bhn.secret()));
    ledger.off();

    byte[] body = contactUpdate("c1", "new@example.com").getBytes(UTF_8);
    assertLater(perform(highLevel(body, rotated.sign(body))), 429);
  }

  @Test
  void aKeyTakenOverFromAnotherConnectionAMomentAgoIsKnown() throws Exception {
    var others = new Ed25519Sender();
    connections.register(
        Samples.connection("other", "loc2", "acct2", others.publicKey(), "the secret of other"));
    send(contactUpdate("c1", "ada@example.com")); // the list is in memory now
    connections.register(
        Samples.connection("acme", "loc1", "acct1", others.publicKey(), bhn.secret()));

    byte[] body = contactUpdate("c1", "new@example.com").getBytes(UTF_8);
    assertThat(perform(highLevel(body, others.sign(body))).getStatus()).isEqualTo(200);
    assertThat(flows.looks()).hasSize(1);
  }

  @Test
  void aBugIsNoReasonToLoseAnEventAndIsLoggedOnceWithoutTheBody(CapturedOutput log)
      throws Exception {
    flows.failing(new IllegalStateException("cannot read new@example.com"));
    assertLater(send(contactUpdate("c1", "new@example.com")), 429);
    assertLater(send(contactUpdate("c1", "new@example.com")), 429);
    assertLater(sendBhn(contactInfo("p1", "updated", "new@example.com")), 503);

    assertThat(log.getAll()).doesNotContain("new@example.com");
    assertThat(log.getAll().lines().filter(line -> line.contains("met a bug of ours"))).hasSize(1);
  }

  // ---- a connection that cannot be served

  @ParameterizedTest
  @CsvSource({"UK, ''", "US, 'future: true'", "US, 'contact: {fields: 1}'"})
  void aConnectionThatCannotBeReadStopsNoOther(String region, String more, CapturedOutput log)
      throws Exception {
    connections.register(Samples.with(other(), region, Samples.PROFILE_YAML + more));

    assertThat(send(contactUpdate("c1", "new@example.com")).getStatus()).isEqualTo(200);
    assertThat(sendBhn(contactInfo("p1", "updated", "new@example.com")).getStatus()).isEqualTo(200);
    assertThat(flows.looks()).hasSize(2);
    assertLater(send(contactUpdate("c7", "x@example.com").replace("loc1", "loc2")), 429);
    assertLater(send(ofApp("UNINSTALL", "locationId", "loc2")), 429);
    assertLater(
        sendBhn(contactInfo("p7", "updated", "x@example.com").replace("acct1", "acct2")), 503);
    assertThat(flows.looks()).hasSize(2);
    assertThat(log.getAll().lines().filter(line -> line.contains("connection other is left out")))
        .singleElement()
        .asString()
        .contains("restart the worker");

    connections.register(other());
    send(contactUpdate("c7", "x@example.com").replace("loc1", "loc2"));
    assertThat(flows.looks()).hasSize(3);
  }

  @Test
  void aConnectionWhoseKeyIsMissingStopsNoOther(CapturedOutput log) throws Exception {
    var itsOwn = new HmacSender("the secret of other");
    connections.register(
        Samples.connection("other", "loc2", "acct2", highLevel.publicKey(), itsOwn.secret()));
    connections.loseTheKeyOf("other");

    assertThat(send(contactUpdate("c1", "new@example.com")).getStatus()).isEqualTo(200);
    assertThat(flows.looks()).hasSize(1);
    assertLater(send(contactUpdate("c7", "x@example.com").replace("loc1", "loc2")), 429);
    // Its secret does not open, so its signature cannot be checked.
    byte[] body =
        contactInfo("p7", "updated", "x@example.com").replace("acct1", "acct2").getBytes(UTF_8);
    assertLater(perform(bhn(body, clock.instant(), itsOwn.sign(clock.instant(), body))), 503);
    assertThat(log.getAll().lines().filter(line -> line.contains("connection other is left out")))
        .singleElement()
        .asString()
        .contains("key lost is missing", "key file");
  }

  @Test
  void beingLeftOutMakesNobodyElsesSignatureRight() throws Exception {
    connections.register(other());
    connections.loseTheKeyOf("other");
    byte[] body = contactUpdate("c1", "new@example.com").getBytes(UTF_8);
    assertThat(perform(highLevel(body, new Ed25519Sender().sign(body))).getStatus()).isEqualTo(401);
    assertNothingStarted();
  }

  // ---- helpers

  private Connection other() {
    return Samples.connection("other", "loc2", "acct2", highLevel.publicKey(), bhn.secret());
  }

  private void assertLater(MockHttpServletResponse answer, int status) {
    assertThat(answer.getStatus()).isEqualTo(status);
    assertThat(answer.getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("10");
  }

  private void assertNothingStarted() {
    assertThat(flows.looks()).isEmpty();
    assertThat(flows.sweeps()).isEmpty();
  }

  private double counted(String side, String outcome) {
    return doorstep.counted(side, outcome);
  }

  private List<Act> acts() {
    return pairs.journal("acme", 10).stream().map(listed -> listed.entry().act()).toList();
  }

  private boolean isPaused(String connection) {
    return connections.byId(connection).orElseThrow().paused();
  }

  private void register(Connection... all) {
    for (Connection one : all) {
      connections.register(one);
    }
  }

  /** A connection without a token; HighLevel granted it one. */
  private Connection byGrant(String id, String location, String refreshToken) {
    doorstep.grants.connect(grantOf(location, refreshToken));
    Connection of =
        Samples.connection(id, location, "of " + location, highLevel.publicKey(), "secret");
    return new Connection(
        id,
        of.region(),
        new Connection.HighLevel(
            of.highLevel().baseUrl(), location, "", of.highLevel().webhookPublicKeys()),
        of.bhn(),
        of.profileYaml(),
        true,
        false,
        "");
  }

  private Grant grantOf(String location, String refreshToken) {
    return Grant.obtained(
        location,
        Grant.UserType.LOCATION,
        "http://highlevel.test",
        "agency1",
        "access",
        refreshToken,
        clock.instant(),
        Duration.ofDays(1));
  }

  private static String ofApp(String type, String named, String id) {
    return "{\"type\":\"%s\",\"appId\":\"a\",\"%s\":\"%s\",\"timestamp\":\"2026-11-24T12:00:00Z\"}"
        .formatted(type, named, id);
  }

  private static Connection withSecrets(Connection of, String webhookSecret, String former) {
    return new Connection(
        of.id(),
        of.region(),
        of.highLevel(),
        new Connection.Bhn(
            of.bhn().baseUrl(),
            of.bhn().accountId(),
            of.bhn().clientId(),
            of.bhn().clientSecret(),
            webhookSecret,
            former),
        of.profileYaml(),
        of.firstLinkAuto(),
        false,
        "");
  }

  private MockHttpServletResponse sendBhnBy(HmacSender sender, String body) throws Exception {
    byte[] bytes = body.getBytes(UTF_8);
    return perform(bhn(bytes, clock.instant(), sender.sign(clock.instant(), bytes)));
  }

  private MockHttpServletResponse send(String body) throws Exception {
    return doorstep.send(body);
  }

  private MockHttpServletResponse sendBhn(String body) throws Exception {
    return doorstep.sendBhn(body);
  }

  private MockHttpServletResponse perform(MockHttpServletRequestBuilder request) throws Exception {
    return doorstep.perform(request);
  }

  private static String contactUpdate(String id, String email) {
    return """
        {"type":"ContactUpdate","locationId":"loc1","id":"%s","email":"%s","firstName":"Ada",\
        "tags":["VIP"],"timestamp":"2026-11-24T11:59:58Z","webhookId":"w-1"}"""
        .formatted(id, email);
  }

  private static String contactInfo(String id, String what, String email) {
    return """
        {"messageType":"contactInfo","eventType":"%s","accountId":"acct1","contactId":"%s",\
        "referenceId":"c1","email":"%s","firstName":"Ada","tags":["vip"],\
        "consent":{"email":true,"sms":true,"call":true},"version":"3","eventId":"e-1",\
        "eventTimestamp":"2026-11-24T11:59:58Z"}"""
        .formatted(what, id, email);
  }

  private static String padded(int bytes) {
    String body = contactUpdate("c1", "new@example.com");
    return body + " ".repeat(bytes - body.length());
  }
}

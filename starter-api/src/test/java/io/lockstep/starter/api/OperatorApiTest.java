package io.lockstep.starter.api;

import static io.lockstep.starter.People.OPERATOR;
import static io.lockstep.starter.People.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.http.HttpHeaders.ACCEPT;
import static org.springframework.http.HttpHeaders.AUTHORIZATION;
import static org.springframework.http.HttpHeaders.CACHE_CONTROL;
import static org.springframework.http.HttpHeaders.RETRY_AFTER;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import com.jayway.jsonpath.JsonPath;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import io.lockstep.core.plan.Withheld;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.PairLedger;
import io.lockstep.ledger.WithheldWrites;
import io.lockstep.starter.LedgerSwitch;
import io.lockstep.starter.Samples;
import io.lockstep.starter.engine.FlowsInMemory;
import io.lockstep.starter.engine.QuestionsInMemory;
import io.lockstep.twins.OnTwins;
import io.lockstep.twins.StarterOnTwins;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.LiveValues;
import io.lockstep.workflows.connection.LiveValues.Shown;
import io.lockstep.workflows.connection.ValuesRequest;
import io.lockstep.workflows.sync.Phase;
import io.lockstep.workflows.sync.SyncStatus;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What an operator and a program can ask, and what each answer says. */
@OnTwins
class OperatorApiTest {

  private static final FlowKey PAIR = new FlowKey("acme", "c1");
  private static final FlowKey PARKED = new FlowKey("acme", "c2");
  private static final FlowKey NOT_ELIGIBLE = new FlowKey("acme", "c3");

  @Autowired private MockMvcTester mvc;
  @Autowired private Connections connections;
  @Autowired private PairLedger pairs;
  @Autowired private ItemLedger items;
  @Autowired private WithheldWrites withheld;
  @Autowired private FlowsInMemory flows;
  @Autowired private QuestionsInMemory questions;
  @Autowired private LedgerSwitch ledger;

  @BeforeEach
  void aPairInStepAndOneThatWaits() {
    ledger.on();
    flows.reset();
    questions.reset();
    connections.register(
        Samples.connection("acme", "loc1", "acct1", "the public key", "the webhook secret"));
    connections.pause("acme", false, "");
    if (pairs.linkOfContact("acme", "c1").isEmpty()) {
      pairs.commit(PAIR, Samples.agreed(PAIR, "p1", "ada@example.com", "Ada", List.of("vip")));
    }
    pairs.commit(
        PARKED,
        PairChange.builder()
            .state(PairState.NEEDS_PERSON, "refused")
            .park(waiting("op1", "email", Waiting.Kind.PARKED))
            .park(waiting("op2", "*", Waiting.Kind.REVIEW))
            .park(waiting("op3", "tags", Waiting.Kind.REVIEW))
            .conflict(name("k2", "firstName", Conflict.State.OPEN, null))
            .conflict(name("k3", "lastName", Conflict.State.DECIDED, Side.CONTACTS))
            .conflict(
                new Conflict(
                    "k1",
                    "email",
                    Conflict.State.DECIDED,
                    Side.REWARDS,
                    List.of("kept@example.com"),
                    List.of("lost@example.com"),
                    "newest",
                    StarterOnTwins.START))
            .build());
  }

  @Test
  void connectionsShowHowTheirPairsStandAndNoSecret() {
    MvcTestResult answer = get("/api/v1/connections");
    assertThat(answer).bodyJson().extractingPath("$.items[0].pairs.IN_STEP").isEqualTo(1);
    assertThat(answer).bodyJson().extractingPath("$.items[0].pairs.NEEDS_PERSON").isEqualTo(1);
    assertThat(answer)
        .bodyText()
        .doesNotContain("client-secret", "the webhook secret", "token", "the public key");
  }

  @Test
  void whatWaitsForPermissionIsCountedAndListed() {
    var note = new ItemRef(ItemKind.NOTE, Side.REWARDS, "n1");
    var name = new Withheld.Shown("firstName", "digest1", "digest2");
    withheld.replace(
        Flow.CONTACT_UPSERT,
        PAIR,
        List.of(new Withheld("op7", Op.Kind.UPDATE, null, List.of(name))),
        StarterOnTwins.START);
    withheld.replace(
        Flow.NOTE_BRIDGE,
        PAIR,
        List.of(new Withheld("op8", Op.Kind.CREATE, note, List.of())),
        StarterOnTwins.START);

    assertThat(get("/api/v1/connections/acme"))
        .bodyJson()
        .isLenientlyEqualTo("{\"access\": \"READ_WRITE\", \"withheld\": 2}");
    assertThat(get("/api/v1/withheld"))
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"items": [{"connection": "acme", "contactId": "c1", "changes": [
              {"kind": "UPDATE", "fields": ["firstName"]},
              {"kind": "CREATE", "item": "note/r:n1", "fields": []}]}]}""");
    assertThat(get("/api/v1/withheld")).bodyText().doesNotContain("digest");
    assertThat(get("/api/v1/withheld?after=c1"))
        .bodyJson()
        .extractingPath("$.items")
        .asArray()
        .isEmpty();

    withheld.replace(Flow.CONTACT_UPSERT, PAIR, List.of(), StarterOnTwins.START);
    withheld.replace(Flow.NOTE_BRIDGE, PAIR, List.of(), StarterOnTwins.START);
  }

  @Test
  void pairsComeInParts() {
    assertThat(get("/api/v1/pairs?limit=1"))
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"items": [{"connection": "acme", "contactId": "c1", "profileId": "p1",
                        "state": "IN_STEP"}], "next": "c1"}""");
    assertThat(get("/api/v1/pairs?limit=5&after=c1"))
        .bodyJson()
        .doesNotHavePath("$.next")
        .extractingPath("$.items[0].contactId")
        .isEqualTo("c2");
  }

  @Test
  void onePairShowsFieldNamesAndNeverAValue() {
    MvcTestResult answer = get("/api/v1/pairs/c1");
    assertThat(answer).bodyJson().extractingPath("$.fields").asArray().contains("email", "tags");
    assertThat(answer).bodyText().doesNotContain("example.com", "Ada", "vip");
  }

  @Test
  void anOperatorSeesTheLiveValuesOfAPairAndIsJournalled() {
    questions.answering(
        new LiveValues(
            StarterOnTwins.START,
            "c1",
            "p1",
            List.of(new LiveValues.Field("firstName", new Shown(List.of("Ada")), null)),
            List.of(
                new LiveValues.Item(
                    "task/c:t1",
                    "task",
                    "t1",
                    null,
                    List.of(new LiveValues.Field("task.title", new Shown(List.of("Call")), null)))),
            7,
            List.of("3 of 10 tasks and notes are left out"),
            null,
            Duration.ZERO));

    assertThat(getAsOperator("/api/v1/pairs/c1/values?from=0"))
        .hasStatusOk()
        .hasHeader(CACHE_CONTROL, "no-cache, no-store, max-age=0, must-revalidate")
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"connection": "acme", "contactId": "c1", "contactsId": "c1", "rewardsId": "p1",
             "readAt": "2026-11-24T12:00:00Z",
             "fields": [{"name": "firstName", "contacts": ["Ada"]}],
             "items": [{"item": "task/c:t1", "kind": "task", "contactsId": "t1",
                        "fields": [{"name": "task.title", "contacts": ["Call"]}]}],
             "next": 7, "remarks": ["3 of 10 tasks and notes are left out"]}""")
        .doesNotHavePath("$.fields[0].rewards");

    assertThat(questions.asked()).containsExactly(new ValuesRequest(PAIR, 0));
    JournalEntry read = journal(Act.READ_VALUES).get(0);
    assertThat(read.contactId()).isEqualTo("c1");
    assertThat(read.who()).isEqualTo("operator");
    assertThat(read.fields()).isEmpty();
  }

  @Test
  void liveValuesAreNotForViewersAndNotOfStrangers() {
    int before = pairs.journal("acme", 500).size();
    assertThat(get("/api/v1/pairs/c1/values")).hasStatus(403);
    assertThat(getAsOperator("/api/v1/pairs/stranger/values")).hasStatus(404);
    assertThat(getAsOperator("/api/v1/pairs/c1/values?from=-1")).hasStatus(400);
    assertThat(questions.asked()).isEmpty();
    assertThat(pairs.journal("acme", 500)).hasSize(before);
  }

  @Test
  void valuesThatNobodyCouldReadAre503WithTheReasonAndATime() {
    questions.answering(
        LiveValues.notRead(
            StarterOnTwins.START, "the breaker of rewards is open", Duration.ofSeconds(90)));
    assertThat(getAsOperator("/api/v1/pairs/c1/values"))
        .hasStatus(503)
        .hasHeader(RETRY_AFTER, "90")
        .bodyJson()
        .extractingPath("$.detail")
        .isEqualTo("Nothing was read: the breaker of rewards is open");

    questions.reset();
    assertThat(getAsOperator("/api/v1/pairs/c1/values"))
        .hasStatus(503)
        .hasHeader(RETRY_AFTER, "10")
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .startsWith("No answer within 15 s");

    questions.down();
    assertThat(getAsOperator("/api/v1/pairs/c1/values"))
        .hasStatus(503)
        .bodyJson()
        .extractingPath("$.title")
        .isEqualTo("Temporal did not confirm");
  }

  @Test
  void theDoctorSaysHowBadItIsAndWhatToDo() {
    questions.finding(
        Finding.ok("bhn.token", "It works."),
        Finding.warning("highlevel.location", "It allows duplicates.", "Switch that off."));
    assertThat(getAsOperator("/api/v1/connections/acme/doctor"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"connection": "acme", "worst": "warning", "findings": [
              {"id": "ledger.starter-api", "level": "ok"},
              {"id": "temporal", "level": "ok"},
              {"id": "bhn.token", "level": "ok", "sentence": "It works."},
              {"id": "highlevel.location", "level": "warning",
               "sentence": "It allows duplicates.", "action": "Switch that off."},
              {"id": "highlevel.webhooks", "level": "warning"},
              {"id": "bhn.webhooks", "level": "warning"}]}""");
    assertThat(get("/api/v1/connections/acme/doctor")).hasStatus(403);
    assertThat(getAsOperator("/api/v1/connections/nobody/doctor")).hasStatus(404);
  }

  @Test
  void customFieldsAreDefinedForAnOperatorOfAConnectionThatMayWrite() {
    questions.finding(Finding.ok("highlevel.custom-fields.tier", "Defined tier."));
    assertThat(post("/api/v1/connections/acme/doctor/custom-fields", ""))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"connection": "acme", "worst": "ok",
             "findings": [{"id": "highlevel.custom-fields.tier", "sentence": "Defined tier."}]}""");
    assertThat(pairs.journal("acme", 1))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.entry().act()).isEqualTo(Act.DEFINED_FIELDS);
              assertThat(entry.entry().who()).isEqualTo("operator");
            });

    questions.reset();
    assertThat(post("/api/v1/connections/acme/doctor/custom-fields", ""))
        .hasStatusOk()
        .bodyText()
        .contains("\"worst\":\"error\"", "may still be defined", "/acme/doctor says");

    Connection known = connections.byId("acme").orElseThrow();
    connections.register(
        new Connection(
            "acme",
            known.region(),
            new Connection.HighLevel(
                known.highLevel().baseUrl(),
                known.highLevel().locationId(),
                known.highLevel().token(),
                known.highLevel().webhookPublicKeys(),
                Connection.HighLevel.Access.READ_ONLY),
            known.bhn(),
            known.profileYaml(),
            true,
            false,
            ""));
    questions.reset();
    assertThat(post("/api/v1/connections/acme/doctor/custom-fields", "")).hasStatus(409);
    connections.register(known);
    connections.pause("acme", true, "for a test");
    assertThat(post("/api/v1/connections/acme/doctor/custom-fields", "")).hasStatus(409);
    assertThat(questions.examined()).isEmpty();
  }

  @Test
  void aMarkedPersonIsSentAndWhatCameOfItIsAskedFor() {
    String person = "/api/v1/connections/acme/doctor/person";
    assertThat(getAsOperator(person)).as("nobody was sent").hasStatus(404);
    assertThat(post(person, ""))
        .hasStatus(202)
        .bodyJson()
        .extractingPath("$.follow")
        .isEqualTo(person);
    assertThat(questions.sent()).containsExactly("acme");
    assertThat(pairs.journal("acme", 1))
        .singleElement()
        .satisfies(entry -> assertThat(entry.entry().act()).isEqualTo(Act.SENT_PERSON));

    questions.onTheWay();
    assertThat(getAsOperator(person)).hasStatus(202);
    questions.reset();
    questions.finding(Finding.ok("person.seen", "It was seen after 3 s."));
    assertThat(getAsOperator(person))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"worst": "ok", "findings": [{"id": "person.seen"}]}""");
    assertThat(get(person)).hasStatus(403);
    connections.pause("acme", true, "for a test");
    assertThat(post(person, "")).hasStatus(409);
    assertThat(questions.sent()).isEmpty();
  }

  @Test
  void theDoctorSpeaksInLinesToo() {
    questions.finding(Finding.error("bhn.token", "It is refused.", "Renew it."));
    assertThat(
            mvc.get()
                .uri("/api/v1/connections/acme/doctor")
                .header(AUTHORIZATION, OPERATOR)
                .header(ACCEPT, "text/plain, application/problem+json"))
        .bodyText()
        .startsWith("error\nok ")
        .contains("error    bhn.token                It is refused. Renew it.\n");
    assertThat(
            mvc.get()
                .uri("/api/v1/connections/nobody/doctor")
                .header(AUTHORIZATION, OPERATOR)
                .header(ACCEPT, "text/plain, application/problem+json"))
        .hasStatus(404)
        .bodyText()
        .contains("There is no connection of that id.");
  }

  @Test
  void theDoctorAnswersWithoutAWorkerAndWithoutTemporal() {
    assertThat(getAsOperator("/api/v1/connections/acme/doctor"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"worst": "error", "findings": [
              {"id": "ledger.starter-api", "level": "ok"},
              {"id": "worker", "level": "error"},
              {"id": "highlevel.webhooks", "level": "warning"},
              {"id": "bhn.webhooks", "level": "warning"}]}""");
    questions.down();
    assertThat(getAsOperator("/api/v1/connections/acme/doctor"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"worst": "error", "findings": [
              {"id": "ledger.starter-api", "level": "ok"},
              {"id": "temporal", "level": "error"},
              {"id": "highlevel.webhooks", "level": "warning"},
              {"id": "bhn.webhooks", "level": "warning"}]}""");
  }

  @Test
  void oneDecisionReleasesAllThatBrakesHoldAndNothingElse() {
    FlowKey held = new FlowKey("acme", "c-held");
    ItemRef task = ItemRef.parse("task/c:t1");
    pairs.commit(held, PairChange.builder().park(waiting("op7", "*", Waiting.Kind.HELD)).build());
    items.commit(
        held,
        Map.of(task, PairChange.builder().park(waiting("op8", "*", Waiting.Kind.HELD)).build()));
    pairs.commit(PARKED, PairChange.builder().park(waiting("op9", "*", Waiting.Kind.HELD)).build());

    assertThat(post("/api/v1/connections/acme/release", ""))
        .hasStatus(202)
        .bodyJson()
        .isLenientlyEqualTo("{\"connection\": \"acme\", \"released\": 2, \"more\": false}");

    assertThat(flows.decisions())
        .containsExactlyInAnyOrder(
            new FlowsInMemory.Decided(Flow.CONTACT_UPSERT, held, Decision.retry()),
            new FlowsInMemory.Decided(Flow.TASK_LIFECYCLE, held, Decision.retry()));
    assertThat(journal(Act.RETRIED))
        .extracting(JournalEntry::contactId, JournalEntry::fields)
        .contains(tuple("c-held", List.of("*", "*@c:t1")));
    pairs.commit(held, PairChange.builder().unpark("op7").build());
    items.commit(held, Map.of(task, PairChange.builder().unpark("op8").build()));
    pairs.commit(PARKED, PairChange.builder().unpark("op9").build());
  }

  @Test
  void nothingIsReleasedWhilePausedOrWhereThereIsNoSuchConnection() {
    connections.pause("acme", true, "maintenance");
    assertThat(post("/api/v1/connections/acme/release", "")).hasStatus(409);
    assertThat(post("/api/v1/connections/nobody/release", "")).hasStatus(404);
    assertThat(flows.decisions()).isEmpty();
  }

  @Test
  void anUnknownPairIs404AndSaysWhatToDo() {
    assertThat(get("/api/v1/pairs/stranger"))
        .hasStatus(404)
        .bodyJson()
        .hasPath("$.title")
        .hasPath("$.detail")
        .hasPath("$.action");
  }

  @Test
  void aPairOfWhichNothingButItsStateIsKeptIsShownAndRetried() {
    pairs.commit(
        NOT_ELIGIBLE,
        PairChange.builder().state(PairState.NOT_ELIGIBLE, "the contact was deleted").build());
    assertThat(get("/api/v1/pairs/c3"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            "{\"state\": \"NOT_ELIGIBLE\", \"reason\": \"the contact was deleted\"}");

    assertThat(post("/api/v1/parked/c3/retry", "")).hasStatus(202);
    assertThat(flows.decisions())
        .containsExactly(
            new FlowsInMemory.Decided(Flow.CONTACT_UPSERT, NOT_ELIGIBLE, Decision.retry()));
  }

  @Test
  void anIdThatIsNoIdIs400AndNotRepeated() {
    assertThat(get("/api/v1/pairs/a@example.com"))
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .doesNotContain("example.com");
  }

  @Test
  void conflictsHideTheirValuesUnlessAskedFor() {
    int before = journal(Act.READ_VALUES).size();
    assertThat(get("/api/v1/conflicts"))
        .bodyJson()
        .doesNotHavePath("$.items[0].contacts")
        .extractingPath("$.items[0].loser")
        .isEqualTo("rewards");
    assertThat(get("/api/v1/conflicts")).bodyText().doesNotContain("example.com");
    assertThat(journal(Act.READ_VALUES)).hasSize(before);
  }

  @Test
  void whoReadsTheValuesOfConflictsIsJournalled() {
    int before = journal(Act.READ_VALUES).size();
    assertThat(getAsOperator("/api/v1/conflicts?values=true"))
        .bodyJson()
        .extractingPath("$.items[0].rewards[0]")
        .isEqualTo("lost@example.com");
    assertThat(journal(Act.READ_VALUES)).hasSizeGreaterThan(before);
    assertThat(journal(Act.READ_VALUES).get(0).who()).isEqualTo("operator");
  }

  @Test
  void whoIsShownNoConflictHasReadNoValues() {
    int before = journal(Act.READ_VALUES).size();
    var longAgo = new PairLedger.Shown(Instant.parse("2000-01-01T00:00:00Z"), "c1", "", "x");
    assertThat(
            getAsOperator(
                "/api/v1/conflicts?values=true&after=" + new After("acme", longAgo).text()))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.items")
        .asArray()
        .isEmpty();
    assertThat(journal(Act.READ_VALUES)).hasSize(before);
  }

  @Test
  void parkedListsWhatWaitsAndWhy() {
    assertThat(get("/api/v1/parked"))
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"items": [
              {"connection": "acme", "contactId": "c2", "opId": "op1", "field": "email",
               "kind": "PARKED", "reason": "Say what to do."},
              {"opId": "op2", "field": "*", "kind": "REVIEW"},
              {"opId": "op3", "field": "tags", "kind": "REVIEW"}]}""");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/parked", "/api/v1/conflicts"})
  void aListThatIsCutGoesOnWithItsNext(String list) throws Exception {
    List<Object> whole = JsonPath.read(text(get(list)), "$.items");
    assertThat(whole).hasSizeGreaterThan(2);

    List<Object> walked = new ArrayList<>();
    String next = "";
    while (next != null && walked.size() <= whole.size()) {
      Map<String, Object> part = JsonPath.read(text(get(list + "?limit=2&after=" + next)), "$");
      walked.addAll((List<?>) part.get("items"));
      next = (String) part.get("next");
    }
    assertThat(walked).isEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%20", "c1", "MjAyNi0xMS0yNFQxMjowMDowMFo"})
  void whatNoListAnsweredAsNextIs400AndNotTheBeginning(String after) {
    assertThat(get("/api/v1/parked?after=" + after))
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.action")
        .asString()
        .contains("leave after out");
  }

  private static String text(MvcTestResult answer) throws Exception {
    return answer.getResponse().getContentAsString();
  }

  @Test
  void retryIsJournalledAndHandedToTheFlow() {
    assertThat(post("/api/v1/parked/c2/retry", "")).hasStatus(202);
    assertDecided(Decision.retry());
    assertThat(journal(Act.RETRIED).get(0).who()).isEqualTo("operator");
    assertThat(journal(Act.RETRIED).get(0).contactId()).isEqualTo("c2");
  }

  @Test
  void skipNamesOneThing() {
    assertThat(post("/api/v1/parked/c2/op1/skip", "")).hasStatus(202);
    assertDecided(Decision.skip("op1"));
    assertThat(journal(Act.SKIPPED).get(0).fields()).containsExactly("email");
  }

  @Test
  void whatNoLongerWaitsCannotBeDecided() {
    assertThat(post("/api/v1/parked/c2/gone/skip", ""))
        .hasStatus(404)
        .bodyJson()
        .hasPath("$.action");
    assertThat(flows.decisions()).isEmpty();
  }

  @Test
  void anEditsValuesAreSealedAndOnlyItsIdTravels() {
    MvcTestResult answer =
        post("/api/v1/parked/c2/op1/edit", "{\"values\": [\"right@example.com\"]}");
    assertThat(answer).hasStatus(202);
    assertThat(answer).bodyText().doesNotContain("right@example.com");

    Decision decision = flows.decisions().get(0).decision();
    assertThat(decision.kind()).isEqualTo(Decision.Kind.EDIT);
    String editId = Objects.requireNonNull(decision.editId());
    assertThat(pairs.edit(PARKED, editId)).contains(List.of("right@example.com"));
    assertThat(decision.toString()).doesNotContain("right@example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"values\": [null]}", "{\"values\": \"x\"}"})
  void anEditThatIsNoneIs400(String body) {
    assertThat(post("/api/v1/parked/c2/op1/edit", body)).hasStatus(400);
    assertThat(flows.decisions()).isEmpty();
  }

  @Test
  void anEditLongerThanAFieldIs400() {
    String body = "{\"values\": [\"%s\"]}".formatted("x".repeat(8 * 1024 + 1));
    assertThat(post("/api/v1/parked/c2/op1/edit", body)).hasStatus(400);
  }

  @Test
  void oneTextFitsAPlainFieldAndSeveralFitTags() {
    String two = "{\"values\": [\"a@example.com\", \"b@example.com\"]}";
    assertThat(post("/api/v1/parked/c2/op1/edit", two))
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.detail")
        .isEqualTo("The field holds one text, and 2 were sent.");
    assertThat(flows.decisions()).isEmpty();

    assertThat(post("/api/v1/parked/c2/op3/edit", two)).hasStatus(202);
  }

  @Test
  void aProfileOfAnotherReleaseIsNamedWhereItIsNeeded() {
    connections.register(withProfile("profile: sample\nfuture: true\n"));
    assertThat(post("/api/v1/parked/c2/op1/edit", "{\"values\": [\"x\"]}"))
        .hasStatus(503)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .startsWith("acme:2:");
    assertThat(flows.decisions()).isEmpty();
  }

  @Test
  void aWholeRecordCannotBeEdited() {
    assertThat(post("/api/v1/parked/c2/op2/edit", "{\"values\": [\"x\"]}")).hasStatus(409);
    assertThat(flows.decisions()).isEmpty();
  }

  @Test
  void resolveNamesTheSideThatWins() {
    assertThat(post("/api/v1/conflicts/c2/firstName/resolve", "{\"side\": \"rewards\"}"))
        .hasStatus(202);
    assertDecided(Decision.resolve("firstName", Side.REWARDS));
    assertThat(journal(Act.RESOLVED).get(0).fields()).containsExactly("firstName");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tags", "email"}) // a review without a conflict; a winner refused
  void whatWaitsInAFieldIsResolvedToo(String field) {
    assertThat(post("/api/v1/conflicts/c2/" + field + "/resolve", "{\"side\": \"contacts\"}"))
        .hasStatus(202);
    assertDecided(Decision.resolve(field, Side.CONTACTS));
  }

  @Test
  void whatIsDecidedAndDoneCannotBeResolved() {
    assertThat(post("/api/v1/conflicts/c2/lastName/resolve", "{\"side\": \"contacts\"}"))
        .hasStatus(409)
        .bodyJson()
        .extractingPath("$.action")
        .asString()
        .contains("either side");
    assertThat(flows.decisions()).isEmpty();
  }

  @Test
  void aWholeRecordHasNoSidesToChooseFrom() {
    assertThat(post("/api/v1/conflicts/c2/*/resolve", "{\"side\": \"contacts\"}")).hasStatus(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"side\": \"REWARDS\"}", "{\"side\": \"left\"}", "{\"side\": 1}"})
  void resolveWithoutASideIs400(String body) {
    assertThat(post("/api/v1/conflicts/c2/firstName/resolve", body)).hasStatus(400);
    assertThat(flows.decisions()).isEmpty();
  }

  @Test
  void aConflictThatIsNotThereCannotBeResolved() {
    assertThat(post("/api/v1/conflicts/c1/email/resolve", "{\"side\": \"rewards\"}"))
        .hasStatus(404);
  }

  @Test
  void syncAnswersTheOutcomeOr202WhenItTakesLonger() {
    assertThat(post("/api/v1/pairs/c1/sync", ""))
        .hasStatus(202)
        .bodyJson()
        .extractingPath("$.phase")
        .isEqualTo("SYNCING");

    flows.answering(new SyncStatus(Phase.SETTLED, "nothing to do", List.of(), 1, 0, 0));
    assertThat(post("/api/v1/pairs/c1/sync", ""))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"phase": "SETTLED", "looks": 1, "follow": "/api/v1/pairs/c1?connection=acme"}""");
  }

  @ParameterizedTest
  @CsvSource({"SYNCING, 202", "RETRYING, 202", "UNKNOWN, 202", "PARKED, 200", "REVIEW, 200"})
  void syncIsOverOnlyWhenNothingIsLeftButWhatWaitsForAPerson(Phase phase, int status) {
    flows.answering(new SyncStatus(phase, "", List.of(), 1, 0, 0));
    assertThat(post("/api/v1/pairs/c1/sync", ""))
        .hasStatus(status)
        .bodyJson()
        .extractingPath("$.phase")
        .isEqualTo(phase.name());
  }

  @Test
  void aPausedConnectionIsNotSynced() {
    connections.pause("acme", true, "token is dead");
    assertThat(post("/api/v1/pairs/c1/sync", ""))
        .hasStatus(409)
        .bodyJson()
        .extractingPath("$.action")
        .asString()
        .contains("/api/v1/connections/acme/resume");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/parked/c2/retry                | {}
          /api/v1/parked/c2/op1/skip             | {}
          /api/v1/parked/c2/op1/edit             | {"values": ["right@example.com"]}
          /api/v1/conflicts/c2/firstName/resolve | {"side": "rewards"}
          """)
  void whilePausedNothingIsDecidedBecauseItWouldBeDropped(String path, String body) {
    int before = pairs.journal("acme", 500).size();
    connections.pause("acme", true, "token is dead");
    assertThat(post(path, body))
        .hasStatus(409)
        .bodyJson()
        .extractingPath("$.action")
        .asString()
        .contains("/api/v1/connections/acme/resume");
    assertThat(flows.decisions()).isEmpty();
    assertThat(pairs.journal("acme", 500)).hasSize(before);
  }

  @Test
  void theFirstLinkIsShownAsCountsAndBeginsWhenAPersonApproves() {
    pairs.commit(
        PAIR, PairChange.builder().state(PairState.PLANNED, "a profile will be made").build());
    assertThat(get("/api/v1/connections/acme/first-link"))
        .bodyJson()
        .extractingPath("$.planned")
        .asArray()
        .containsExactly(Map.of("outcome", "a profile will be made", "records", 1));

    assertThat(post("/api/v1/connections/acme/first-link/plan", "")).hasStatus(202);
    assertThat(post("/api/v1/connections/acme/first-link/approve", ""))
        .hasStatus(202)
        .bodyJson()
        .extractingPath("$.approved")
        .isEqualTo(true);

    assertThat(flows.sweeps()).containsExactly("acme/plan-first-link", "acme/first-link in 3 s");
    assertThat(journal(Act.APPROVED)).hasSize(1);
    pairs.commit(PAIR, PairChange.builder().state(PairState.IN_STEP, "").build());
  }

  @Test
  void pauseTakesAReasonAndResumeSweeps() {
    assertThat(post("/api/v1/connections/acme/pause", "{\"reason\": \"maintenance\"}"))
        .bodyJson()
        .extractingPath("$.pausedReason")
        .isEqualTo("maintenance");
    connections.markForSweep("acme");

    assertThat(post("/api/v1/connections/acme/resume", ""))
        .bodyJson()
        .extractingPath("$.paused")
        .isEqualTo(false);
    assertThat(flows.sweeps()).containsExactly("acme/contacts anew", "acme/verify anew");
    assertThat(connections.takeSweepMark("acme")).isFalse();
    assertThat(journal(Act.PAUSED).get(0).contactId()).isEqualTo(JournalEntry.CONNECTION);
    assertThat(journal(Act.RESUMED)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"line\\nfeed", "\\u0000", "LONG"})
  void aReasonIsOneShortLine(String reason) {
    int before = journal(Act.PAUSED).size();
    String sent = reason.equals("LONG") ? "x".repeat(201) : reason;
    assertThat(post("/api/v1/connections/acme/pause", "{\"reason\": \"" + sent + "\"}"))
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.title")
        .isEqualTo("Not a reason");
    assertThat(connections.byId("acme").orElseThrow().paused()).isFalse();
    assertThat(journal(Act.PAUSED)).hasSize(before);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/pairs?connection=acme&after=%00, 400",
    "/api/v1/withheld?connection=acme&after=%00, 400",
    "/api/v1/pairs?connection=%00, 404",
    "/api/v1/connections/%00/first-link, 400"
  })
  void aLetterTheLedgerHasNotIsTheSendersMistake(String path, int status) {
    assertThat(mvc.get().uri(URI.create(path)).header(AUTHORIZATION, VIEWER)).hasStatus(status);
  }

  @Test
  void aSweepThatCouldNotStartKeepsItsMark() {
    connections.pause("acme", true, "x");
    connections.markForSweep("acme");
    flows.down();
    assertThat(post("/api/v1/connections/acme/resume", "")).hasStatus(503);
    assertThat(connections.takeSweepMark("acme")).isTrue();
  }

  @Test
  void withoutTemporalAnActIs503AndSaysThatItIsUnknown() {
    flows.down();
    assertThat(post("/api/v1/parked/c2/retry", ""))
        .hasStatus(503)
        .hasHeader(RETRY_AFTER, "10")
        .bodyJson()
        .extractingPath("$.title")
        .isEqualTo("Temporal did not confirm");
  }

  @Test
  void withoutTheLedgerEverythingIs503AndNothingIsDone() {
    ledger.off();
    assertThat(get("/api/v1/pairs")).hasStatus(503);
    assertThat(post("/api/v1/parked/c2/retry", "")).hasStatus(503);
    assertThat(flows.decisions()).isEmpty();
  }

  @Test
  void anUnknownConnectionIs404() {
    assertThat(get("/api/v1/connections/nobody")).hasStatus(404);
    assertThat(get("/api/v1/pairs?connection=nobody")).hasStatus(404);
    assertThat(post("/api/v1/connections/nobody/pause", "")).hasStatus(404);
  }

  private static Conflict name(
      String id, String field, Conflict.State state, @Nullable Side loser) {
    return new Conflict(
        id,
        field,
        state,
        loser,
        List.of("Ada"),
        List.of("Ida"),
        "review",
        StarterOnTwins.START.minusSeconds(1));
  }

  private static Connection withProfile(String yaml) {
    Connection usual =
        Samples.connection("acme", "loc1", "acct1", "the public key", "the webhook secret");
    return Samples.with(usual, usual.region(), yaml);
  }

  private Parked waiting(String opId, String field, Waiting.Kind kind) {
    return new Parked(
        new Waiting(opId, field, kind, "Say what to do."), "a", "b", StarterOnTwins.START);
  }

  private void assertDecided(Decision decision) {
    assertThat(flows.decisions())
        .containsExactly(new FlowsInMemory.Decided(Flow.CONTACT_UPSERT, PARKED, decision));
  }

  private List<JournalEntry> journal(Act act) {
    return pairs.journal("acme", 500).stream()
        .map(PairLedger.ListedEntry::entry)
        .filter(entry -> entry.act() == act)
        .toList();
  }

  private MvcTestResult get(String uri) {
    return mvc.get().uri(uri).header(AUTHORIZATION, VIEWER).exchange();
  }

  private MvcTestResult getAsOperator(String uri) {
    return mvc.get().uri(uri).header(AUTHORIZATION, OPERATOR).exchange();
  }

  private MvcTestResult post(String uri, String body) {
    return mvc.post()
        .uri(uri)
        .header(AUTHORIZATION, OPERATOR)
        .contentType(APPLICATION_JSON)
        .content(body)
        .exchange();
  }
}

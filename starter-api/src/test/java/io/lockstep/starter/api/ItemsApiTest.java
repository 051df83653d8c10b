package io.lockstep.starter.api;

import static io.lockstep.starter.People.OPERATOR;
import static io.lockstep.starter.People.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpHeaders.AUTHORIZATION;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.Connection;
import io.lockstep.ledger.Connections;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.ledger.PairLedger;
import io.lockstep.starter.LedgerSwitch;
import io.lockstep.starter.Samples;
import io.lockstep.starter.SettableClock;
import io.lockstep.starter.engine.FlowsInMemory;
import io.lockstep.starter.engine.FlowsInMemory.Decided;
import io.lockstep.twins.OnTwins;
import io.lockstep.twins.StarterOnTwins;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What an operator sees of tasks and notes, and decides about them. */
@OnTwins
class ItemsApiTest {

  private static final FlowKey PAIR = new FlowKey("acme", "c1");
  private static final ItemRef TASK = new ItemRef(ItemKind.TASK, Side.CONTACTS, "t1");
  private static final ItemRef NOTE = new ItemRef(ItemKind.NOTE, Side.REWARDS, "n1");

  @Autowired private MockMvcTester mvc;
  @Autowired private Connections connections;
  @Autowired private PairLedger pairs;
  @Autowired private ItemLedger items;
  @Autowired private FlowsInMemory flows;
  @Autowired private LedgerSwitch ledger;
  @Autowired private SettableClock clock;

  @BeforeEach
  void aTaskInDisputeAndANoteThatWasRefused() {
    ledger.on();
    flows.reset();
    connections.register(connection(Samples.WITH_ITEMS_YAML));
    connections.pause("acme", false, "");
    if (pairs.linkOfContact("acme", "c1").isEmpty()) {
      pairs.commit(PAIR, Samples.agreed(PAIR, "p1", "ada@example.com", "Ada", List.of("vip")));
      items.commit(PAIR, Map.of(TASK, linkedTask()));
    }
    items.commit(
        PAIR,
        Map.of(
            NOTE,
            PairChange.builder()
                .state(PairState.NEEDS_PERSON, "Shorten it, then retry.")
                .park(waiting("op-note", "*", Waiting.Kind.PARKED))
                .build()));
  }

  private static Connection connection(String yaml) {
    Connection usual =
        Samples.connection("acme", "loc1", "acct1", "the public key", "the webhook secret");
    return Samples.with(usual, usual.region(), yaml);
  }

  private static PairChange linkedTask() {
    return PairChange.builder()
        .link(new Link("acme", "t1", "r1", StarterOnTwins.START))
        .state(PairState.NEEDS_PERSON, "Say which title stays.")
        .park(waiting("op-title", "task.title", Waiting.Kind.REVIEW))
        .conflict(
            new Conflict(
                "k1",
                "task.title",
                Conflict.State.OPEN,
                null,
                List.of("Call Ada"),
                List.of("Write to Ada"),
                "review",
                StarterOnTwins.START))
        .accept(
            new AcceptedDifference(
                "task.due",
                "",
                "k:1",
                "k:2",
                "f1",
                AcceptedDifference.Reason.DEFAULT,
                "lockstep",
                StarterOnTwins.START))
        .build();
  }

  private static Parked waiting(String opId, String field, Waiting.Kind kind) {
    return new Parked(
        new Waiting(opId, field, kind, "Say what to do."), "a", "b", StarterOnTwins.START);
  }

  @Test
  void aPairShowsItsTasksAndNotesAndNeverAValue() {
    MvcTestResult answer = get("/api/v1/pairs/c1");
    assertThat(answer)
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"items": [
              {"item": "note/r:n1", "kind": "note", "state": "NEEDS_PERSON",
               "reason": "Shorten it, then retry.",
               "waiting": [{"opId": "op-note", "field": "*"}]},
              {"item": "task/c:t1", "kind": "task", "contactsId": "t1", "rewardsId": "r1",
               "state": "NEEDS_PERSON", "reason": "Say which title stays.",
               "waiting": [{"opId": "op-title", "field": "task.title"}],
               "differences": [{"field": "task.due", "reason": "DEFAULT"}],
               "conflicts": ["task.title"]}]}""");
    assertThat(answer).bodyText().doesNotContain("Ada");
  }

  @Test
  void anItemShowsWhenBothSidesWereLastSeenEqual() {
    items.commit(
        PAIR,
        Map.of(
            TASK,
            PairChange.builder()
                .base(new BaseRow("task.body", "", "k:3", "k:3", 1, "f1", 0))
                .build()));

    MvcTestResult answer = get("/api/v1/pairs/c1");

    assertThat(answer)
        .bodyJson()
        .extractingPath("$.items[1].agreedAt")
        .isEqualTo(clock.instant().toString());
    assertThat(answer)
        .bodyJson()
        .as("a note that never had another half")
        .doesNotHavePath("$.items[0].agreedAt");
  }

  @Test
  void whatWaitsOfAnItemIsListedWithTheItem() {
    assertThat(get("/api/v1/parked"))
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"items": [
              {"contactId": "c1", "item": "task/c:t1", "opId": "op-title",
               "field": "task.title@c:t1", "kind": "REVIEW"},
              {"contactId": "c1", "item": "note/r:n1", "opId": "op-note", "field": "*@r:n1",
               "kind": "PARKED"}]}""");
  }

  @Test
  void aConflictOfAnItemIsListedWithTheItem() {
    assertThat(get("/api/v1/conflicts"))
        .bodyJson()
        .doesNotHavePath("$.items[0].contacts")
        .isLenientlyEqualTo(
            "{\"items\": [{\"item\": \"task/c:t1\", \"field\": \"task.title@c:t1\"}]}");
    assertThat(mvc.get().uri("/api/v1/conflicts?values=true").header(AUTHORIZATION, OPERATOR))
        .bodyJson()
        .extractingPath("$.items[0].rewards[0]")
        .isEqualTo("Write to Ada");
  }

  @Test
  void whatWaitsOfAnItemIsSkippedByTheFlowOfItsKind() {
    assertThat(post("/api/v1/parked/c1/op-note/skip", "")).hasStatus(202);
    assertDecided(Flow.NOTE_BRIDGE, Decision.skip("op-note"));
    assertThat(journal(Act.SKIPPED).fields()).containsExactly("*@r:n1");
  }

  @Test
  void aRetryOfTheContactReachesTheItemsThatWait() {
    assertThat(post("/api/v1/parked/c1/retry", "")).hasStatus(202);
    assertThat(flows.decisions())
        .extracting(Decided::flow)
        .containsExactly(Flow.CONTACT_UPSERT, Flow.TASK_LIFECYCLE, Flow.NOTE_BRIDGE);
    assertThat(journal(Act.RETRIED).fields())
        .containsExactlyInAnyOrder("task.title@c:t1", "*@r:n1");
  }

  @Test
  void aWholeItemCannotBeEdited() {
    assertThat(post("/api/v1/parked/c1/op-note/edit", "{\"values\": [\"x\"]}")).hasStatus(409);
    assertThat(flows.decisions()).isEmpty();
  }

  @Test
  void aRetryThatNamesAnItemReachesTheFlowOfItsKindAlone() {
    assertThat(post("/api/v1/parked/c1/retry?item=note/r:n1", "")).hasStatus(202);
    assertDecided(Flow.NOTE_BRIDGE, Decision.retry());
    assertThat(journal(Act.RETRIED).fields()).containsExactly("*@r:n1");
  }

  @Test
  void anItemsFieldIsEditedByTheFlowOfItsKindAndItsValueIsSealed() {
    MvcTestResult answer = post("/api/v1/parked/c1/op-title/edit", "{\"values\": [\"Meet Ada\"]}");
    assertThat(answer).hasStatus(202);
    assertThat(answer).bodyText().doesNotContain("Meet");

    Decision decision = flows.decisions().get(0).decision();
    assertThat(flows.decisions().get(0).flow()).isEqualTo(Flow.TASK_LIFECYCLE);
    assertThat(pairs.edit(PAIR, Objects.requireNonNull(decision.editId())))
        .contains(List.of("Meet Ada"));
    assertThat(journal(Act.EDITED).fields()).containsExactly("task.title@c:t1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/conflicts/c1/task.title@c:t1/resolve",
        "/api/v1/conflicts/c1/task.title/resolve?item=task/c:t1"
      })
  void aConflictOfAnItemIsResolvedByTheFlowOfItsKind(String path) {
    assertThat(post(path, "{\"side\": \"rewards\"}")).hasStatus(202);
    assertDecided(Flow.TASK_LIFECYCLE, Decision.resolve("task.title@c:t1", Side.REWARDS));
    assertThat(journal(Act.RESOLVED).fields()).containsExactly("task.title@c:t1");
  }

  @ParameterizedTest
  @CsvSource({
    "task.due@c:t1, 404", // no conflict there
    "task.title@c:t9, 404", // no such task
    "note.body@r:n1, 404",
    "*@c:t1, 404",
    "task.title@x:t1, 404"
  })
  void whatIsNoConflictOfAnItemCannotBeResolved(String field, int status) {
    assertThat(post("/api/v1/conflicts/c1/" + field + "/resolve", "{\"side\": \"rewards\"}"))
        .hasStatus(status);
    assertThat(flows.decisions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', CONTACT_UPSERT",
    "?item=task/c:t1, TASK_LIFECYCLE",
    "?item=note/r:n1, NOTE_BRIDGE"
  })
  void syncLooksAtWhatIsNamed(String query, Flow flow) {
    assertThat(post("/api/v1/pairs/c1/sync" + query, "")).hasStatus(202);
    assertThat(flows.syncs()).containsExactly(flow);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/parked/c1/retry", "/api/v1/pairs/c1/sync"})
  void whatNamesNoItemIs400AndIsNotRepeated(String path) {
    assertThat(post(path + "?item=ada@example.com", ""))
        .hasStatus(400)
        .bodyJson()
        .extractingPath("$.detail")
        .asString()
        .doesNotContain("example.com");
    assertNothingStarted();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/parked/c1/retry?item=task/c:t1",
        "/api/v1/pairs/c1/sync?item=task/c:t1",
        "/api/v1/conflicts/c1/task.title@c:t1/resolve"
      })
  void noRunBeginsForAKindThatStaysWhereItIs(String path) {
    connections.register(connection(Samples.PROFILE_YAML));
    assertThat(post(path, "{\"side\": \"rewards\"}")).hasStatus(409);
    assertNothingStarted();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /api/v1/parked/c1/retry?item=task/c:t1       | {}
          /api/v1/parked/c1/op-note/skip               | {}
          /api/v1/parked/c1/op-title/edit              | {"values": ["Meet Ada"]}
          /api/v1/conflicts/c1/task.title@c:t1/resolve | {"side": "rewards"}
          /api/v1/pairs/c1/sync?item=note/r:n1         | {}
          """)
  void whilePausedNothingIsDecidedBecauseItWouldBeDropped(String path, String body) {
    connections.pause("acme", true, "token is dead");
    assertThat(post(path, body)).hasStatus(409);
    assertNothingStarted();
  }

  @Test
  void resumingPassesOverTheItemsToo() {
    connections.pause("acme", true, "token is dead");
    assertThat(post("/api/v1/connections/acme/resume", "")).hasStatusOk();
    assertThat(flows.sweeps())
        .containsExactly(
            "acme/contacts anew", "acme/verify anew", "acme/verify-tasks anew", "acme/notes anew");
  }

  @Test
  void theApiDocumentKnowsWhatElseAnOperationAnswers() {
    MvcTestResult document = mvc.get().uri("/v3/api-docs").exchange();
    String sync = "$.paths['/api/v1/pairs/{contactId}/sync'].post.responses";
    assertThat(document).bodyJson().hasPath(sync + "['200']").hasPath(sync + "['202'].content");
    String person = "$.paths['/api/v1/connections/{id}/doctor/person'].get.responses";
    assertThat(document)
        .bodyJson()
        .hasPath(person + "['200'].content['application/json'].schema")
        .extractingPath(person + "['202'].content['application/json'].schema['$ref']")
        .isEqualTo("#/components/schemas/OnTheWay");
    assertThat(document)
        .bodyJson()
        .hasPath("$.components.schemas.Problem.properties.action")
        .extractingPath(sync + "['default'].content['application/problem+json'].schema['$ref']")
        .isEqualTo("#/components/schemas/Problem");
  }

  @Test
  void theApiDocumentSaysHowAnItemIsNamed() {
    MvcTestResult document = mvc.get().uri("/v3/api-docs").exchange();
    for (String path :
        List.of(
            "/api/v1/parked/{contactId}/retry",
            "/api/v1/pairs/{contactId}/sync",
            "/api/v1/conflicts/{contactId}/{field}/resolve")) {
      assertThat(document)
          .bodyJson()
          .extractingPath("$.paths['" + path + "'].post.parameters[?(@.name=='item')].description")
          .asArray()
          .singleElement()
          .asString()
          .contains("task/c:abc");
    }
  }

  private void assertDecided(Flow flow, Decision decision) {
    assertThat(flows.decisions()).containsExactly(new Decided(flow, PAIR, decision));
  }

  private void assertNothingStarted() {
    assertThat(flows.decisions()).isEmpty();
    assertThat(flows.syncs()).isEmpty();
  }

  private JournalEntry journal(Act act) {
    return pairs.journal("acme", 500).stream()
        .map(PairLedger.ListedEntry::entry)
        .filter(entry -> entry.act() == act)
        .findFirst()
        .orElseThrow();
  }

  private MvcTestResult get(String uri) {
    return mvc.get().uri(uri).header(AUTHORIZATION, VIEWER).exchange();
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

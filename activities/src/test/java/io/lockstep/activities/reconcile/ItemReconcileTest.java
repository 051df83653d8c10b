package io.lockstep.activities.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import feign.Response;
import io.lockstep.activities.CallListener;
import io.lockstep.activities.ItemCalls;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.LookListener;
import io.lockstep.activities.sync.Ports;
import io.lockstep.activities.testing.SandboxClient;
import io.lockstep.activities.testing.SandboxConnection;
import io.lockstep.activities.testing.SettableClock;
import io.lockstep.activities.testing.TestConnection;
import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.HighLevelTask;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.InMemoryCursors;
import io.lockstep.ledger.InMemoryItemLedger;
import io.lockstep.ledger.InMemoryOpenMarks;
import io.lockstep.ledger.InMemoryPairLedger;
import io.lockstep.ledger.InMemoryWithheldWrites;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxOptions;
import io.lockstep.workflows.reconcile.ReconcileActivities.Page;
import io.lockstep.workflows.reconcile.ReconcileReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the passes over tasks and notes hint, and what they cost. */
class ItemReconcileTest {

  private static final String CONNECTION = "acme";
  private static final String CONTACTS_ALONE =
      "profile: test\ncontact: {fields: [{name: email, contacts: email, rewards: email}]}\n";
  private static final String BOTH = CONTACTS_ALONE + "tasks: {users: byEmail}\nnotes: {}\n";
  private static final Digester DIGESTER = new Digester("k1", Map.of("k1", new byte[32]));

  private record Hinted(Flow flow, FlowKey key, Hint.Source source) {}

  private final SettableClock clock = SettableClock.atEight();
  private final Sandbox sandbox = Sandbox.inProcess(new SandboxOptions(clock, 7));
  private final InMemoryPairLedger pairs = new InMemoryPairLedger(clock);
  private final InMemoryItemLedger items = new InMemoryItemLedger(pairs);
  private final List<Hinted> hinted = new ArrayList<>();
  private final HighLevel people =
      connection(sandbox.access().highlevel().personToken(), BOTH).calls().highLevel();
  private TestConnection ours = connection(sandbox.access().highlevel().token(), BOTH);
  private FlowKey ada = new FlowKey(CONNECTION, "unmade");

  private TestConnection connection(String token, String mapping) {
    return new TestConnection(
        new SandboxClient(sandbox),
        SandboxConnection.of(CONNECTION, sandbox.access(), token, mapping, true),
        clock);
  }

  @BeforeEach
  void aLinkedContact() {
    ada = newContact("Ada");
    link(ada, "p-ada");
  }

  // ---- a look at each pair

  @ParameterizedTest
  @CsvSource({"verify-tasks, TASK_LIFECYCLE", "notes, NOTE_BRIDGE"})
  void everyLinkedPairIsHintedAndNobodyIsCalled(String what, Flow flow) {
    pairs.commit(
        new FlowKey(CONNECTION, "alone"),
        PairChange.builder().state(PairState.NOT_ELIGIBLE, "out of scope").build());

    Page page = page(what, null);

    assertThat(hinted).containsExactly(new Hinted(flow, ada, Hint.Source.SWEEP));
    assertThat(page.found()).isEqualTo(new ReconcileReport(2, 1, 1, 0));
    assertThat(page.next()).isNull();
    assertThat(ours.calls).isEmpty();
  }

  @Test
  void pairsComeByTheHundredAndNoFasterThanTheirRunsAreServed() {
    for (int i = 100; i < 250; i++) {
      link(new FlowKey(CONNECTION, "0" + i), "p" + i);
    }
    Page first = page("notes", null);
    assertThat(first.next()).isEqualTo("0199");
    assertThat(first.pause()).isEqualTo(Duration.ofSeconds(50));

    Page second = page("notes", first.next());
    assertThat(second.next()).isNull();
    assertThat(hinted).hasSize(151).doesNotHaveDuplicates();
  }

  // ---- the list of open tasks

  @Test
  void aTaskThatShowsItsBaseIsNotHinted() {
    agreed(newTask(ada, "Call"));
    pass();
    assertThat(hinted).isEmpty();
  }

  @Test
  void anEditThatSentNoEventIsFound() {
    Map<String, Object> task = newTask(ada, "Call");
    agreed(task);
    edit(task, Map.of("title", "Write"));
    pass();
    assertThat(hinted).containsExactly(new Hinted(Flow.TASK_LIFECYCLE, ada, Hint.Source.POLL));
  }

  @Test
  void aReopeningIsFoundAndACompletedTaskIsLeftAlone() {
    Map<String, Object> task = newTask(ada, "Call");
    edit(task, Map.of("completed", true));
    agreed(read(task));
    edit(task, Map.of("title", "Write"));
    pass();
    assertThat(hinted).isEmpty();

    edit(task, Map.of("completed", false));
    pass();
    assertThat(hinted).extracting(Hinted::key).containsExactly(ada);
  }

  @Test
  void aNewOwnerIsFound() {
    Map<String, Object> task = newTask(ada, "Call");
    agreed(task);
    edit(task, Map.of("assignedTo", people.userIdsByEmail().values().iterator().next()));
    pass();
    assertThat(hinted).extracting(Hinted::key).containsExactly(ada);
  }

  @Test
  void manyTasksOfOneContactAreOneHint() {
    newTask(ada, "Call");
    newTask(ada, "Write");
    Page page = page("tasks", null);
    assertThat(hinted).hasSize(1);
    assertThat(page.found()).isEqualTo(new ReconcileReport(2, 0, 2, 1));
    assertThat(page.pause()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aTaskNobodyHasMetIsHintedOnlyIfItsContactIsLinked() {
    newTask(newContact("Eve"), "Call");
    pass();
    assertThat(hinted).isEmpty();

    newTask(ada, "Call");
    pass();
    assertThat(hinted).extracting(Hinted::key).containsExactly(ada);
  }

  @Test
  void aTaskThatWaitsUnlinkedIsNotHintedAgainAndAgain() {
    var waiting = new Waiting("op1", "*", Waiting.Kind.PARKED, "Say what to do.");
    items.commit(
        ada,
        Map.of(
            ref(newTask(ada, "Call")),
            PairChange.builder().park(new Parked(waiting, "k:1", "", clock.instant())).build()));
    pass();
    assertThat(hinted).isEmpty();
  }

  @Test
  void aSurvivorIsNotHintedAndADeletedTaskThatIsAliveIs() {
    Map<String, Object> survivor = newTask(ada, "Call");
    Map<String, Object> back = newTask(newContactLinked("Eve", "p-eve"), "Write");
    end(ada, survivor, Side.CONTACTS);
    end(new FlowKey(CONNECTION, String.valueOf(back.get("contactId"))), back, Side.REWARDS);
    pass();
    assertThat(hinted)
        .extracting(hint -> hint.key().contactId())
        .containsExactly(String.valueOf(back.get("contactId")));
  }

  @Test
  void aTaskThatAMergeMovedIsHintedForItsContactOnceTheOtherOneIsNoLongerLinked() {
    Map<String, Object> task = newTask(ada, "Call");
    FlowKey before = newContactLinked("Eve", "p-eve");
    items.commit(before, Map.of(ref(task), linked(task).build()));
    pairs.commit(before, PairChange.builder().endLink("merged", clock.instant()).build());
    pass();
    assertThat(hinted).extracting(Hinted::key).containsExactly(ada);
  }

  @Test
  void aPassReadsOnUntilAPageIsEmpty() {
    newTask(ada, "Call");
    pass();
    assertThat(ours.calls)
        .extracting(CallListener.Call::operation)
        .containsExactly("list-users", "search-tasks", "search-tasks");
  }

  @Test
  void aTaskCompletedBetweenTwoPagesLetsNoOtherSlipPast() {
    newTask(ada, "the oldest, and so the last of the list");
    FlowKey eve = newContact("Eve");
    List<Map<String, Object>> eves = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofMillis(110)); // as fast as HighLevel lets a person
      eves.add(newTask(eve, "Call"));
    }
    Page first = page("tasks", null);
    assertThat(first.found().read()).isEqualTo(100);
    assertThat(hinted).isEmpty();

    edit(eves.get(0), Map.of("completed", true));
    Page second = page("tasks", first.next());

    assertThat(hinted).extracting(Hinted::key).containsExactly(ada);
    assertThat(second.next()).as("the pass is over").isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "contactId"})
  void aTaskWithAnOddIdIsLeftOutAndTheOthersArePassedOver(String name) {
    newTask(newContactLinked("Eve", "p-eve"), "Call");
    Map<String, Object> odd = newTask(newContactLinked("Bob", "p-bob"), "Write");
    newTask(ada, "Meet");
    String id = String.valueOf(odd.get(name));
    ours =
        new TestConnection(
            (request, options) -> {
              Response answer = new SandboxClient(sandbox).execute(request, options);
              String body = new String(answer.body().asInputStream().readAllBytes(), UTF_8);
              return answer.toBuilder().body(body.replace(id, "an/odd id"), UTF_8).build();
            },
            ours.connection,
            clock);

    Page page = page("tasks", null);

    assertThat(page.found()).isEqualTo(new ReconcileReport(3, 0, 2, 1));
    assertThat(hinted).hasSize(2).extracting(Hinted::key).contains(ada);
  }

  @Test
  void aWayThatOnlyLeadsToContactsLeavesHighLevelsOwnTasksAlone() {
    ours =
        connection(
            sandbox.access().highlevel().token(),
            CONTACTS_ALONE + "tasks: {direction: toContacts}\n");
    newTask(ada, "Call");
    pass();
    assertThat(hinted).isEmpty();
  }

  // ---- nothing to pass over

  @ParameterizedTest
  @ValueSource(strings = {"tasks", "verify-tasks", "notes"})
  void aKindThatStaysWhereItIsIsNotPassedOver(String what) {
    ours = connection(sandbox.access().highlevel().token(), CONTACTS_ALONE);
    newTask(ada, "Call");
    assertThat(page(what, null)).isEqualTo(new Page(null, ReconcileReport.none(), Duration.ZERO));
    assertThat(hinted).isEmpty();
    assertThat(ours.calls).isEmpty();
  }

  @Test
  void aPausedConnectionIsMarkedInstead() {
    ours.connections.pause(CONNECTION, true, "token is dead");
    page("notes", null);
    assertThat(hinted).isEmpty();
    assertThat(ours.connections.takeSweepMark(CONNECTION)).isTrue();
  }

  // ---- helpers

  private Page page(String what, @Nullable String cursor) {
    var ports =
        new Ports(
            ours.connections,
            pairs,
            items,
            new InMemoryWithheldWrites(),
            new InMemoryOpenMarks(),
            new InMemoryCursors(),
            ours.providers,
            DIGESTER,
            (flow, key, hint) -> {
              assertThat(hint.lane()).isEqualTo(Lane.BULK);
              hinted.add(new Hinted(flow, key, hint.source()));
            },
            LookListener.NONE,
            clock);
    return new ItemReconcile(ports).page(CONNECTION, what, cursor, new Attempt(1, "run"));
  }

  /** The whole pass over open tasks. */
  private void pass() {
    String cursor = null;
    do {
      cursor = page("tasks", cursor).next();
    } while (cursor != null);
  }

  private FlowKey newContact(String name) {
    var body = new HashMap<String, Object>(Map.of("firstName", name));
    body.put("locationId", sandbox.access().highlevel().locationId());
    return new FlowKey(CONNECTION, String.valueOf(people.create(body).get("id")));
  }

  private FlowKey newContactLinked(String name, String profileId) {
    FlowKey key = newContact(name);
    link(key, profileId);
    return key;
  }

  private void link(FlowKey key, String profileId) {
    pairs.commit(
        key,
        PairChange.builder()
            .link(new Link(CONNECTION, key.contactId(), profileId, clock.instant()))
            .build());
  }

  private Map<String, Object> newTask(FlowKey of, String title) {
    return tasks()
        .create(
            of.contactId(),
            Map.of("title", title, "dueDate", "2026-12-01T09:00:00Z", "completed", false));
  }

  private void edit(Map<String, Object> task, Map<String, Object> fields) {
    tasks().update(contactOf(task), String.valueOf(task.get("id")), fields);
  }

  private Map<String, Object> read(Map<String, Object> task) {
    return tasks().one(contactOf(task), String.valueOf(task.get("id"))).orElseThrow();
  }

  private ItemCalls tasks() {
    return people.tasks();
  }

  private static String contactOf(Map<String, Object> task) {
    return String.valueOf(task.get("contactId"));
  }

  private static ItemRef ref(Map<String, Object> task) {
    return new ItemRef(ItemKind.TASK, Side.CONTACTS, String.valueOf(task.get("id")));
  }

  /** Both sides agreed on the task as it is now. */
  private void agreed(Map<String, Object> task) {
    ItemMapping mapping = MappingProfiles.parse("test", BOTH).items(ItemKind.TASK).orElseThrow();
    PersonView view = new HighLevelTask(mapping, people.userIdsByEmail()).read(task);
    PairChange.Builder change = linked(task);
    FlowKey key = new FlowKey(CONNECTION, contactOf(task));
    for (FieldRule rule : mapping.rules()) {
      Reading canonical =
          new CanonicalForms("US")
              .canonical(view.field(rule.name()), rule.form(), CanonicalForms.CURRENT);
      String digest = DIGESTER.digest(key, rule.name(), canonical);
      change.base(
          new BaseRow(
              rule.name(), "", digest, digest, CanonicalForms.CURRENT, rule.fingerprint(), 0));
    }
    items.commit(key, Map.of(ref(task), change.build()));
  }

  /** Its link ended when that side's half was the one alive. */
  private void end(FlowKey key, Map<String, Object> task, Side survivor) {
    items.commit(key, Map.of(ref(task), linked(task).build()));
    items.commit(
        key,
        Map.of(
            ref(task),
            PairChange.builder().endLink("one was deleted", clock.instant(), survivor).build()));
  }

  private PairChange.Builder linked(Map<String, Object> task) {
    String id = String.valueOf(task.get("id"));
    return PairChange.builder().link(new Link(CONNECTION, id, "r-" + id, clock.instant()));
  }
}

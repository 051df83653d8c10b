package io.lockstep.starter.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lockstep.core.Flow;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.plan.Op;
import io.lockstep.ledger.Connection;
import io.lockstep.starter.Samples;
import io.lockstep.starter.engine.FlowsInMemory;
import io.lockstep.starter.engine.FlowsInMemory.Looked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;

/** Where an event of a task or a note leads, and when it leads nowhere. */
class ItemWebhooksTest {

  private static final FlowKey PAIR = new FlowKey("acme", "c1");
  private static final ItemRef TASK = new ItemRef(ItemKind.TASK, Side.CONTACTS, "t1");
  private static final ItemRef NOTE = new ItemRef(ItemKind.NOTE, Side.CONTACTS, "n1");
  private static final String DUE = "2026-12-01T09:00:00.000Z";

  private static final MappingProfile PROFILE =
      MappingProfiles.parse("sample", Samples.WITH_ITEMS_YAML);

  private final Doorstep doorstep = new Doorstep();
  private final FlowsInMemory flows = doorstep.flows;

  @BeforeEach
  void onePairWithATaskAndANoteInStep() {
    doorstep.connections.register(connection(Samples.WITH_ITEMS_YAML));
    doorstep.pairs.commit(
        PAIR, Samples.agreed(PAIR, "p1", "ada@example.com", "Ada", List.of("vip")));
    doorstep.items.commit(
        PAIR,
        Map.of(
            TASK,
            agreed(
                TASK,
                "t1r",
                Map.of("task.title", "Call", "task.due", DUE, "task.completed", "false")),
            NOTE,
            agreed(NOTE, "n1r", Map.of("note.body", "Called back"))));
  }

  private Connection connection(String yaml) {
    Connection usual =
        Samples.connection(
            "acme", "loc1", "acct1", doorstep.highLevel.publicKey(), doorstep.bhn.secret());
    return Samples.with(usual, usual.region(), yaml);
  }

  // ---- what is news, and what is not

  @Test
  void anEditedNoteIsRecordedForTheNotesOfItsContact() throws Exception {
    assertThat(doorstep.send(note("NoteUpdate", "Called twice")).getStatus()).isEqualTo(200);
    assertThat(looked()).isEqualTo(Flow.NOTE_BRIDGE);

    Hint hint = flows.looks().get(0).hint();
    assertThat(hint.side()).isEqualTo(Side.CONTACTS);
    assertThat(hint.entityId()).isEqualTo("n1");
    assertThat(hint.digests()).containsOnlyKeys("note.body");
    assertThat(hint.complete()).isTrue();
    assertThat(hint.toString()).doesNotContain("twice");
  }

  @Test
  void theEchoOfANoteStartsNothing() throws Exception {
    assertNothingNew(doorstep.send(note("NoteUpdate", "<p>Called back</p>")));
    assertNothingNew(doorstep.sendBhn(noteInfo("updated", "Called back")));
  }

  @Test
  void theEchoOfANewTaskStartsNothing() throws Exception {
    assertNothingNew(doorstep.send(task("TaskCreate", "Call")));
    assertNothingNew(doorstep.sendBhn(taskInfo("created", "Call", "open")));
  }

  @Test
  void aTaskThatIsEditedAtRewardsIsRecorded() throws Exception {
    doorstep.sendBhn(taskInfo("updated", "Write", "open"));
    assertThat(looked()).isEqualTo(Flow.TASK_LIFECYCLE);
    assertThat(flows.looks().get(0).hint().entityId()).isEqualTo("t1r");
  }

  @Test
  void aCompletionSaysNothingNewOnlyOfATaskThatIsCompleted() throws Exception {
    doorstep.send(task("TaskComplete", "Call"));
    assertThat(looked()).isEqualTo(Flow.TASK_LIFECYCLE);

    doorstep.items.commit(PAIR, Map.of(TASK, completed()));
    flows.reset();
    assertNothingNew(doorstep.send(task("TaskComplete", "Call")));
    doorstep.sendBhn(taskInfo("updated", "Call", "open")); // re-opened
    assertThat(looked()).isEqualTo(Flow.TASK_LIFECYCLE);
  }

  @Test
  void whatAnEventLeavesOutHasToBeEmptyInTheBase() throws Exception {
    doorstep.items.commit(PAIR, Map.of(TASK, moved("task.body", "soon")));
    doorstep.send(task("TaskCreate", "Call"));
    assertThat(looked()).isEqualTo(Flow.TASK_LIFECYCLE);
    assertThat(flows.looks().get(0).hint().digests()).doesNotContainKey("task.body");
    assertThat(flows.looks().get(0).hint().complete()).isFalse();
  }

  @Test
  void anOwnerCannotBeReadHereAndIsLookedAt() throws Exception {
    doorstep.send(
        task("TaskCreate", "Call").replace("\"title\"", "\"assignedTo\":\"u1\",\"title\""));
    assertThat(looked()).isEqualTo(Flow.TASK_LIFECYCLE);
  }

  @Test
  void aNewItemIsRecorded() throws Exception {
    doorstep.send(note("NoteCreate", "New").replace("n1", "n2"));
    assertThat(looked()).isEqualTo(Flow.NOTE_BRIDGE);
  }

  @Test
  void anEventWithoutTheItemsIdIsRecordedForItsContact() throws Exception {
    doorstep.send("{\"type\":\"NoteUpdate\",\"locationId\":\"loc1\",\"contactId\":\"c1\"}");
    assertThat(looked()).isEqualTo(Flow.NOTE_BRIDGE);
  }

  // ---- deletions

  @ParameterizedTest
  @CsvSource({"TaskDelete, TASK_LIFECYCLE", "NoteDelete, NOTE_BRIDGE"})
  void aDeletionThatNobodyBuriedIsLookedAt(String type, Flow flow) throws Exception {
    doorstep.send(flow == Flow.NOTE_BRIDGE ? note(type, "Called back") : task(type, "Call"));
    assertThat(looked()).isEqualTo(flow);
    assertThat(flows.looks().get(0).hint().digests()).isEmpty();
  }

  @Test
  void theEchoOfADeletionThatEndedItsLinkStartsNothing() throws Exception {
    doorstep.items.commit(
        PAIR,
        Map.of(
            NOTE,
            PairChange.builder().endLink("both were deleted", doorstep.clock.instant()).build()));
    assertNothingNew(doorstep.send(note("NoteDelete", "Called back")));
    assertNothingNew(doorstep.sendBhn(noteInfo("deleted", "Called back")));

    doorstep.marks.open(Flow.NOTE_BRIDGE, PAIR, doorstep.clock.instant()); // it may be coming back
    doorstep.send(note("NoteDelete", "Called back"));
    assertThat(looked()).isEqualTo(Flow.NOTE_BRIDGE);
  }

  // ---- while a run is open

  @Test
  void anEchoIsNotBelievedWhileARunOfItsKindIsOpen() throws Exception {
    doorstep.marks.open(Flow.NOTE_BRIDGE, PAIR, doorstep.clock.instant());
    doorstep.send(note("NoteUpdate", "Called back"));
    assertThat(looked()).isEqualTo(Flow.NOTE_BRIDGE);

    flows.reset();
    assertNothingNew(doorstep.send(task("TaskCreate", "Call"))); // another kind, another run
  }

  @Test
  void theEchoOfACreateFasterThanItsLinkStartsNothing() throws Exception {
    Instant looked = doorstep.clock.instant();
    ItemRef made = new ItemRef(ItemKind.NOTE, Side.REWARDS, "n3r");
    doorstep.marks.open(Flow.NOTE_BRIDGE, PAIR, looked);
    doorstep.items.claim(PAIR, made, create(), looked);
    doorstep.meanwhile(
        () -> {
          doorstep.items.commit(
              PAIR,
              Map.of(
                  made,
                  PairChange.builder()
                      .closeIntent("op-1")
                      .including(agreed(ItemKind.NOTE, Map.of("note.body", "From rewards")))
                      .link(new Link("acme", "n3", "n3r", looked))
                      .build()));
          doorstep.marks.close(Flow.NOTE_BRIDGE, PAIR, looked);
        });

    assertNothingNew(doorstep.send(note("NoteCreate", "From rewards").replace("n1", "n3")));
  }

  // ---- whose it is

  @Test
  void aTaskWithoutItsContactIsFoundInTheLedger() throws Exception {
    doorstep.send(task("TaskComplete", "Call").replace("\"contactId\":\"c1\",", ""));
    assertThat(looked()).isEqualTo(Flow.TASK_LIFECYCLE);
  }

  @Test
  void aTaskNobodyKnowsLeadsToThePassOverTasks() throws Exception {
    doorstep.send(
        task("TaskCreate", "New").replace("\"contactId\":\"c1\",", "").replace("t1", "t9"));
    assertThat(flows.looks()).isEmpty();
    assertThat(flows.sweeps()).containsExactly("acme/tasks in 10 s");
  }

  @Test
  void anItemOfAProfileWithoutAContactLeadsToItsLinking() throws Exception {
    doorstep.sendBhn(noteInfo("created", "New").replace("p1", "p9").replace("n1r", "n9r"));
    assertThat(flows.looks())
        .extracting(Looked::flow, Looked::key)
        .containsExactly(tuple(Flow.CONTACT_UPSERT, FlowKey.ofProfile("acme", "p9")));
  }

  @Test
  void aContactWithoutAPartnerIsLookedAtByTheFlowOfTheItem() throws Exception {
    doorstep.send(note("NoteCreate", "New").replace("\"c1\"", "\"c9\"").replace("n1", "n9"));
    assertThat(flows.looks())
        .extracting(Looked::flow, Looked::key)
        .containsExactly(tuple(Flow.NOTE_BRIDGE, new FlowKey("acme", "c9")));
  }

  // ---- what does not travel, and parts that are away

  @Test
  void aKindThatStaysWhereItIsIs200AndCounted() throws Exception {
    doorstep.connections.register(connection(Samples.PROFILE_YAML + "notes: {direction: both}\n"));
    doorstep.send(task("TaskCreate", "New"));
    doorstep.sendBhn(taskInfo("created", "New", "open"));
    assertThat(flows.looks()).isEmpty();
    assertThat(flows.sweeps()).isEmpty();
    assertThat(doorstep.counted("contacts", "not-synced")).isEqualTo(1);
    assertThat(doorstep.counted("rewards", "not-synced")).isEqualTo(1);

    doorstep.send(note("NoteUpdate", "Called twice"));
    assertThat(looked()).isEqualTo(Flow.NOTE_BRIDGE);
  }

  @Test
  void aRewardIs200AndCounted() throws Exception {
    doorstep.sendBhn("{\"messageType\":\"rewardInfo\",\"accountId\":\"acct1\"}");
    assertThat(doorstep.counted("rewards", "not-synced")).isEqualTo(1);
  }

  @Test
  void aPausedConnectionIsMarkedForASweep() throws Exception {
    doorstep.connections.pause("acme", true, "token is dead");
    doorstep.send(note("NoteUpdate", "Called twice"));
    assertThat(flows.looks()).isEmpty();
    assertThat(doorstep.connections.takeSweepMark("acme")).isTrue();
  }

  @Test
  void withoutTheLedgerAnItemOfAKnownContactIsRecordedUnweighed() throws Exception {
    doorstep.send(note("NoteUpdate", "Called back")); // an echo; the list is in memory now
    doorstep.ledger.off();
    doorstep.send(note("NoteUpdate", "Called back"));
    assertThat(looked()).isEqualTo(Flow.NOTE_BRIDGE);
    assertThat(flows.looks().get(0).hint().digests()).isEmpty();
  }

  @Test
  void withoutTheLedgerNobodyKnowsWhoseAProfilesItemIsAndItIsSentAgain() throws Exception {
    doorstep.sendBhn(noteInfo("updated", "Called back"));
    doorstep.ledger.off();
    assertThat(doorstep.sendBhn(noteInfo("updated", "Called twice")).getStatus()).isEqualTo(503);
    assertThat(
            doorstep
                .send(task("TaskCreate", "New").replace("\"contactId\":\"c1\",", ""))
                .getStatus())
        .isEqualTo(429);
    assertThat(flows.looks()).isEmpty();
  }

  // ---- helpers

  private Flow looked() {
    assertThat(flows.looks()).extracting(Looked::key).containsExactly(PAIR);
    return flows.looks().get(0).flow();
  }

  private void assertNothingNew(MockHttpServletResponse answer) throws Exception {
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getContentAsString()).contains("nothing-new");
    assertThat(flows.looks()).isEmpty();
  }

  private static Intent create() {
    Instant now = Instant.parse("2026-11-24T12:00:00Z");
    return new Intent(
        "op-1",
        Op.Kind.CREATE,
        Side.CONTACTS,
        null,
        "n3r",
        0,
        Map.of(),
        List.of(),
        "run-1",
        now,
        now.plusSeconds(40));
  }

  private PairChange completed() {
    return moved("task.completed", "true");
  }

  /** That field moves on in the task's base. */
  private static PairChange moved(String field, String value) {
    PairChange.Builder change = PairChange.builder();
    agreed(ItemKind.TASK, Map.of(field, value)).base().stream()
        .filter(row -> row.field().equals(field))
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
        .forEach(change::base);
    return change.build();
  }

  private static PairChange agreed(ItemRef item, String rewardsId, Map<String, String> values) {
    return PairChange.builder()
        .including(agreed(item.kind(), values))
        .link(new Link("acme", item.id(), rewardsId, Instant.EPOCH))
        .build();
  }

  /** The base of an item whose fields are these, any other empty. */
  private static PairChange agreed(ItemKind kind, Map<String, String> values) {
    PairChange.Builder change = PairChange.builder();
    for (FieldRule rule : PROFILE.items(kind).orElseThrow().rules()) {
      String value = values.getOrDefault(rule.name(), "");
      Reading canonical =
          new CanonicalForms("US")
              .canonical(
                  value.isEmpty() ? Reading.empty() : Reading.ofText(value),
                  rule.form(),
                  CanonicalForms.CURRENT);
      String digest = Samples.DIGESTER.digest(PAIR, rule.name(), canonical);
      change.base(
          new BaseRow(
              rule.name(), "", digest, digest, CanonicalForms.CURRENT, rule.fingerprint(), 0));
    }
    return change.build();
  }

  private static String task(String type, String title) {
    return """
        {"type":"%s","locationId":"loc1","id":"t1","contactId":"c1","title":"%s",\
        "dueDate":"%s","dateAdded":"2026-11-20T09:00:00.000Z",\
        "timestamp":"2026-11-24T11:59:58Z","webhookId":"w-1"}"""
        .formatted(type, title, DUE);
  }

  private static String note(String type, String body) {
    return """
        {"type":"%s","locationId":"loc1","id":"n1","contactId":"c1","body":"%s",\
        "dateAdded":"2026-11-20T09:00:00.000Z","timestamp":"2026-11-24T11:59:58Z",\
        "webhookId":"w-1"}"""
        .formatted(type, body);
  }

  private static String taskInfo(String what, String title, String status) {
    return """
        {"messageType":"taskInfo","eventType":"%s","accountId":"acct1","contactId":"p1",\
        "taskId":"t1r","title":"%s","dueDate":"%s","status":"%s","completed":false,\
        "version":"3","eventId":"e-1","eventTimestamp":"2026-11-24T11:59:58Z"}"""
        .formatted(what, title, DUE, status);
  }

  private static String noteInfo(String what, String body) {
    return """
        {"messageType":"noteInfo","eventType":"%s","accountId":"acct1","contactId":"p1",\
        "noteId":"n1r","body":"%s","version":"3","eventId":"e-1",\
        "eventTimestamp":"2026-11-24T11:59:58Z"}"""
        .formatted(what, body);
  }
}

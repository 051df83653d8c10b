package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lockstep.activities.ItemCalls;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.item.ItemRef;
import io.lockstep.core.merge.ItemCopy;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.pair.Link;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tasks and notes of one linked contact, over the sandbox and the ledger's twins. */
class ItemsTest {

  private static final String MAPPING =
      TwoSides.MAPPING
          + """
          tasks: {direction: both, deletes: propagate, due: {default: +1d}}
          notes: {direction: both, deletes: propagate}
          """;
  private static final Duration HOURS = Duration.ofHours(2);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Object> CALL =
      Map.of("title", "Call", "dueDate", "2027-01-05T11:00:00Z", "completed", false);

  private final TwoSides sides = new TwoSides(MAPPING);
  private final FlowKey ann =
      sides.newContact(Map.of("email", "ann@example.com", "firstName", "Ann"));

  @BeforeEach
  void aContactIsLinked() {
    sides.settle(ann);
  }

  @Test
  void tasksAndNotesOfBothSidesAreUnited() {
    for (String title : List.of("one", "two", "three")) {
      tasks(Side.CONTACTS).create(sides.idOf(ann, Side.CONTACTS), with(CALL, "title", title));
      tasks(Side.REWARDS)
          .create(
              sides.idOf(ann, Side.REWARDS),
              Map.of(
                  "title",
                  title.equals("three") ? title : "r " + title,
                  "dueDate",
                  CALL.get("dueDate")));
    }
    for (String body : List.of("a", "b", "c", "d")) {
      notes(Side.CONTACTS).create(sides.idOf(ann, Side.CONTACTS), Map.of("body", body));
      notes(Side.REWARDS)
          .create(
              sides.idOf(ann, Side.REWARDS), Map.of("body", body.equals("d") ? body : "r " + body));
    }

    sides.settle(ann, ItemKind.TASK);
    sides.settle(ann, ItemKind.NOTE);

    for (Side side : Side.values()) {
      assertThat(tasks(side).list(sides.idOf(ann, side))).as("tasks at " + side).hasSize(5);
      assertThat(notes(side).list(sides.idOf(ann, side))).as("notes at " + side).hasSize(7);
    }
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
  }

  /** No side documents in which order it lists; here each lists the newest first. */
  @Test
  void equalNotesAreAdoptedOneToOneTheOldestFirst() {
    List<String> contacts = new ArrayList<>();
    List<String> rewards = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      contacts.add(newNote(Side.CONTACTS, "Called"));
      rewards.add(newNote(Side.REWARDS, "Called"));
    }
    String alone = newNote(Side.CONTACTS, "Called");
    sides.answers = ItemsTest::theOtherWayRound;

    sides.settle(ann, ItemKind.NOTE);

    Map<String, String> linked = new HashMap<>();
    sides
        .items
        .load(ann, ItemKind.NOTE)
        .values()
        .forEach(
            note -> {
              Link link = Objects.requireNonNull(note.link());
              linked.put(link.contactId(), link.profileId());
            });
    assertThat(linked)
        .hasSize(3)
        .containsEntry(contacts.get(0), rewards.get(0))
        .containsEntry(contacts.get(1), rewards.get(1));
    assertThat(linked.get(alone)).as("the newest is copied").isNotNull().isNotIn(rewards);
    for (Side side : Side.values()) {
      assertThat(notes(side).list(sides.idOf(ann, side))).as("notes at " + side).hasSize(3);
    }
  }

  /** A note of that side, a minute after the one before. */
  private String newNote(Side side, String body) {
    Map<String, Object> made = notes(side).create(sides.idOf(ann, side), Map.of("body", body));
    sides.advance(Duration.ofMinutes(1));
    return String.valueOf(made.get(side == Side.CONTACTS ? "id" : "noteId"));
  }

  private static String theOtherWayRound(String answer) {
    try {
      JsonNode json = JSON.readTree(answer);
      json.forEach(
          list -> {
            if (list instanceof ArrayNode array) {
              List<JsonNode> all = new ArrayList<>();
              array.forEach(all::add);
              Collections.reverse(all);
              array.removeAll().addAll(all);
            }
          });
      return json.toString();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Test
  void anEditAtTheRewardsSideLeavesANotesTitleColourAndPinAsTheyWere() {
    Map<String, Object> settings = Map.of("title", "Monday", "color", "#FFAA00", "pinned", true);
    notes(Side.CONTACTS).create(sides.idOf(ann, Side.CONTACTS), with(settings, "body", "Hello"));
    sides.settle(ann, ItemKind.NOTE);
    sides.advance(HOURS);
    Map<String, Object> copy = notes(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS)).get(0);
    assertThat(copy).doesNotContainKeys("title", "color", "pinned");

    notes(Side.REWARDS)
        .update(
            sides.idOf(ann, Side.REWARDS),
            String.valueOf(copy.get("noteId")),
            Map.of("version", copy.get("version"), "body", "Hello again"));
    sides.settle(ann, ItemKind.NOTE);

    assertThat(notes(Side.CONTACTS).list(sides.idOf(ann, Side.CONTACTS)))
        .singleElement()
        .satisfies(
            note ->
                assertThat(note)
                    .containsAllEntriesOf(settings)
                    .containsEntry("body", "<p>Hello again</p>"));
  }

  @Test
  void aNoteTravelsAsTextAndBearsItsContact() {
    notes(Side.CONTACTS)
        .create(sides.idOf(ann, Side.CONTACTS), Map.of("body", "<p>Likes <b>gift</b> cards</p>"));

    sides.settle(ann, ItemKind.NOTE);

    assertThat(notes(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS)))
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note).containsEntry("body", "Likes gift cards");
              assertThat(note).containsEntry("tags", List.of(ann.contactId()));
            });
  }

  @Test
  void whatAProviderMadeOfANewNoteIsAcceptedAndNeverCopiedBack() {
    notes(Side.REWARDS).create(sides.idOf(ann, Side.REWARDS), Map.of("body", "Likes gift cards"));
    sides.answers = answer -> answer.replace("<p>Likes gift cards</p>", "<p>Likes gift</p>");

    Plan plan = sides.settle(ann, ItemKind.NOTE);

    assertThat(plan.waiting()).isEmpty();
    assertThat(notes(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS)).get(0))
        .containsEntry("body", "Likes gift cards");
    assertThat(sides.items.load(ann, ItemKind.NOTE).values())
        .singleElement()
        .satisfies(
            note ->
                assertThat(note.accepted())
                    .extracting(AcceptedDifference::field, AcceptedDifference::reason)
                    .containsExactly(tuple("note.body", AcceptedDifference.Reason.REWRITTEN)));
  }

  @Test
  void aStatusOnlyTheRewardsSideHasSurvivesAnEditAtHighLevel() {
    tasks(Side.REWARDS)
        .create(
            sides.idOf(ann, Side.REWARDS),
            Map.of("title", "Call", "status", "in_progress", "dueDate", CALL.get("dueDate")));
    sides.settle(ann, ItemKind.TASK);
    sides.advance(HOURS);
    String task = id(tasks(Side.CONTACTS), Side.CONTACTS, "id");

    tasks(Side.CONTACTS)
        .update(sides.idOf(ann, Side.CONTACTS), task, Map.of("title", "Call twice"));
    sides.settle(ann, ItemKind.TASK);

    assertThat(tasks(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS)))
        .singleElement()
        .satisfies(
            seen ->
                assertThat(seen)
                    .containsEntry("title", "Call twice")
                    .containsEntry("status", "in_progress"));
  }

  @Test
  void aStatusNobodyKnowsReopensNoCompletedTask() {
    tasks(Side.REWARDS)
        .create(
            sides.idOf(ann, Side.REWARDS),
            Map.of("title", "Call", "status", "completed", "dueDate", CALL.get("dueDate")));
    sides.settle(ann, ItemKind.TASK);
    sides.advance(HOURS);

    for (String also : List.of("true", "\"no truth\"")) {
      sides.answers =
          answer ->
              answer
                  .replace("\"status\":\"completed\"", "\"status\":\"archived\"")
                  .replace(
                      "\"completed\":true,\"ownerEmail", "\"completed\":" + also + ",\"ownerEmail");
      Plan plan = sides.look(ann, ItemKind.TASK);
      assertThat(plan.ops()).as(also).isEmpty();
      assertThat(plan.waiting())
          .singleElement()
          .satisfies(
              waiting -> {
                assertThat(waiting.field()).startsWith("task.completed@");
                assertThat(waiting.reason())
                    .contains("is archived", "knows open, in_progress, waiting, completed");
              });
    }

    assertThat(tasks(Side.CONTACTS).list(sides.idOf(ann, Side.CONTACTS)))
        .singleElement()
        .satisfies(task -> assertThat(task).containsEntry("completed", true));
  }

  @Test
  void aTaskWithoutADueDateGetsOneAtHighLevelThatNeverFlowsBack() {
    tasks(Side.REWARDS).create(sides.idOf(ann, Side.REWARDS), Map.of("title", "Call"));

    sides.settle(ann, ItemKind.TASK);

    assertThat(tasks(Side.CONTACTS).list(sides.idOf(ann, Side.CONTACTS)))
        .singleElement()
        .satisfies(task -> assertThat(task.get("dueDate")).isNotNull());
    assertThat(tasks(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS)))
        .singleElement()
        .satisfies(task -> assertThat(task.get("dueDate")).isNull());
  }

  @Test
  void aDeletedTaskIsDeletedOnTheOtherSide() {
    tasks(Side.CONTACTS).create(sides.idOf(ann, Side.CONTACTS), CALL);
    sides.settle(ann, ItemKind.TASK);
    sides.advance(HOURS);
    tasks(Side.CONTACTS)
        .delete(sides.idOf(ann, Side.CONTACTS), id(tasks(Side.CONTACTS), Side.CONTACTS, "id"));

    sides.settle(ann, ItemKind.TASK);

    assertThat(tasks(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS))).isEmpty();
    assertThat(sides.look(ann, ItemKind.TASK).ops()).isEmpty();
  }

  @Test
  void aCreateWhoseAnswerWasLostMakesOneTask() {
    tasks(Side.REWARDS)
        .create(
            sides.idOf(ann, Side.REWARDS), Map.of("title", "Call", "dueDate", CALL.get("dueDate")));
    Plan plan = sides.look(ann, ItemKind.TASK);
    sides.fault(Side.CONTACTS, "POST /contacts/{contactId}/tasks", "lost-answer", Map.of());
    assertThatThrownBy(
        () -> sides.apply(ann, ItemKind.TASK, plan.ops().get(0), plan, new Attempt(1, "run")));

    Outcome outcome =
        sides.apply(ann, ItemKind.TASK, plan.ops().get(0), plan, new Attempt(2, "run"));

    assertThat(outcome.next()).isEqualTo(Outcome.Next.DONE);
    assertThat(tasks(Side.CONTACTS).list(sides.idOf(ann, Side.CONTACTS))).hasSize(1);
    assertThat(sides.settle(ann, ItemKind.TASK).waiting()).isEmpty();
  }

  @Test
  void aLostAnswerOfTheRewardsSideIsFoundByTheNextLook() {
    notes(Side.CONTACTS).create(sides.idOf(ann, Side.CONTACTS), Map.of("body", "Hello"));
    Plan plan = sides.look(ann, ItemKind.NOTE);
    sides.fault(Side.REWARDS, "POST /v2/contacts/{contactId}/notes", "lost-answer", Map.of());
    assertThatThrownBy(
        () -> sides.apply(ann, ItemKind.NOTE, plan.ops().get(0), plan, new Attempt(1, "run")));

    sides.settle(ann, ItemKind.NOTE);

    assertThat(notes(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS))).hasSize(1);
  }

  @Test
  void aLostCopyThatSomebodyEditedSinceIsKnownByItsRequest() {
    notes(Side.CONTACTS).create(sides.idOf(ann, Side.CONTACTS), Map.of("body", "Hello"));
    Plan plan = sides.look(ann, ItemKind.NOTE);
    sides.fault(Side.REWARDS, "POST /v2/contacts/{contactId}/notes", "lost-answer", Map.of());
    assertThatThrownBy(
        () -> sides.apply(ann, ItemKind.NOTE, plan.ops().get(0), plan, new Attempt(1, "run")));
    Map<String, Object> copy = notes(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS)).get(0);
    notes(Side.REWARDS)
        .update(
            sides.idOf(ann, Side.REWARDS),
            String.valueOf(copy.get("noteId")),
            Map.of("version", copy.get("version"), "body", "Hello again"));

    Outcome outcome =
        sides.apply(ann, ItemKind.NOTE, plan.ops().get(0), plan, new Attempt(2, "run"));
    sides.settle(ann, ItemKind.NOTE);

    assertThat(outcome.next()).isEqualTo(Outcome.Next.DONE);
    assertThat(notes(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS))).hasSize(1);
    assertThat(notes(Side.CONTACTS).list(sides.idOf(ann, Side.CONTACTS)))
        .singleElement()
        .satisfies(note -> assertThat(note.toString()).contains("Hello again"));
  }

  @Test
  void aCrashBetweenTwoGenerationsDoesNotStopTheCreateForEver() {
    tasks(Side.CONTACTS).create(sides.idOf(ann, Side.CONTACTS), CALL);
    Plan plan = sides.look(ann, ItemKind.TASK);
    Op op = plan.ops().get(0);
    sides.fault(Side.REWARDS, "POST /v2/contacts/{contactId}/tasks", "lost-answer", Map.of());
    assertThatThrownBy(() -> sides.apply(ann, ItemKind.TASK, op, plan, new Attempt(1, "run")));
    String made = id(tasks(Side.REWARDS), Side.REWARDS, "taskId");
    tasks(Side.REWARDS).delete(sides.idOf(ann, Side.REWARDS), made);
    sides.advance(Duration.ofMinutes(2));
    ItemRef item = Objects.requireNonNull(op.item());
    String source = Objects.requireNonNull(op.sourceId());
    Intent old = sides.items.load(ann, item).intents().get(0);
    Instant now = sides.clock.instant();
    String next = ItemCopy.opId(sides.digester, ann, item, Side.REWARDS, source, null, 1);
    sides.items.claim( // and then the process dies: the old intent stays open
        ann,
        item,
        new Intent(
            next,
            old.kind(),
            old.target(),
            null,
            source,
            1,
            old.digests(),
            List.of(),
            "run",
            now,
            now),
        now);

    sides.settle(ann, ItemKind.TASK);

    assertThat(tasks(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS))).hasSize(1);
  }

  @Test
  void aBlankNoteWaitsAsAWholeAndIsNotSent() {
    notes(Side.CONTACTS).create(sides.idOf(ann, Side.CONTACTS), Map.of("body", " "));

    Plan plan = sides.settle(ann, ItemKind.NOTE);

    assertThat(plan.waiting())
        .singleElement()
        .satisfies(
            waiting -> {
              assertThat(waiting.field()).startsWith("*@c:");
              assertThat(waiting.reason()).contains("empty");
            });
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
    assertThat(notes(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS))).isEmpty();
  }

  @Test
  void oneOfTwoThousandNotesIsEditedByOneWrite() {
    for (int i = 0; i < 2_000; i++) {
      Map<String, Object> note = Map.of("body", "note " + i);
      notes(Side.CONTACTS).create(sides.idOf(ann, Side.CONTACTS), note);
      notes(Side.REWARDS).create(sides.idOf(ann, Side.REWARDS), note);
      sides.advance(Duration.ofMillis(110)); // as fast as HighLevel lets a person
    }
    sides.settle(ann, ItemKind.NOTE);
    sides.advance(HOURS);
    Map<String, Object> note = notes(Side.REWARDS).list(sides.idOf(ann, Side.REWARDS)).get(1_000);
    notes(Side.REWARDS)
        .update(
            sides.idOf(ann, Side.REWARDS),
            String.valueOf(note.get("noteId")),
            Map.of("version", note.get("version"), "body", "edited"));

    Plan plan = sides.look(ann, ItemKind.NOTE);

    assertThat(plan.ops()).singleElement().extracting(Op::kind).isEqualTo(Op.Kind.UPDATE);
  }

  @Test
  void anUnlinkedContactsItemsWaitForItsOwnFlow() {
    FlowKey ben = sides.newContact(Map.of("email", "ben@example.com", "firstName", "Ben"));

    Plan plan = sides.look(ben, ItemKind.TASK);

    assertThat(plan.verdict()).isEqualTo(Plan.Verdict.HANDED_ON);
    assertThat(sides.hinted).contains(ben);
  }

  private ItemCalls tasks(Side side) {
    return side == Side.CONTACTS ? sides.highLevel().tasks() : sides.bhn().tasks();
  }

  private ItemCalls notes(Side side) {
    return side == Side.CONTACTS ? sides.highLevel().notes() : sides.bhn().notes();
  }

  private String id(ItemCalls calls, Side side, String name) {
    return String.valueOf(calls.list(sides.idOf(ann, side)).get(0).get(name));
  }

  private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
    Map<String, Object> changed = new HashMap<>(map);
    changed.put(key, value);
    return changed;
  }
}

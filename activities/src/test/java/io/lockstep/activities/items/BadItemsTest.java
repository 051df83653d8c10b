package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a person made on one side and the other side will not have. It waits alone, with a sentence
 * that names the limit and what to do, and is sent again only once a person has done something.
 */
class BadItemsTest {

  private static final String MAPPING =
      TwoSides.MAPPING
          + """
          tasks: {direction: both, deletes: propagate, due: {default: +1d}}
          notes: {direction: both, deletes: propagate}
          """;
  private static final Duration HOURS = Duration.ofHours(2);
  private static final String DUE = "2027-01-05T11:00:00.000Z";
  private static final String OTHER_DUE = "2027-03-03T11:00:00.000Z";

  private final TwoSides sides = new TwoSides(MAPPING);
  private final FlowKey ann =
      sides.newContact(Map.of("email", "ann@example.com", "firstName", "Ann"));

  /**
   * One way to be wrong.
   *
   * @param typed what the person typed
   * @param shown what that side shows of it, where neither sandbox would take the value itself
   * @param waits the rule that waits, when the item was there before
   * @param limit how the sentence names the limit
   * @param remedy how the sentence says what to do
   */
  private record Bad(
      ItemKind kind,
      Side from,
      Map<String, Object> typed,
      String shown,
      String waits,
      String limit,
      String remedy) {}

  static Stream<Arguments> bad() {
    return Stream.of(
        arguments(
            "a blank title",
            new Bad(
                ItemKind.TASK,
                Side.CONTACTS,
                Map.of("title", " "),
                "",
                "task.title",
                "BHN Rewards does not take an empty title",
                "fill it in on either side")),
        arguments(
            "a title of 256 characters",
            new Bad(
                ItemKind.TASK,
                Side.CONTACTS,
                Map.of("title", "Call her"),
                "x".repeat(256),
                "task.title",
                "BHN Rewards' limit of 255 characters",
                "shorten it on either side")),
        arguments(
            "a due date in 1900",
            new Bad(
                ItemKind.TASK,
                Side.CONTACTS,
                Map.of("dueDate", "1900-01-01T00:00:00Z"),
                "",
                "task.due",
                "in the years 1970 to 2099",
                "correct it on either side")),
        arguments(
            "a due date without a zone",
            new Bad(
                ItemKind.TASK,
                Side.CONTACTS,
                Map.of("dueDate", OTHER_DUE),
                "2027-03-03 11:00:00",
                "task.due",
                "no date and time with a zone",
                "correct it on either side")),
        arguments(
            "a task's text of 8,193 characters",
            new Bad(
                ItemKind.TASK,
                Side.CONTACTS,
                Map.of("body", "a long story"),
                "x".repeat(8_193),
                "task.body",
                "BHN Rewards' limit of 8192 characters",
                "shorten it on either side")),
        arguments(
            "a blank note",
            new Bad(
                ItemKind.NOTE,
                Side.CONTACTS,
                Map.of("body", "<p> </p>"),
                "",
                "note.body",
                "BHN Rewards does not take an empty body",
                "fill it in on either side")),
        arguments(
            "a note of 65,537 characters at HighLevel",
            new Bad(
                ItemKind.NOTE,
                Side.CONTACTS,
                Map.of("body", "a long story"),
                "x".repeat(65_537),
                "note.body",
                "BHN Rewards' limit of 65536 characters",
                "shorten it on either side")),
        arguments(
            "a note over HighLevel's limit",
            new Bad(
                ItemKind.NOTE,
                Side.REWARDS,
                Map.of("body", "a long story"),
                "x".repeat(524_289),
                "note.body",
                "HighLevel's limit of 524288 characters",
                "make it smaller on either side")));
  }

  @BeforeEach
  void aContactIsLinked() {
    sides.settle(ann);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void anEditThatIsRefusedWaitsAloneAndNamesTheLimit(String what, Bad bad) {
    show(bad);
    Map<String, Object> before = good(bad);
    String id = create(bad.kind(), bad.from(), before);
    settle(bad.kind());
    sides.advance(HOURS);
    update(bad.kind(), bad.from(), id, bad.typed());
    alsoGood(bad, id);

    Plan plan = settle(bad.kind());

    assertThat(plan.waiting()).singleElement().satisfies(one -> explains(one, bad));
    assertThat(plan.waiting().get(0).field()).startsWith(bad.waits() + "@");
    othersTravelled(bad, "edited too");
    if (bad.kind() == ItemKind.TASK) { // a note has no second field
      othersTravelled(bad, "edited");
    }
    staysQuiet(bad, plan);
    travelsOnceCorrected(bad, id);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void aNewItemThatIsRefusedWaitsAloneAndNamesTheLimit(String what, Bad bad) {
    show(bad);
    Map<String, Object> made = new HashMap<>(good(bad));
    made.putAll(bad.typed());
    String id = create(bad.kind(), bad.from(), made);
    create(bad.kind(), bad.from(), other(bad.kind(), bad.from(), "another"));

    Plan plan = settle(bad.kind());

    assertThat(plan.waiting()).singleElement().satisfies(one -> explains(one, bad));
    assertThat(plan.waiting().get(0).field()).startsWith("*@");
    othersTravelled(bad, "another");
    staysQuiet(bad, plan);
    travelsOnceCorrected(bad, id);
  }

  @Test
  void aTaskWithoutADueDateWaitsWhereNoneIsInvented() {
    var none = new TwoSides(MAPPING.replace(", due: {default: +1d}", ""));
    FlowKey bob = none.newContact(Map.of("email", "bob@example.com"));
    none.settle(bob);
    none.bhn().tasks().create(none.idOf(bob, Side.REWARDS), Map.of("title", "Call"));

    Plan plan = none.settle(bob, ItemKind.TASK);

    assertThat(plan.waiting())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.reason())
                    .contains("no date and time with a zone", "correct it on either side"));
    assertThat(none.highLevel().tasks().list(bob.contactId())).isEmpty();
  }

  /** The refusal answers the person's edit; what waited before it goes on waiting. */
  @Test
  void whatAPersonTypesInsteadIsHeldToTheSameLimits() {
    String id = create(ItemKind.TASK, Side.CONTACTS, newTask());
    settle(ItemKind.TASK);
    sides.advance(HOURS);
    update(ItemKind.TASK, Side.CONTACTS, id, Map.of("title", " "));
    Waiting blank = settle(ItemKind.TASK).waiting().get(0);
    sides.pairs.saveEdit(ann, "edit-1", List.of("x".repeat(256)));
    Plan edit = sides.look(ann, ItemKind.TASK, Decision.edit(blank.opId(), "edit-1"));

    Outcome refused =
        sides.apply(ann, ItemKind.TASK, edit.ops().get(0), edit, new Attempt(1, "run"));

    assertThat(refused.reason())
        .contains("HighLevel's limit of 255 characters", "smaller on either side");
    assertThat(settle(ItemKind.TASK).waiting())
        .singleElement()
        .satisfies(one -> assertThat(one.reason()).isEqualTo(blank.reason()));
    assertThat(list(ItemKind.TASK, Side.REWARDS))
        .singleElement()
        .satisfies(task -> assertThat(task).containsEntry("title", "Call"));
  }

  /** A newer release of BHN's may have more words; the door of the API takes none it lacks. */
  @Test
  void aStatusNobodyKnowsWaitsWithItsWordAndIsNotOverwritten() {
    String copy = aTaskNobodyKnowsTheStatusOf();
    create(ItemKind.TASK, Side.REWARDS, other(ItemKind.TASK, Side.REWARDS, "another"));

    Plan plan = settle(ItemKind.TASK);

    assertThat(plan.waiting())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.field()).startsWith("task.completed@");
              assertThat(one.reason())
                  .contains(
                      "is cancelled",
                      "knows open, in_progress, waiting, completed",
                      "set one of these there, or resolve for contacts",
                      "or skip");
            });
    assertThat(list(ItemKind.TASK, Side.CONTACTS))
        .hasSize(2)
        .allSatisfy(task -> assertThat(task).containsEntry("completed", false));

    sides.advance(HOURS);
    update(ItemKind.TASK, Side.CONTACTS, copy, Map.of("title", "Call twice"));
    assertThat(settle(ItemKind.TASK).waiting()).isEqualTo(plan.waiting());
    assertThat(called("Call twice")).containsEntry("status", "waiting");

    Waiting waiting = plan.waiting().get(0);
    assertThat(settle(ItemKind.TASK, Decision.skip(waiting.opId())).waiting()).isEmpty();
    sides.advance(HOURS);
    assertThat(sides.look(ann, ItemKind.TASK).ops()).isEmpty();
    assertThat(called("Call twice")).containsEntry("status", "waiting");
  }

  @Test
  void aStatusNobodyKnowsGivesWayToWhatAPersonDecides() {
    aTaskNobodyKnowsTheStatusOf();
    Waiting waiting = settle(ItemKind.TASK).waiting().get(0);

    Plan plan = settle(ItemKind.TASK, Decision.resolve(waiting.field(), Side.CONTACTS));

    assertThat(plan.waiting()).isEmpty();
    assertThat(called("Call")).containsEntry("status", "open");
  }

  @Test
  void aStatusNobodyKnowsGivesWayToACompletionAtHighLevel() {
    String copy = aTaskNobodyKnowsTheStatusOf();
    sides.advance(HOURS);
    update(ItemKind.TASK, Side.CONTACTS, copy, Map.of("completed", true));

    assertThat(settle(ItemKind.TASK).waiting()).isEmpty();

    assertThat(called("Call")).containsEntry("status", "completed");
  }

  /** Copied to HighLevel; answers the copy's id. */
  private String aTaskNobodyKnowsTheStatusOf() {
    sides.answers = body -> body.replace("\"waiting\"", "\"cancelled\"");
    Map<String, Object> task = new HashMap<>(other(ItemKind.TASK, Side.REWARDS, "Call"));
    task.put("status", "waiting");
    create(ItemKind.TASK, Side.REWARDS, task);
    settle(ItemKind.TASK);
    return id(ItemKind.TASK, Side.CONTACTS, list(ItemKind.TASK, Side.CONTACTS).get(0));
  }

  /** The rewards task of that title. */
  private Map<String, Object> called(String title) {
    return list(ItemKind.TASK, Side.REWARDS).stream()
        .filter(task -> title.equals(task.get("title")))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The longest that BHN Rewards takes; as HTML a text is longest where each character is {@code
   * &}.
   */
  @ParameterizedTest
  @ValueSource(strings = {"x", "&"})
  void aNoteAsLongAsTheyComeTravelsEitherWay(String character) {
    String same = character.repeat(65_535);
    String html = character.replace("&", "&amp;").repeat(65_535);
    create(ItemKind.NOTE, Side.CONTACTS, Map.of("body", "<p>h" + html + "</p>"));
    create(ItemKind.NOTE, Side.REWARDS, Map.of("body", "r" + same));

    assertThat(settle(ItemKind.NOTE).waiting()).isEmpty();

    assertThat(list(ItemKind.NOTE, Side.REWARDS))
        .extracting(note -> note.get("body"))
        .containsExactlyInAnyOrder("h" + same, "r" + same);
    assertThat(list(ItemKind.NOTE, Side.CONTACTS))
        .extracting(note -> note.get("body"))
        .containsExactlyInAnyOrder("<p>h" + html + "</p>", "<p>r" + html + "</p>");
  }

  @Test
  void theNulCharacterStaysWithItsNoteAndIsNoDifference() {
    create(ItemKind.NOTE, Side.CONTACTS, Map.of("body", "\0typed at con\0tacts"));
    String id = create(ItemKind.NOTE, Side.REWARDS, Map.of("body", "typed at re\0wards"));

    assertThat(settle(ItemKind.NOTE).waiting()).isEmpty();

    assertThat(list(ItemKind.NOTE, Side.REWARDS))
        .extracting(note -> note.get("body"))
        .containsExactlyInAnyOrder("typed at re\0wards", "typed at contacts");
    assertThat(list(ItemKind.NOTE, Side.CONTACTS))
        .extracting(note -> note.get("body"))
        .contains("<p>typed at rewards</p>");
    sides.advance(HOURS);
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
    update(ItemKind.NOTE, Side.REWARDS, id, Map.of("body", "edited at re\0wards"));
    settle(ItemKind.NOTE);
    assertThat(list(ItemKind.NOTE, Side.CONTACTS))
        .extracting(note -> note.get("body"))
        .contains("<p>edited at rewards</p>");
    assertThat(list(ItemKind.NOTE, Side.REWARDS)).hasSize(2);
  }

  @Test
  void aNoteWithTheNulCharacterWhoseAnswerWasLostIsMadeOnce() {
    create(ItemKind.NOTE, Side.REWARDS, Map.of("body", "typed at re\0wards"));
    Plan plan = sides.look(ann, ItemKind.NOTE);
    sides.fault(Side.CONTACTS, "POST /contacts/{contactId}/notes", "lost-answer", Map.of());
    assertThatThrownBy(
        () -> sides.apply(ann, ItemKind.NOTE, plan.ops().get(0), plan, new Attempt(1, "run")));

    assertThat(settle(ItemKind.NOTE).waiting()).isEmpty();

    assertThat(list(ItemKind.NOTE, Side.CONTACTS)).hasSize(1);
    assertThat(list(ItemKind.NOTE, Side.REWARDS)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(ItemKind.class)
  void theItemsOfAContactThatIsOutOfScopeWaitForItsTag(ItemKind kind) {
    TwoSides members = members();
    FlowKey bob = members.newContact(Map.of("email", "bob@example.com"));
    makeAtHighLevel(members, bob, kind);

    assertThat(members.look(bob, kind).verdict()).isEqualTo(Plan.Verdict.HANDED_ON);
    Plan contact = members.look(bob);

    assertThat(contact.verdict()).isEqualTo(Plan.Verdict.NOT_ELIGIBLE);
    assertThat(contact.summary())
        .isEqualTo("it is out of scope; give it the tag member on contacts, or widen the scope");
    members.highLevel().addTags(bob.contactId(), List.of("member"));
    members.settle(bob);
    members.settle(bob, kind);
    assertThat(atRewards(members, bob, kind)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(ItemKind.class)
  void whatHappensToItemsWhileTheirContactIsOutOfScopeIsSeenOnceItIsBack(ItemKind kind) {
    TwoSides members = members();
    FlowKey bob = members.newContact(Map.of("email", "bob@example.com", "tags", List.of("member")));
    members.settle(bob);
    members.advance(HOURS);
    members.highLevel().removeTags(bob.contactId(), List.of("member"));
    members.settle(bob);
    makeAtHighLevel(members, bob, kind);

    Plan frozen = members.settle(bob, kind);

    assertThat(frozen.verdict()).isEqualTo(Plan.Verdict.NOT_ELIGIBLE);
    assertThat(frozen.summary())
        .isEqualTo(
            "its "
                + kind.word()
                + "s wait for the contact: it has left the scope and stays as it is; give it"
                + " the tag member on contacts, or widen the scope");
    assertThat(atRewards(members, bob, kind)).isEmpty();
    members.advance(HOURS);
    members.hinted.clear();
    members.highLevel().addTags(bob.contactId(), List.of("member"));
    members.settle(bob);
    assertThat(members.hinted).as("runs of its tasks and of its notes").containsExactly(bob, bob);
    members.settle(bob, kind);
    assertThat(atRewards(members, bob, kind)).hasSize(1);
  }

  private static void makeAtHighLevel(TwoSides members, FlowKey key, ItemKind kind) {
    switch (kind) {
      case TASK -> members.highLevel().tasks().create(key.contactId(), newTask());
      case NOTE ->
          members.highLevel().notes().create(key.contactId(), Map.of("body", "<p>Called</p>"));
    }
  }

  private static List<Map<String, Object>> atRewards(TwoSides members, FlowKey key, ItemKind kind) {
    var calls = kind == ItemKind.TASK ? members.bhn().tasks() : members.bhn().notes();
    return calls.list(members.idOf(key, Side.REWARDS));
  }

  private static TwoSides members() {
    return new TwoSides(
        MAPPING.replace("scope: {contacts: all", "scope: {contacts: {tag: member}"));
  }

  private static Map<String, Object> newTask() {
    return other(ItemKind.TASK, Side.CONTACTS, "Call");
  }

  private void show(Bad bad) {
    if (!bad.shown().isEmpty()) {
      String typed = String.valueOf(bad.typed().values().iterator().next());
      sides.answers = body -> body.replace(typed, bad.shown());
    }
  }

  private static Map<String, Object> good(Bad bad) {
    return other(bad.kind(), bad.from(), "first");
  }

  private static Map<String, Object> other(ItemKind kind, Side side, String says) {
    if (kind == ItemKind.NOTE) {
      return Map.of("body", says);
    }
    Map<String, Object> task = new HashMap<>(Map.of("title", says, "body", "b", "dueDate", DUE));
    if (side == Side.CONTACTS) {
      task.put("completed", false);
    }
    return task;
  }

  /** Another change in the same plan: of the same task where it has a second field, and an item. */
  private void alsoGood(Bad bad, String id) {
    if (bad.kind() == ItemKind.TASK) {
      String field = bad.waits().equals("task.title") ? "body" : "title";
      update(bad.kind(), bad.from(), id, Map.of(field, "edited"));
    }
    create(bad.kind(), bad.from(), other(bad.kind(), bad.from(), "edited too"));
  }

  private void othersTravelled(Bad bad, String says) {
    assertThat(list(bad.kind(), bad.from().other()))
        .as("what the other side has by now")
        .anySatisfy(item -> assertThat(item.values()).containsAnyOf(says, "<p>" + says + "</p>"));
  }

  private static void explains(Waiting waiting, Bad bad) {
    assertThat(waiting.reason()).contains(bad.limit()).contains(bad.remedy());
  }

  /** Looked at again hours later nothing is sent; a person's retry sends it once. */
  private void staysQuiet(Bad bad, Plan first) {
    sides.advance(HOURS);
    int before = writes();
    Plan later = settle(bad.kind());
    assertThat(writes()).isEqualTo(before);
    assertThat(later.waiting()).hasSameSizeAs(first.waiting());

    Plan retried = settle(bad.kind(), Decision.retry());
    assertThat(writes()).isEqualTo(before + 1);
    assertThat(retried.waiting()).singleElement().satisfies(one -> explains(one, bad));
  }

  private void travelsOnceCorrected(Bad bad, String id) {
    String field = bad.typed().keySet().iterator().next();
    sides.advance(HOURS);
    update(bad.kind(), bad.from(), id, Map.of(field, corrected(field)));

    Plan plan = settle(bad.kind());

    assertThat(plan.waiting()).isEmpty();
    assertThat(list(bad.kind(), bad.from().other())).hasSize(2);
    sides.advance(HOURS);
    assertThat(sides.look(ann, bad.kind()).ops()).isEmpty();
  }

  private static Object corrected(String field) {
    return field.equals("dueDate") ? "2027-06-06T11:00:00.000Z" : "corrected";
  }

  private int writes() {
    return (int)
        sides.calls().stream()
            .filter(call -> call.matches("\\w+ (create|update|complete|delete)-(task|note)"))
            .count();
  }

  private String create(ItemKind kind, Side side, Map<String, Object> body) {
    return id(kind, side, sides.itemCalls(kind, side).create(person(side), body));
  }

  private void update(ItemKind kind, Side side, String id, Map<String, Object> fields) {
    Map<String, Object> body = new HashMap<>(fields);
    if (side == Side.REWARDS) {
      body.put(
          "version",
          sides.itemCalls(kind, side).one(person(side), id).orElseThrow().get("version"));
    }
    sides.itemCalls(kind, side).update(person(side), id, body);
  }

  private static String id(ItemKind kind, Side side, Map<String, Object> item) {
    return String.valueOf(item.get(side == Side.CONTACTS ? "id" : kind.word() + "Id"));
  }

  private List<Map<String, Object>> list(ItemKind kind, Side side) {
    return sides.itemCalls(kind, side).list(person(side));
  }

  private String person(Side side) {
    return sides.idOf(ann, side);
  }

  private Plan settle(ItemKind kind, Decision... decisions) {
    return sides.settle(ann, kind, decisions);
  }
}

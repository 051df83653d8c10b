package io.lockstep.activities.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lockstep.activities.ItemCalls;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** What the flows of tasks and notes rely on, of both kinds and at both providers alike. */
abstract class ItemsContract extends ProviderContract {

  private static final String BHN = "BHN_.*";

  ItemsContract(SandboxWorld world) {
    super(world);
  }

  @ParameterizedTest
  @EnumSource
  void anItemIsMadeReadListedChangedAndDeleted(ItemKindAndSide kind) {
    String person = kind.person(world());
    ItemCalls items = kind.of(world());
    Map<String, Object> made = items.create(person, kind.body("Call"));
    String id = kind.id(made);
    assertThat(made)
        .containsEntry(kind.text, kind.shown("Call"))
        .containsEntry("contactId", person);
    assertThat(items.one(person, id)).contains(made);
    assertThat(items.list(person)).containsExactly(made);

    Map<String, Object> changed = items.update(person, id, kind.change(made, "Ask"));
    assertThat(changed).containsEntry(kind.text, kind.shown("Ask"));
    assertThat(items.one(person, id)).contains(changed);

    items.delete(person, id);
    assertThat(items.one(person, id)).isEmpty();
    assertThat(items.list(person)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDoneToADeletedItemIsGoneAndTheItemIsNamed(ItemKindAndSide kind) {
    String person = kind.person(world());
    ItemCalls items = kind.of(world());
    Map<String, Object> made = items.create(person, kind.body("Call"));
    String id = kind.id(made);
    items.delete(person, id);
    List<ThrowingCallable> writes =
        List.of(
            () -> items.update(person, id, kind.change(made, "Ask")),
            () -> items.delete(person, id),
            () -> items.delete(person, id, "1"));
    assertThat(writes)
        .allSatisfy(
            write -> {
              ProviderError error = error(write);
              assertThat(error.kind()).isEqualTo(Kind.GONE);
              assertThat(error.field()).isEqualTo(kind.one + "Id");
            });
  }

  @ParameterizedTest
  @EnumSource
  void ofAPersonWhoIsGoneNoItemIsProvedGone(ItemKindAndSide kind) {
    String person = kind.person(world());
    ItemCalls items = kind.of(world());
    Map<String, Object> made = items.create(person, kind.body("Call"));
    String id = kind.id(made);
    kind.deletePerson(world(), person);
    List<ThrowingCallable> calls =
        List.of(
            () -> items.list(person),
            () -> items.one(person, id),
            () -> items.create(person, kind.body("Ask")),
            () -> items.update(person, id, kind.change(made, "Ask")),
            () -> items.delete(person, id));
    assertThat(calls)
        .allSatisfy(
            call -> {
              ProviderError error = error(call);
              assertThat(error.kind()).isEqualTo(Kind.GONE);
              assertThat(error.field()).isEqualTo("contactId");
            });
  }

  @ParameterizedTest
  @EnumSource
  void aTextOverTheLimitIsRefusedByNameAndTheLimitTold(ItemKindAndSide kind) {
    String person = kind.person(world());
    ItemCalls items = kind.of(world());
    Map<String, Object> made = items.create(person, kind.body("x".repeat(kind.longest)));
    String tooLong = "x".repeat(kind.longest + 1);
    List<ThrowingCallable> writes =
        List.of(
            () -> items.create(person, kind.body(tooLong)),
            () -> items.update(person, kind.id(made), kind.change(made, tooLong)));
    assertThat(writes)
        .allSatisfy(
            write -> {
              ProviderError error = error(write);
              assertThat(error.kind()).isEqualTo(Kind.REFUSED);
              assertThat(error.field()).isEqualTo(kind.text);
              assertThat(error.reason()).contains(kind.text, String.valueOf(kind.longest));
              assertThat(error.reason()).doesNotContain("xx");
            });
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyTextIsRefusedByName(ItemKindAndSide kind) {
    String person = kind.person(world());
    ProviderError error = error(() -> kind.of(world()).create(person, kind.body("")));
    assertThat(error.kind()).isEqualTo(Kind.REFUSED);
    assertThat(error.field()).isEqualTo(kind.text);
  }

  @ParameterizedTest
  @EnumSource
  void aLostAnswerHidesACreateAChangeAndADelete(ItemKindAndSide kind) {
    String person = kind.person(world());
    ItemCalls items = kind.of(world());
    items.list(person); // BHN's token is there: the fault is for the call itself

    loseAnswer(kind, () -> items.create(person, kind.body("Call")));
    Map<String, Object> made = items.list(person).get(0);
    assertThat(made).containsEntry(kind.text, kind.shown("Call"));

    loseAnswer(kind, () -> items.update(person, kind.id(made), kind.change(made, "Ask")));
    assertThat(items.one(person, kind.id(made)).orElseThrow())
        .containsEntry(kind.text, kind.shown("Ask"));

    loseAnswer(kind, () -> items.delete(person, kind.id(made)));
    assertThat(items.one(person, kind.id(made))).isEmpty();
  }

  private void loseAnswer(ItemKindAndSide kind, ThrowingCallable write) {
    int before = world().log(kind.side).size();
    world().fault(kind.side, "lost-answer", 1);
    ProviderError error = error(write);
    assertThat(error.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(error.status()).isZero();
    assertThat(world().log(kind.side)).as("nobody asked twice").hasSize(before + 1);
  }

  @ParameterizedTest
  @EnumSource
  void aDeleteThatWasDeniedIsProvedByARead(ItemKindAndSide kind) {
    String person = kind.person(world());
    ItemCalls items = kind.of(world());
    String id = kind.id(items.create(person, kind.body("Call")));
    world().fault(kind.side, "deleted-but-said-no", 1);
    assertThat(error(() -> items.delete(person, id)).kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(items.one(person, id)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatAPartialListHidesAReadOfItsIdFinds(ItemKindAndSide kind) {
    String person = kind.person(world());
    ItemCalls items = kind.of(world());
    List<String> ids = new ArrayList<>();
    for (String value : List.of("a", "b", "c")) {
      ids.add(kind.id(items.create(person, kind.body(value))));
    }
    world().fault(kind.side, "partial-list", 1);
    assertThat(items.list(person)).hasSizeLessThan(3);
    assertThat(ids).allSatisfy(id -> assertThat(items.one(person, id)).isPresent());
    assertThat(items.list(person)).extracting(kind::id).containsExactlyElementsOf(ids);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = BHN)
  void aStaleVersionIsAConflictAndChangesNothing(ItemKindAndSide kind) {
    String person = kind.person(world());
    ItemCalls items = kind.of(world());
    Map<String, Object> made = items.create(person, kind.body("Call"));
    String id = kind.id(made);
    Map<String, Object> newer = items.update(person, id, kind.change(made, "Ask"));
    assertThat(error(() -> items.update(person, id, kind.change(made, "Late"))).kind())
        .isEqualTo(Kind.CONFLICT);
    assertThat(error(() -> items.delete(person, id, "1")).kind()).isEqualTo(Kind.CONFLICT);
    assertThat(items.one(person, id)).contains(newer);
    items.delete(person, id, String.valueOf(newer.get("version")));
    assertThat(items.one(person, id)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = BHN)
  void aRepeatedCreateIsAlreadyDoneAndMakesNoSecond(ItemKindAndSide kind) {
    String person = kind.person(world());
    ItemCalls items = kind.of(world());
    Map<String, Object> body = kind.body("Call");
    body.put("requestId", "r1");
    Map<String, Object> made = items.create(person, body);
    assertThat(error(() -> items.create(person, body)).kind()).isEqualTo(Kind.ALREADY_DONE);
    assertThat(items.list(person)).containsExactly(made);
    Map<String, Object> other = new HashMap<>(body);
    other.put(kind.text, "Ask");
    assertThat(error(() -> items.create(person, other)).kind()).isEqualTo(Kind.BUG);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = BHN)
  void anErrorUnderA200IsAnErrorAllTheSame(ItemKindAndSide kind) {
    String person = kind.person(world());
    ItemCalls items = kind.of(world());
    world().fault("bhn", "error-as-200", 2);
    assertThat(items.one(person, "nothing")).isEmpty();
    ProviderError error = error(() -> items.one("nobody", "nothing"));
    assertThat(error.kind()).isEqualTo(Kind.GONE);
    assertThat(error.field()).isEqualTo("contactId");
  }

  @Test
  void moreThanAPageOfBhnsIsReadToItsEnd() {
    String person = ItemKindAndSide.BHN_NOTES.person(world());
    ItemCalls notes = world().bhn().notes();
    List<String> ids = new ArrayList<>();
    for (int one = 0; one < 501; one++) {
      ids.add(ItemKindAndSide.BHN_NOTES.id(notes.create(person, Map.of("body", "note " + one))));
    }
    int before = world().log("bhn").size();
    assertThat(notes.list(person))
        .extracting(ItemKindAndSide.BHN_NOTES::id)
        .containsExactlyElementsOf(ids);
    assertThat(world().log("bhn")).hasSize(before + 2);
  }

  @Test
  void completingAloneHasARouteOfItsOwnAtHighLevel() {
    ItemKindAndSide kind = ItemKindAndSide.HIGHLEVEL_TASKS;
    String person = kind.person(world());
    ItemCalls tasks = kind.of(world());
    String id = kind.id(tasks.create(person, kind.body("Call")));
    assertThat(tasks.update(person, id, Map.of("completed", true)))
        .containsEntry("completed", true)
        .containsEntry("title", "Call");
    assertThat(tasks.update(person, id, Map.of("completed", false, "title", "Ask")))
        .containsEntry("completed", false);
    String path = " PUT /contacts/" + person + "/tasks/" + id;
    assertThat(world().log("highlevel")).contains("200" + path + "/completed", "200" + path);
  }

  @Test
  void theTasksOfALocationAreSearchedPageByPage() {
    ItemKindAndSide kind = ItemKindAndSide.HIGHLEVEL_TASKS;
    String person = kind.person(world());
    ItemCalls tasks = kind.of(world());
    List<String> ids = new ArrayList<>();
    for (String title : List.of("a", "b", "c")) {
      ids.add(kind.id(tasks.create(person, kind.body(title))));
    }
    tasks.update(person, ids.get(0), Map.of("completed", true));
    List<Map<String, Object>> open = new ArrayList<>();
    open.addAll(world().highLevel().searchTasks(Map.of("completed", false), 0, 1));
    open.addAll(world().highLevel().searchTasks(Map.of("completed", false), 1, 10));
    assertThat(open).extracting(kind::id).containsExactlyInAnyOrderElementsOf(ids.subList(1, 3));
  }

  @Test
  void theUsersOfALocationAreAskedForOnce() {
    Map<String, String> users = world().highLevel().userIdsByEmail();
    assertThat(users).containsKey("olivia.office@example.com");
    assertThat(world().highLevel().userIdsByEmail()).isEqualTo(users);
    assertThat(world().log("highlevel")).containsExactly("200 GET /users/");
  }

  private static final Map<String, Act> CALLS =
      new TreeMap<>(
          Map.ofEntries(
              entry("list", (kind, items, person, item) -> items.list(person)),
              entry("one", (kind, items, person, item) -> items.one(person, kind.id(item))),
              entry("create", (kind, items, person, item) -> items.create(person, kind.body("x"))),
              entry(
                  "update",
                  (kind, items, person, item) ->
                      items.update(person, kind.id(item), kind.change(item, "x"))),
              entry("delete", (kind, items, person, item) -> items.delete(person, kind.id(item)))));

  private static final Map<String, Kind> FAULTS =
      Map.of(
          "lost-request", Kind.TRANSIENT,
          "error-5xx", Kind.TRANSIENT,
          "ghost-write", Kind.TRANSIENT,
          "rate-limited", Kind.RATE_LIMITED);

  /** One call about an item. */
  private interface Act {
    void on(ItemKindAndSide kind, ItemCalls items, String person, Map<String, Object> item);
  }

  static Stream<Arguments> everyCallUnderEveryFault() {
    return Arrays.stream(ItemKindAndSide.values())
        .flatMap(
            kind ->
                CALLS.keySet().stream()
                    .flatMap(
                        call ->
                            FAULTS.keySet().stream()
                                .filter(fault -> !fault.equals("ghost-write") || writes(call))
                                .sorted()
                                .map(fault -> arguments(kind, call, fault))));
  }

  private static boolean writes(String call) {
    return !call.equals("list") && !call.equals("one");
  }

  @ParameterizedTest
  @MethodSource("everyCallUnderEveryFault")
  void oneCallIsOneRequestWhateverBecomesOfIt(ItemKindAndSide kind, String call, String fault) {
    String person = kind.person(world());
    ItemCalls items = kind.of(world());
    Map<String, Object> item = items.create(person, kind.body("Call"));
    int before = world().log(kind.side).size();
    world().fault(kind.side, fault, 1);
    ProviderError error =
        error(() -> Objects.requireNonNull(CALLS.get(call)).on(kind, items, person, item));
    assertThat(error.kind()).isEqualTo(FAULTS.get(fault));
    assertThat(error.operation()).contains(kind.one);
    assertThat(world().log(kind.side)).hasSize(before + 1);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ALL, names = BHN)
  void aTokenRefusedOnceIsReplacedAndTheCallIsMade(ItemKindAndSide kind) {
    String person = kind.person(world());
    world().fault("bhn", "unauthorized", 1);
    Map<String, Object> made = kind.of(world()).create(person, kind.body("Call"));
    assertThat(kind.of(world()).list(person)).containsExactly(made);
  }

  private static ProviderError error(ThrowingCallable call) {
    var thrown = catchThrowableOfType(ProviderException.class, call);
    assertThat(thrown).isNotNull();
    return thrown.error();
  }
}

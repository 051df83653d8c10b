package io.lockstep.activities.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.highlevel.HighLevel;
import io.lockstep.activities.highlevel.HighLevelContactLists;
import io.lockstep.activities.highlevel.LocationSettings;
import io.lockstep.activities.highlevel.SearchPage;
import io.lockstep.core.Lane;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
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
import org.junit.jupiter.params.provider.MethodSource;

/** What look and apply rely on at HighLevel, whichever way the calls travel. */
abstract class HighLevelContract extends ProviderContract {

  HighLevelContract(SandboxWorld world) {
    super(world);
  }

  @Test
  void aContactIsMadeReadChangedAndDeleted() {
    String id = made("ann@example.test");
    assertThat(world().highLevel().contact(id))
        .get()
        .extracting("email")
        .isEqualTo("ann@example.test");
    assertThat(world().highLevel().update(id, Map.of("city", "Oslo")))
        .containsEntry("city", "Oslo");
    assertThat(world().highLevel().contact(id)).get().extracting("city").isEqualTo("Oslo");
    world().highLevel().delete(id);
    assertThat(world().highLevel().contact(id)).isEmpty();
  }

  @Test
  void whatIsDoneToADeletedContactIsGone() {
    String id = made("ann@example.test");
    world().highLevel().delete(id);
    List<ThrowingCallable> writes =
        List.of(
            () -> world().highLevel().update(id, Map.of("city", "Oslo")),
            () -> world().highLevel().delete(id),
            () -> world().highLevel().addTags(id, List.of("vip")),
            () -> world().highLevel().removeTags(id, List.of("vip")));
    assertThat(writes).allSatisfy(write -> assertThat(error(write).kind()).isEqualTo(Kind.GONE));
  }

  @Test
  void aDuplicateIsRefusedWithItsFieldAndItsCandidate() {
    String id = made("ann@example.test");
    ProviderError error = error(() -> made("ann@example.test"));
    assertThat(error.kind()).isEqualTo(Kind.REFUSED);
    assertThat(error.field()).isEqualTo("email");
    assertThat(error.candidateId()).isEqualTo(id);
    assertThat(error.traceId()).isNotNull();
    assertThat(error.sentence()).doesNotContain("ann@");
  }

  @Test
  void anUnknownPropertyAndAWrongValueAreRefusedByName() {
    String id = made("ann@example.test");
    assertThat(error(() -> world().highLevel().update(id, Map.of("gender", "x"))).field())
        .isEqualTo("gender");
    assertThat(error(() -> world().highLevel().update(id, Map.of("email", "nowhere"))).field())
        .isEqualTo("email");
  }

  @Test
  void tagsAreASetInLowerCase() {
    String id = made("ann@example.test");
    assertThat(world().highLevel().addTags(id, List.of("VIP", "gold")))
        .containsExactly("vip", "gold");
    assertThat(world().highLevel().removeTags(id, List.of("vip"))).containsExactly("gold");
  }

  @Test
  void aSearchIsReadPageByPageToItsEnd() {
    List<String> ids = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d", "e")) {
      ids.add(made(name + "@example.test"));
    }
    List<Object> found = new ArrayList<>();
    Map<String, Object> search = new HashMap<>();
    search.put("pageLimit", 2);
    SearchPage page = world().highLevel().search(search);
    page.contacts().forEach(contact -> found.add(contact.get("id")));
    while (!page.searchAfter().isEmpty()) {
      search.put("searchAfter", page.searchAfter());
      page = world().highLevel().search(search);
      page.contacts().forEach(contact -> found.add(contact.get("id")));
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void aDuplicateIsFoundByEmailAndByPhone() {
    var body = new HashMap<String, Object>(body("ann+1@example.test"));
    body.put("phone", "+442079460000");
    Object id = world().highLevel().create(body).get("id");
    assertThat(world().highLevel().duplicateByEmail("ann+1@example.test"))
        .get()
        .extracting("id")
        .isEqualTo(id);
    assertThat(world().highLevel().duplicateByPhone("+442079460000"))
        .get()
        .extracting("id")
        .isEqualTo(id);
    assertThat(world().highLevel().duplicateByEmail("nobody@example.test")).isEmpty();
  }

  @Test
  void aMissingCustomFieldIsDefinedOnce() {
    assertThat(world().highLevel().customFieldIds()).containsKey("bhn_tier");
    String id = world().highLevel().ensureCustomField("lockstep_profile_id");
    assertThat(world().highLevel().ensureCustomField("lockstep_profile_id")).isEqualTo(id);
    assertThat(world().highLevel().createCustomField("lockstep_profile_id")).isEqualTo(id);
    assertThat(world().highLevel().customFieldIds()).containsEntry("lockstep_profile_id", id);
    assertThat(world().test.connections.list().customFieldIds("acme"))
        .containsEntry("lockstep_profile_id", id);
  }

  @Test
  void customFieldIdsAreAskedForOnceInTenMinutes() {
    world().highLevel().customFieldIds();
    world().highLevel().customFieldIds();
    assertThat(world().log("highlevel")).hasSize(1);
    world().test.clock.advance(Duration.ofMinutes(11));
    world().highLevel().customFieldIds();
    assertThat(world().log("highlevel")).hasSize(2);
  }

  @Test
  void theLocationSaysHowItTreatsDuplicates() {
    assertThat(world().highLevel().settings())
        .isEqualTo(new LocationSettings(false, List.of("email", "phone")));
  }

  @Test
  void aWrongTokenIsAuth() {
    var wrong = world().withWrongSecrets().calls().highLevel();
    assertThat(error(() -> wrong.contact("c1")).kind()).isEqualTo(Kind.AUTH);
  }

  @Test
  void aFieldTheProviderWillNotHaveIsNamed() {
    String id = made("ann@example.test");
    world().fault("highlevel", "refuse-field", 1);
    ProviderError error = error(() -> world().highLevel().update(id, Map.of("city", "Oslo")));
    assertThat(error.kind()).isEqualTo(Kind.REFUSED);
    assertThat(error.field()).isEqualTo("city");
  }

  @Test
  void aContactMadeUnderA422IsThere() {
    world().fault("highlevel", "created-but-422", 1);
    assertThat(error(() -> made("ann@example.test")).kind()).isEqualTo(Kind.REFUSED);
    assertThat(world().highLevel().duplicateByEmail("ann@example.test")).isPresent();
  }

  @Test
  void aContactWhoseAnswerWasLostIsThereAndWasAskedForOnce() {
    world().fault("highlevel", "lost-answer", 1);
    assertThat(error(() -> made("ann@example.test")).status()).isZero();
    assertThat(world().log("highlevel")).containsExactly("0 POST /contacts/");
    assertThat(world().highLevel().duplicateByEmail("ann@example.test")).isPresent();
  }

  @Test
  void aBriefCallDoesNotWaitForASlowAnswer() {
    String id = made("ann@example.test");
    world().fault("highlevel", "slow", 1); // 3 s
    var brief = world().test.as(new CallContext(Lane.LIVE, false, true, "run-1")).highLevel();
    assertThat(error(() -> brief.contact(id)).kind()).isEqualTo(Kind.TRANSIENT);
  }

  private static final Map<String, Act> CALLS =
      new TreeMap<>(
          Map.ofEntries(
              entry("contact", (highLevel, id) -> highLevel.contact(id)),
              entry("create", (highLevel, id) -> highLevel.create(Map.of("email", "b@b.test"))),
              entry("update", (highLevel, id) -> highLevel.update(id, Map.of("city", "Oslo"))),
              entry("delete", HighLevel::delete),
              entry("addTags", (highLevel, id) -> highLevel.addTags(id, List.of("vip"))),
              entry("removeTags", (highLevel, id) -> highLevel.removeTags(id, List.of("vip"))),
              entry("search", (highLevel, id) -> highLevel.search(Map.of("pageLimit", 10))),
              entry("duplicateByEmail", (highLevel, id) -> highLevel.duplicateByEmail("a@b.test")),
              entry("duplicateByPhone", (highLevel, id) -> highLevel.duplicateByPhone("+4420")),
              entry("customFieldIds", (highLevel, id) -> highLevel.customFieldIds()),
              entry("settings", (highLevel, id) -> highLevel.settings()),
              entry("ask", HighLevelContract::askForAppointments)));

  /** Any operation that has no method of its own goes the way this one goes. */
  private static void askForAppointments(HighLevel highLevel, String contactId) {
    highLevel.ask(
        HighLevelContactLists.class,
        (api, turn) -> api.listAppointments(turn.token(), contactId, turn.options()));
  }

  private static final Map<String, Kind> FAULTS =
      Map.of(
          "lost-answer", Kind.TRANSIENT,
          "lost-request", Kind.TRANSIENT,
          "error-5xx", Kind.TRANSIENT,
          "rate-limited", Kind.RATE_LIMITED,
          "unauthorized", Kind.AUTH);

  /** One call at HighLevel, about that contact if about any. */
  private interface Act {
    void on(HighLevel highLevel, String contactId);
  }

  static Stream<Arguments> everyCallUnderEveryFault() {
    return CALLS.keySet().stream()
        .flatMap(call -> FAULTS.keySet().stream().sorted().map(fault -> arguments(call, fault)));
  }

  @ParameterizedTest
  @MethodSource("everyCallUnderEveryFault")
  void oneCallIsOneRequestWhateverBecomesOfIt(String call, String fault) {
    String id = made("ann@example.test");
    int before = world().log("highlevel").size();
    world().fault("highlevel", fault, 1);
    ProviderError error = error(() -> act(call).on(world().highLevel(), id));
    assertThat(error.kind()).isEqualTo(FAULTS.get(fault));
    assertThat(world().log("highlevel")).hasSize(before + 1);
  }

  private static Act act(String call) {
    return Objects.requireNonNull(CALLS.get(call));
  }

  private String made(String email) {
    return String.valueOf(world().highLevel().create(body(email)).get("id"));
  }

  private Map<String, Object> body(String email) {
    String location = world().test.connection.highLevel().locationId();
    return Map.of("locationId", location, "email", email, "firstName", "Ann");
  }

  private static ProviderError error(ThrowingCallable call) {
    var thrown = catchThrowableOfType(ProviderException.class, call);
    assertThat(thrown).isNotNull();
    return thrown.error();
  }
}

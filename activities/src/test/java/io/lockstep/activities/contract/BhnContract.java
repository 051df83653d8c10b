package io.lockstep.activities.contract;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.lockstep.activities.bhn.Bhn;
import io.lockstep.activities.bhn.BhnRewards;
import io.lockstep.activities.bhn.ContactPage;
import io.lockstep.activities.bhn.RewardClaim;
import io.lockstep.core.error.ProviderError;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
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

/** What look and apply rely on at BHN, whichever way the calls travel. */
abstract class BhnContract extends ProviderContract {

  BhnContract(SandboxWorld world) {
    super(world);
  }

  @Test
  void aContactIsMadeReadChangedAndDeleted() {
    Map<String, Object> made = made("r1", "ann@example.test");
    String id = id(made);
    assertThat(world().bhn().contact(id)).contains(made);
    var changed = world().bhn().update(id, Map.of("firstName", "Anna", "version", version(made)));
    assertThat(changed).containsEntry("firstName", "Anna");
    assertThat(version(changed)).isNotEqualTo(version(made));
    world().bhn().delete(id, version(changed));
    assertThat(world().bhn().contact(id)).isEmpty();
  }

  @Test
  void whatIsDoneToADeletedContactIsGone() {
    Map<String, Object> made = made("r1", "ann@example.test");
    String id = id(made);
    world().bhn().delete(id, version(made));
    List<ThrowingCallable> writes =
        List.of(
            () -> world().bhn().update(id, Map.of("firstName", "Anna")),
            () -> world().bhn().delete(id, version(made)),
            () -> world().bhn().addTags(id, List.of("vip")),
            () -> world().bhn().removeTags(id, List.of("vip")));
    assertThat(writes).allSatisfy(write -> assertThat(error(write).kind()).isEqualTo(Kind.GONE));
  }

  @Test
  void aStaleVersionIsAConflictAndChangesNothing() {
    Map<String, Object> made = made("r1", "ann@example.test");
    var newer = world().bhn().update(id(made), Map.of("firstName", "Anna"));
    var stale = Map.<String, Object>of("firstName", "Berta", "version", version(made));
    assertThat(error(() -> world().bhn().update(id(made), stale)).kind()).isEqualTo(Kind.CONFLICT);
    assertThat(error(() -> world().bhn().delete(id(made), version(made))).kind())
        .isEqualTo(Kind.CONFLICT);
    assertThat(world().bhn().contact(id(made))).contains(newer);
  }

  @Test
  void aRepeatedCreateIsAlreadyDoneAndMakesNoSecond() {
    Map<String, Object> made = made("r1", "ann@example.test");
    assertThat(error(() -> made("r1", "ann@example.test")).kind()).isEqualTo(Kind.ALREADY_DONE);
    assertThat(world().bhn().byEmail("ann@example.test")).containsExactly(made);
  }

  @Test
  void oneRequestIdForTwoBodiesIsABugOfOurs() {
    made("r1", "ann@example.test");
    assertThat(error(() -> made("r1", "bob@example.test")).kind()).isEqualTo(Kind.BUG);
  }

  @Test
  void aFieldThatIsRefusedIsNamed() {
    String id = id(made("r1", "ann@example.test"));
    ProviderError error = error(() -> world().bhn().update(id, Map.of("email", "nowhere")));
    assertThat(error.kind()).isEqualTo(Kind.REFUSED);
    assertThat(error.field()).isEqualTo("email");
    assertThat(error.sentence()).doesNotContain("nowhere");
  }

  @Test
  void anErrorUnderA200IsAnErrorAllTheSame() {
    world().bhn().byEmail("ann@example.test"); // has its token
    world().fault("bhn", "error-as-200", 1);
    assertThat(world().bhn().contact("nobody")).isEmpty();
    made("r1", "ann@example.test");
    world().fault("bhn", "error-as-200", 1);
    assertThat(error(() -> made("r1", "ann@example.test")).kind()).isEqualTo(Kind.ALREADY_DONE);
  }

  @Test
  void twoContactsMayShareAnEmail() {
    made("r1", "ann@example.test");
    made("r2", "ANN@example.test");
    assertThat(world().bhn().byEmail("ann@example.test")).hasSize(2);
    assertThat(world().bhn().byEmail("bob@example.test")).isEmpty();
  }

  @Test
  void aContactIsFoundByTheReferenceIdItCarries() {
    String id = id(made("r1", "ann@example.test"));
    var changed = world().bhn().update(id, Map.of("referenceId", "c1"));
    assertThat(world().bhn().byReferenceId("c1")).containsExactly(changed);
  }

  @Test
  void tagsAnswerTheContactWithItsNewVersion() {
    Map<String, Object> made = made("r1", "ann@example.test");
    var tagged = world().bhn().addTags(id(made), List.of("VIP", "gold"));
    assertThat(tagged).containsEntry("tags", List.of("VIP", "gold"));
    assertThat(version(tagged)).isNotEqualTo(version(made));
    assertThat(world().bhn().removeTags(id(made), List.of("vip")))
        .containsEntry("tags", List.of("gold"));
  }

  @Test
  void allContactsAreListedPageByPage() {
    List<String> ids = new ArrayList<>();
    for (int one = 1; one <= 5; one++) {
      ids.add(id(made("r" + one, one + "@example.test")));
    }
    List<String> found = new ArrayList<>();
    ContactPage page = world().bhn().list(0, 2);
    page.contacts().forEach(contact -> found.add(id(contact)));
    while (!page.last()) {
      page = world().bhn().list(found.size(), 2);
      page.contacts().forEach(contact -> found.add(id(contact)));
    }
    assertThat(found).containsExactlyElementsOf(ids);
  }

  @Test
  void anExpiredTokenIsReplacedUnseen() {
    world().bhn().byEmail("ann@example.test");
    world().test.clock.advance(Duration.ofHours(2));
    assertThat(world().bhn().byEmail("ann@example.test")).isEmpty();
    assertThat(world().log("bhn"))
        .containsExactly(
            "200 POST /oauth2/token",
            "200 GET /v2/contacts",
            "200 POST /oauth2/token",
            "200 GET /v2/contacts");
  }

  @Test
  void wrongCredentialsAreAuth() {
    var wrong = world().withWrongSecrets().calls().bhn();
    ProviderError error = error(() -> wrong.byEmail("ann@example.test"));
    assertThat(error.kind()).isEqualTo(Kind.AUTH);
    assertThat(error.operation()).isEqualTo("mint-token");
  }

  @Test
  void aContactWhoseAnswerWasLostIsFoundByItsEmail() {
    made("r1", "ann@example.test");
    world().fault("bhn", "lost-answer", 1);
    assertThat(error(() -> made("r2", "bob@example.test")).status()).isZero();
    assertThat(world().bhn().byEmail("bob@example.test")).hasSize(1);
  }

  @Test
  void aClaimWhoseAnswerWasLostWasMadeOnceAndIsFound() {
    world().bhn().list(0, 1); // has its token
    world().fault("bhn", "lost-answer", 1);
    assertThat(error(() -> claim(world().bhn(), "r1")).kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(error(() -> claim(world().bhn(), "r1")).kind()).isEqualTo(Kind.ALREADY_DONE);
    var found =
        world()
            .bhn()
            .ask(
                BhnRewards.class,
                (api, turn) -> api.findReward(turn.token(), "r1", turn.options()));
    assertThat(found).containsEntry("total", 1);
  }

  private static void claim(Bhn bhn, String requestId) {
    var claim =
        new RewardClaim(
            "welcome", Map.of("requestId", requestId, "value", "25", "email", "a@b.test"));
    bhn.ask(BhnRewards.class, (api, turn) -> api.claimRewards(turn.token(), claim, turn.options()));
  }

  private static final Map<String, Act> CALLS =
      new TreeMap<>(
          Map.ofEntries(
              entry("contact", (bhn, id) -> bhn.contact(id)),
              entry("byEmail", (bhn, id) -> bhn.byEmail("ann@example.test")),
              entry("byReferenceId", (bhn, id) -> bhn.byReferenceId("c1")),
              entry("list", (bhn, id) -> bhn.list(0, 10)),
              entry("create", (bhn, id) -> bhn.create(Map.of("email", "b@b.test"))),
              entry("update", (bhn, id) -> bhn.update(id, Map.of("firstName", "Anna"))),
              entry("delete", (bhn, id) -> bhn.delete(id, "1")),
              entry("addTags", (bhn, id) -> bhn.addTags(id, List.of("vip"))),
              entry("removeTags", (bhn, id) -> bhn.removeTags(id, List.of("vip"))),
              entry("ask", (bhn, id) -> claim(bhn, "r9"))));

  private static final Map<String, Kind> FAULTS =
      Map.of(
          "lost-answer", Kind.TRANSIENT,
          "lost-request", Kind.TRANSIENT,
          "error-5xx", Kind.TRANSIENT,
          "rate-limited", Kind.RATE_LIMITED);

  /** One call at BHN, about that contact if about any. */
  private interface Act {
    void on(Bhn bhn, String contactId);
  }

  static Stream<Arguments> everyCallUnderEveryFault() {
    return CALLS.keySet().stream()
        .flatMap(call -> FAULTS.keySet().stream().sorted().map(fault -> arguments(call, fault)));
  }

  @ParameterizedTest
  @MethodSource("everyCallUnderEveryFault")
  void oneCallIsOneRequestWhateverBecomesOfIt(String call, String fault) {
    String id = id(made("r1", "ann@example.test"));
    int before = world().log("bhn").size();
    world().fault("bhn", fault, 1);
    ProviderError error = error(() -> act(call).on(world().bhn(), id));
    assertThat(error.kind()).isEqualTo(FAULTS.get(fault));
    assertThat(world().log("bhn")).hasSize(before + 1);
  }

  static Stream<String> everyCall() {
    return CALLS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("everyCall")
  void aTokenRefusedOnceIsReplacedAndTheCallIsMade(String call) {
    String id = id(made("r1", "ann@example.test"));
    int before = world().log("bhn").size();
    world().fault("bhn", "unauthorized", 1);
    act(call).on(world().bhn(), id);
    assertThat(world().log("bhn").subList(before, before + 3))
        .satisfiesExactly(
            refused -> assertThat(refused).startsWith("401 "),
            minted -> assertThat(minted).isEqualTo("200 POST /oauth2/token"),
            made -> assertThat(made).startsWith("20"));
  }

  private static Act act(String call) {
    return Objects.requireNonNull(CALLS.get(call));
  }

  private Map<String, Object> made(String requestId, String email) {
    return world().bhn().create(Map.of("requestId", requestId, "email", email, "firstName", "Ann"));
  }

  private static String id(Map<String, Object> contact) {
    return String.valueOf(contact.get("contactId"));
  }

  private static String version(Map<String, Object> contact) {
    return String.valueOf(contact.get("version"));
  }

  private static ProviderError error(ThrowingCallable call) {
    var thrown = catchThrowableOfType(ProviderException.class, call);
    assertThat(thrown).isNotNull();
    return thrown.error();
  }
}

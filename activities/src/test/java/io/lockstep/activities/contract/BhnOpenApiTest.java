package io.lockstep.activities.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import io.lockstep.activities.bhn.Bhn;
import io.lockstep.activities.bhn.BhnAttachments;
import io.lockstep.activities.bhn.BhnChanges;
import io.lockstep.activities.bhn.BhnFiles.NewFile;
import io.lockstep.activities.bhn.BhnProfileAttachments;
import io.lockstep.activities.bhn.BhnRewards;
import io.lockstep.activities.bhn.RewardClaim;
import io.lockstep.activities.contract.Features.Call;
import io.lockstep.activities.testing.SandboxClient;
import io.lockstep.activities.testing.SandboxConnection;
import io.lockstep.activities.testing.SettableClock;
import io.lockstep.activities.testing.TestConnection;
import io.lockstep.core.error.ProviderError.Kind;
import io.lockstep.core.error.ProviderException;
import io.lockstep.sandbox.Contract;
import io.lockstep.sandbox.Sandbox;
import io.lockstep.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connector and sandbox against the contract we publish for BHN Rewards, each operation of it. */
class BhnOpenApiTest {

  private static final SettableClock CLOCK = SettableClock.atEight();
  private static final Sandbox SANDBOX = Sandbox.inProcess(new SandboxOptions(CLOCK, 7));
  private static final String DOCUMENT = document();
  private static final Contract CONTRACT =
      new Contract(OpenApiInteractionValidator.createForInlineApiSpecification(DOCUMENT).build());
  private static final CheckedClient CLIENT =
      new CheckedClient(new SandboxClient(SANDBOX), "", file -> CONTRACT);
  private static final AtomicInteger NEXT = new AtomicInteger();

  /** Its answer is a file, of which the document says nothing that could be held against it. */
  private static final Set<String> FILES = Set.of("get-content", "get-contact-file");

  private static final Map<String, Consumer<Bhn>> GOOD_CALLS =
      Map.ofEntries(
          entry("mint-token", bhn -> bhn.list(0, 1)),
          entry("get-contact", bhn -> bhn.contact(contact(bhn))),
          entry("find-by-email", bhn -> bhn.byEmail("ann@b.test")),
          entry("find-by-reference-id", bhn -> bhn.byReferenceId("abc")),
          entry("list-contacts", bhn -> bhn.list(0, 10)),
          entry("create-contact", BhnOpenApiTest::contact),
          entry(
              "update-contact",
              bhn -> bhn.update(contact(bhn), Map.of("version", "1", "firstName", "Ann"))),
          entry("delete-contact", bhn -> bhn.delete(contact(bhn), "1")),
          entry("add-tags", bhn -> bhn.addTags(contact(bhn), List.of("vip"))),
          entry("remove-tags", bhn -> bhn.removeTags(contact(bhn), List.of("vip"))),
          entry("list-tasks", bhn -> bhn.tasks().list(contact(bhn))),
          entry("task-made-by", bhn -> bhn.tasks().madeBy(contact(bhn), "r")),
          entry("create-task", bhn -> task(bhn, contact(bhn))),
          entry("get-task", with(BhnOpenApiTest::task, (bhn, who, it) -> bhn.tasks().one(who, it))),
          entry(
              "update-task",
              with(
                  BhnOpenApiTest::task,
                  (bhn, who, it) ->
                      bhn.tasks().update(who, it, Map.of("version", "1", "title", "Ask")))),
          entry(
              "delete-task",
              with(BhnOpenApiTest::task, (bhn, who, it) -> bhn.tasks().delete(who, it, "1"))),
          entry("list-notes", bhn -> bhn.notes().list(contact(bhn))),
          entry("note-made-by", bhn -> bhn.notes().madeBy(contact(bhn), "r")),
          entry("create-note", bhn -> note(bhn, contact(bhn))),
          entry("get-note", with(BhnOpenApiTest::note, (bhn, who, it) -> bhn.notes().one(who, it))),
          entry(
              "update-note",
              with(
                  BhnOpenApiTest::note,
                  (bhn, who, it) ->
                      bhn.notes().update(who, it, Map.of("version", "1", "body", "Asked")))),
          entry(
              "delete-note",
              with(BhnOpenApiTest::note, (bhn, who, it) -> bhn.notes().delete(who, it, "1"))),
          entry(
              "list-attachments",
              with(BhnOpenApiTest::note, (bhn, who, it) -> bhn.files().list(who, it))),
          entry("add-attachment", with(BhnOpenApiTest::note, BhnOpenApiTest::file)),
          entry(
              "get-content",
              with(
                  BhnOpenApiTest::note,
                  (bhn, who, it) -> bhn.files().content(who, it, file(bhn, who, it)))),
          entry(
              "get-attachment",
              with(
                  BhnOpenApiTest::note,
                  (bhn, who, it) -> {
                    String file = file(bhn, who, it);
                    bhn.ask(
                        BhnAttachments.class,
                        (api, turn) ->
                            api.getAttachment(turn.token(), who, it, file, turn.options()));
                  })),
          entry(
              "delete-attachment",
              with(
                  BhnOpenApiTest::note,
                  (bhn, who, it) -> {
                    String file = file(bhn, who, it);
                    bhn.ask(
                        BhnAttachments.class,
                        (api, turn) ->
                            api.deleteAttachment(turn.token(), who, it, file, turn.options()));
                  })),
          entry("list-contact-attachments", bhn -> bhn.profileFiles().list(contact(bhn))),
          entry("add-contact-attachment", bhn -> profileFile(bhn, contact(bhn))),
          entry(
              "get-contact-file",
              with(
                  BhnOpenApiTest::profileFile,
                  (bhn, who, it) ->
                      bhn.ask(
                          BhnProfileAttachments.class,
                          (api, turn) -> {
                            api.getContactFile(turn.token(), who, it, turn.options());
                            return Map.of();
                          }))),
          entry(
              "delete-contact-attachment",
              with(
                  BhnOpenApiTest::profileFile,
                  (bhn, who, it) ->
                      bhn.ask(
                          BhnProfileAttachments.class,
                          (api, turn) ->
                              api.deleteContactAttachment(turn.token(), who, it, turn.options())))),
          entry(
              "list-campaigns",
              bhn ->
                  bhn.ask(
                      BhnRewards.class,
                      (api, turn) ->
                          api.listCampaigns(turn.token(), 0, 10, "open", turn.options()))),
          entry("claim-rewards", bhn -> claim(bhn, fresh("r"), "25")),
          entry("find-reward", bhn -> reward(bhn, "r")),
          entry("award-points", bhn -> points(bhn, contactEmail(bhn))),
          entry(
              "list-changes",
              bhn ->
                  bhn.ask(
                      BhnChanges.class,
                      (api, turn) -> api.listChanges(turn.token(), null, 10, turn.options()))));

  /** An error of any operation, whatever it says of itself. */
  private static final Set<Kind> ANYWHERE =
      EnumSet.of(Kind.AUTH, Kind.RATE_LIMITED, Kind.TRANSIENT);

  static List<Call> calls() {
    return Features.callsOf("bhn");
  }

  @Test
  void everyOperationHasAGoodCallHere() {
    assertThat(GOOD_CALLS.keySet())
        .containsExactlyInAnyOrderElementsOf(calls().stream().map(Call::name).toList());
  }

  @Test
  void everyOperationOfTheDocumentIsDeclared() {
    List<String> published =
        DOCUMENT
            .lines()
            .filter(line -> line.startsWith("      operationId: "))
            .map(line -> line.substring("      operationId: ".length()))
            .toList();
    assertThat(calls()).extracting(Call::operationId).containsAll(published).isSubsetOf(published);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aGoodCallAndItsAnswerAreAsTheDocumentHasThem(Call call) {
    if (!FILES.contains(call.name())) {
      assertThat(make(call, Spoil.NOTHING)).isEmpty();
      assertThat(CLIENT.status()).as("status of %s", call).isBetween(200, 299);
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void eachErrorIsAnsweredAsTheDocumentHasItAndUnderstood(Call call) {
    Set<Kind> allowed = EnumSet.copyOf(ANYWHERE);
    allowed.addAll(List.of(call.operation().errors()));
    boolean json =
        Spoil.PROPERTY.fits(call) && !call.name().equals("mint-token"); // which has a form
    List<Spoil> spoils =
        json
            ? List.of(Spoil.ID, Spoil.QUERY, Spoil.BODY, Spoil.PROPERTY)
            : List.of(Spoil.ID, Spoil.QUERY);
    for (Spoil spoil : spoils) {
      if (spoil.fits(call)) {
        Optional<Kind> kind = make(call, spoil);
        assertThat(CLIENT.status()).as("%s spoilt by %s", call, spoil).isEqualTo(400);
        kind.ifPresent(it -> assertThat(allowed).as("kinds of %s", call).contains(it));
      }
    }
  }

  @Test
  void aClaimIsMadeOnceAndASpentCampaignIsAPersonsMatter() {
    Bhn bhn = bhn();
    String requestId = fresh("r");
    claim(bhn, requestId, "25");
    assertThat(kindOf(() -> claim(bhn, requestId, "25"))).contains(Kind.ALREADY_DONE);
    assertThat(kindOf(() -> claim(bhn, requestId, "30"))).contains(Kind.BUG);
    assertThat(String.valueOf(reward(bhn, requestId).get("result"))).contains("sent", "25");
    assertThat(kindOf(() -> claimFrom(bhn, "winter", fresh("r"), "25"))).contains(Kind.REFUSED);
    claimFrom(bhn, "last-ones", fresh("r"), "25");
    assertThat(claimFrom(bhn, "last-ones", fresh("r"), "25"))
        .containsEntry("rewardAvailable", false);
    assertThat(kindOf(() -> claimFrom(bhn, "last-ones", fresh("r"), "25"))).contains(Kind.REFUSED);
  }

  @Test
  void pointsAreGivenOnce() {
    Bhn bhn = bhn();
    String email = contactEmail(bhn);
    points(bhn, email);
    points(bhn, email);
    assertThat(bhn.byEmail(email).get(0).get("points")).hasToString("20");
  }

  private static Bhn bhn() {
    var access = SANDBOX.access();
    var connection = SandboxConnection.of("acme", access, access.highlevel().token(), "", true);
    return new TestConnection(CLIENT, connection, CLOCK).calls().bhn();
  }

  /** The kind of error that came of it, if one did. */
  private static Optional<Kind> make(Call call, Spoil spoil) {
    Bhn bhn = bhn();
    CLIENT.watch(call, spoil);
    return kindOf(() -> Objects.requireNonNull(GOOD_CALLS.get(call.name())).accept(bhn));
  }

  private static Optional<Kind> kindOf(Runnable call) {
    try {
      call.run();
      return Optional.empty();
    } catch (ProviderException failure) {
      return Optional.of(failure.error().kind());
    }
  }

  /** Makes one of a contact's things. */
  private interface Maker {
    String make(Bhn bhn, String contactId);
  }

  /** Does something with it. */
  private interface Act {
    void on(Bhn bhn, String contactId, String itemId);
  }

  private static Consumer<Bhn> with(Maker maker, Act act) {
    return bhn -> {
      String contactId = contact(bhn);
      act.on(bhn, contactId, maker.make(bhn, contactId));
    };
  }

  private static String fresh(String word) {
    return word + NEXT.incrementAndGet();
  }

  private static String contact(Bhn bhn) {
    var body = Map.<String, Object>of("email", fresh("ann") + "@b.test", "requestId", fresh("r"));
    return String.valueOf(bhn.create(body).get("contactId"));
  }

  private static String contactEmail(Bhn bhn) {
    return String.valueOf(bhn.contact(contact(bhn)).orElseThrow().get("email"));
  }

  private static String task(Bhn bhn, String contactId) {
    var body = Map.<String, Object>of("title", "Call", "requestId", fresh("r"));
    return String.valueOf(bhn.tasks().create(contactId, body).get("taskId"));
  }

  private static String note(Bhn bhn, String contactId) {
    var body = Map.<String, Object>of("body", "Called", "requestId", fresh("r"));
    return String.valueOf(bhn.notes().create(contactId, body).get("noteId"));
  }

  private static String file(Bhn bhn, String contactId, String noteId) {
    var file = new NewFile("a.txt", "text/plain", "hello".getBytes(UTF_8));
    return String.valueOf(bhn.files().add(contactId, noteId, fresh("r"), file).get("attachmentId"));
  }

  private static String profileFile(Bhn bhn, String contactId) {
    var file = new NewFile("a.txt", "text/plain", "hello".getBytes(UTF_8));
    return String.valueOf(bhn.profileFiles().add(contactId, fresh("r"), file).get("attachmentId"));
  }

  private static Map<String, Object> claim(Bhn bhn, String requestId, String value) {
    return claimFrom(bhn, "welcome", requestId, value);
  }

  private static Map<String, Object> claimFrom(
      Bhn bhn, String campaign, String requestId, String value) {
    var claim =
        new RewardClaim(
            campaign, Map.of("requestId", requestId, "value", value, "email", "a@b.test"));
    return bhn.ask(
        BhnRewards.class, (api, turn) -> api.claimRewards(turn.token(), claim, turn.options()));
  }

  private static Map<String, Object> reward(Bhn bhn, String requestId) {
    return bhn.ask(
        BhnRewards.class, (api, turn) -> api.findReward(turn.token(), requestId, turn.options()));
  }

  private static void points(Bhn bhn, String email) {
    Map<String, Object> points = Map.of("email", email, "points", 10, "requestId", fresh("r"));
    bhn.ask(BhnRewards.class, (api, turn) -> api.awardPoints(turn.token(), points, turn.options()));
  }

  private static String document() {
    try {
      return Files.readString(Path.of("../docs/contracts/bhn-rewards.yaml"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

package io.lockstep.activities.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.Ports;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.item.FileLinks;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.ItemLedger;
import io.lockstep.workflows.sync.ApplyRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files of a rewards note, copied into HighLevel's media library: {@code files: copy}. */
class FileCopiesTest extends NoteWithFiles {

  private static final String UPLOAD = "POST /medias/upload-file";
  private static final Duration LEASE_AND_LAG = Duration.ofSeconds(171);

  FileCopiesTest() {
    super("copy");
  }

  @Test
  void aFileLiesInTheLibraryAndHighLevelsNoteLinksToIt() {
    noteWithFiles("Hello", "invoice.pdf", "receipt.pdf");

    Plan plan = settle();

    assertThat(plan.waiting()).isEmpty();
    assertThat(library())
        .extracting(file -> file.get("name").asText())
        .allSatisfy(
            name ->
                assertThat(name).matches("(invoice|receipt) \\[[0-9a-f]{8}-[0-9a-f]{16}]\\.pdf"))
        .hasSize(2);
    assertThat(contactBody())
        .startsWith("<p>Hello</p><p>File: <a href=\"https://media.sandbox.example/")
        .contains(">invoice.pdf [", ">receipt.pdf [")
        .doesNotContain("rewards.sandbox.example");
    assertThat(rewardsNote()).containsEntry("body", "Hello");
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
  }

  @Test
  void twentyRoundTripsLeaveABodyAsLongAsItWasAndCopyNothingTwice() {
    noteWithFiles("edit 00", "invoice.pdf", "receipt.pdf");
    settle();
    int length = contactBody().length();

    for (int trip = 1; trip <= 20; trip++) {
      String text = "edit %02d".formatted(trip);
      if (trip % 2 == 0) {
        edit(text);
      } else {
        editAtHighLevel(contactBody().replace("edit %02d".formatted(trip - 1), text));
      }
      settle();

      assertThat(contactBody()).as("trip " + trip).contains(text).hasSize(length);
      assertThat(rewardsNote()).as("trip " + trip).containsEntry("body", text);
    }
    assertThat(library()).hasSize(2);
  }

  @Test
  void anUploadWhoseAnswerWasLostIsFoundAndNotRepeated() {
    noteWithFiles("Hello", "invoice.pdf");
    Plan plan = sides.look(ann, ItemKind.NOTE);
    sides.fault(Side.CONTACTS, UPLOAD, "lost-answer", Map.of());
    assertThatThrownBy(() -> apply(plan, 1)).isInstanceOf(ProviderException.class);

    assertThat(apply(plan, 2).next()).isEqualTo(Outcome.Next.DONE);

    assertThat(library()).hasSize(1);
    assertThat(contactBody()).contains("href=\"https://media.sandbox.example/");
  }

  @Test
  void anUploadThatMayStillShowIsWaitedForBeforeItIsRepeated() {
    noteWithFiles("Hello", "invoice.pdf");
    Plan plan = sides.look(ann, ItemKind.NOTE);
    sides.fault(Side.CONTACTS, UPLOAD, "lost-request", Map.of());
    assertThatThrownBy(() -> apply(plan, 1)).isInstanceOf(ProviderException.class);

    Outcome second = apply(plan, 2);
    assertThat(second.next()).isEqualTo(Outcome.Next.STALE);
    assertThat(second.retryIn()).as("the round counts as failed").isPositive();
    Plan next = sides.look(ann, ItemKind.NOTE);
    assertThat(apply(next, 1).next()).isEqualTo(Outcome.Next.LATER);
    assertThat(library()).isEmpty();

    sides.advance(LEASE_AND_LAG);
    settle();
    assertThat(library()).hasSize(1);
    assertThat(contactBody()).contains("href=\"https://media.sandbox.example/");
  }

  @Test
  void anAttemptThatFindsAnUploadBegunMeanwhileDoesNotUploadToo() {
    noteWithFiles("Hello", "invoice.pdf");
    Plan plan = sides.look(ann, ItemKind.NOTE);
    List<Outcome> first = new ArrayList<>();
    sides.answers =
        answer -> {
          if (answer.equals("invoice.pdf")) { // BHN hands out the bytes
            sides.answers = same -> same;
            first.add(apply(plan, 1)); // it took so long that the engine began the second
          }
          return answer;
        };

    Outcome second = apply(plan, 2);

    assertThat(first).singleElement().extracting(Outcome::next).isEqualTo(Outcome.Next.DONE);
    assertThat(second.next()).isEqualTo(Outcome.Next.LATER);
    assertThat(library()).hasSize(1);
  }

  @Test
  void aNoteWhoseAnswerWasLostCopiesNothingTwiceWhileTheLibraryLags() {
    noteWithFiles("Hello", "invoice.pdf");
    Plan plan = sides.look(ann, ItemKind.NOTE);
    sides.fault(Side.CONTACTS, "POST /contacts/{contactId}/notes", "lost-request", Map.of());
    assertThatThrownBy(() -> apply(plan, 1)).isInstanceOf(ProviderException.class);
    assertThat(library()).hasSize(1);

    sides.answers = answer -> answer.replaceAll("\"files\":\\[.*]", "\"files\":[]");
    assertThat(apply(plan, 2).next()).isEqualTo(Outcome.Next.LATER);

    sides.answers = answer -> answer;
    sides.advance(LEASE_AND_LAG);
    settle();
    assertThat(library()).hasSize(1);
    assertThat(contactBody()).contains("href=\"https://media.sandbox.example/");
  }

  @Test
  void anUploadAnsweredWith422ThatWasDoneAllTheSameIsLinked() {
    noteWithFiles("Hello", "invoice.pdf");
    sides.fault(Side.CONTACTS, UPLOAD, "created-but-422", Map.of());

    assertThat(settle().waiting()).isEmpty();

    assertThat(library()).hasSize(1);
    assertThat(contactBody()).contains("href=\"https://media.sandbox.example/");
  }

  @Test
  void aFileThatNeverGetsThroughWaitsInTheEndAndItsNoteGoesOn() {
    noteWithFiles("Hello", "slow.pdf", "receipt.pdf");
    Plan plan = sides.look(ann, ItemKind.NOTE);
    sides.fault(Side.CONTACTS, UPLOAD, "lost-request", Map.of());
    var fourth =
        new ApplyRequest(ann, plan.ops().get(0), plan.lookedAt(), Lane.LIVE, false, false, 3);

    Outcome outcome =
        new ItemApply(sides.ports(), ItemKind.NOTE).apply(fourth, new Attempt(1, "run"));

    assertThat(outcome.next()).isEqualTo(Outcome.Next.PARK);
    assertThat(outcome.reason()).contains("did not get through within two minutes", "or skip");
    assertThat(library()).hasSize(1);
    assertThat(contactBody()).contains("] (not copied)", "href=");

    sides.advance(LEASE_AND_LAG);
    sides.settle(ann, ItemKind.NOTE, Decision.retry());
    assertThat(library()).hasSize(2);
    assertThat(contactBody()).doesNotContain("not copied");
  }

  @Test
  void aFileThatIsTooLargeWaitsWithTheLimitNamedAndTheRestGoesOn() {
    noteWithFiles("Hello", "large file.pdf", "receipt.pdf");
    sides.answers = answer -> answer.replace("\"size\":14", "\"size\":26214401");

    Waiting waiting = settle().waiting().get(0);

    assertThat(waiting.reason()).contains("25 MB").doesNotContain("large file");
    assertThat(library()).hasSize(1);
    assertThat(contactBody()).contains("] (not copied)", ">receipt.pdf [");
    assertThat(sides.look(ann, ItemKind.NOTE).waiting()).containsExactly(waiting);
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();

    sides.answers = answer -> answer;
    sides.settle(ann, ItemKind.NOTE, Decision.retry());
    assertThat(library()).hasSize(2);
    assertThat(contactBody()).doesNotContain("not copied");
    assertThat(sides.look(ann, ItemKind.NOTE).waiting()).isEmpty();
  }

  @Test
  void aFileOfAForbiddenTypeWaitsUntilAPersonSkipsIt() {
    noteWithFiles("Hello", "setup.exe");

    Waiting waiting = settle().waiting().get(0);

    assertThat(waiting.reason())
        .contains("of the type application/pdf", "attach another there, or skip")
        .contains("HighLevel takes file only as one of csv, doc, docx")
        .contains("pdf, png")
        .doesNotContain("setup");
    assertThat(contactBody()).startsWith("<p>Hello</p>").contains("] (not copied)");
    sides.settle(ann, ItemKind.NOTE, Decision.skip(waiting.opId()));
    assertThat(sides.look(ann, ItemKind.NOTE).waiting()).isEmpty();
    edit("Hello again");
    assertThat(settle().waiting()).as("a write of the note tries it again").hasSize(1);
    assertThat(contactBody()).contains("Hello again", "] (not copied)");
    assertThat(rewardsNote()).containsEntry("body", "Hello again");
  }

  @Test
  void aListThatLagsLetsNoFileThatWaitsBeForgotten() {
    noteWithFiles("Hello");
    settle();
    sides.advance(HOURS);
    addFile(noteId(), "setup.exe");
    List<Waiting> waiting = settle().waiting();
    assertThat(waiting).hasSize(1);
    sides.fault(
        Side.CONTACTS, "GET /contacts/{contactId}/notes", "lagging-list", Map.of("by", "PT30S"));

    Plan unsure = sides.look(ann, ItemKind.NOTE);

    assertThat(unsure.again()).as("it is looked at again").isPositive();
    assertThat(settle().waiting()).isEqualTo(waiting);
  }

  @Test
  void aNoteThatIsThereAlreadyIsFoundBeforeAnyFileIsTouched() {
    noteWithFiles("Hello", "invoice.pdf", "setup.exe");
    Plan plan = sides.look(ann, ItemKind.NOTE);
    sides.fault(Side.CONTACTS, "POST /contacts/{contactId}/notes", "lost-answer", Map.of());
    assertThatThrownBy(() -> apply(plan, 1)).isInstanceOf(ProviderException.class);
    int before = sides.calls().size();

    Outcome outcome = apply(plan, 2);

    assertThat(sides.calls().subList(before, sides.calls().size()))
        .containsExactly("contacts list-notes");
    assertThat(library()).hasSize(1);
    assertThat(outcome.next())
        .as("the file it lacks is not forgotten")
        .isEqualTo(Outcome.Next.PARK);
    Waiting waiting = sides.look(ann, ItemKind.NOTE).waiting().get(0);
    assertThat(waiting.reason()).contains("did not take a file", "retry shows why");
    assertThat(sides.settle(ann, ItemKind.NOTE, Decision.retry()).waiting().get(0).reason())
        .contains("of the type application/pdf");
  }

  @Test
  void whatWasRefusedIsListedInTheTransactionThatLinksTheNote() {
    noteWithFiles("Hello", "setup.exe");
    Plan plan = sides.look(ann, ItemKind.NOTE);
    List<PairChange> links = new ArrayList<>();
    Ports ports = sides.ports();
    var watched =
        new Ports(
            ports.connections(),
            ports.pairs(),
            watched(ports.items(), links),
            ports.withheld(),
            ports.marks(),
            ports.cursors(),
            ports.providers(),
            ports.digester(),
            ports.hints(),
            ports.listener(),
            ports.clock());

    new ItemApply(watched, ItemKind.NOTE)
        .apply(
            new ApplyRequest(ann, plan.ops().get(0), plan.lookedAt(), Lane.LIVE, false, false),
            new Attempt(1, "run"));

    assertThat(links).singleElement().satisfies(change -> assertThat(change.parked()).hasSize(1));
  }

  /** Writes down each commit that links. */
  private static ItemLedger watched(ItemLedger items, List<PairChange> links) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("commit")) {
            ((Map<?, ?>) arguments[1])
                .values().stream()
                    .map(PairChange.class::cast)
                    .filter(change -> change.link() != null || !change.parked().isEmpty())
                    .forEach(links::add);
          }
          return method.invoke(items, arguments);
        };
    return (ItemLedger)
        Proxy.newProxyInstance(
            ItemLedger.class.getClassLoader(), new Class<?>[] {ItemLedger.class}, handler);
  }

  @Test
  void aCopyUnderAnOlderShorterMarkIsStillKnown() {
    noteWithFiles("Hello", "invoice.pdf");
    String attachment =
        String.valueOf(
            sides.bhn().files().list(person(Side.REWARDS), noteId()).get(0).get("attachmentId"));
    String mark = FileLinks.key("note", noteId()) + "-" + FileLinks.key(noteId(), attachment);
    sides.highLevel().upload("invoice [" + mark + "].pdf", "application/pdf", new byte[] {1});
    sides.advance(LEASE_AND_LAG);

    settle();

    assertThat(library()).hasSize(1);
    assertThat(contactBody()).contains(library().get(0).get("url").asText());
  }

  @Test
  void aLinkSomebodyTookAwayDeletesNothingAndStaysAway() {
    noteWithFiles("Hello", "invoice.pdf");
    settle();

    editAtHighLevel("<p>Hello</p>");
    settle();

    assertThat(contactBody()).isEqualTo("<p>Hello</p>");
    assertThat(library()).hasSize(1);
    assertThat(sides.bhn().files().list(person(Side.REWARDS), noteId())).hasSize(1);
    assertThat(sides.look(ann, ItemKind.NOTE).ops()).isEmpty();
  }

  private Outcome apply(Plan plan, int attempt) {
    return sides.apply(ann, ItemKind.NOTE, plan.ops().get(0), plan, new Attempt(attempt, "run"));
  }

  private List<JsonNode> library() {
    JsonNode medias = sides.control("GET", "/control/state", null).at("/highlevel/medias");
    return medias.valueStream().toList();
  }
}

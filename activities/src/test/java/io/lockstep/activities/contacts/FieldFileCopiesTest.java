package io.lockstep.activities.contacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.activities.bhn.BhnFiles;
import io.lockstep.activities.bhn.BhnProfileAttachments;
import io.lockstep.activities.highlevel.HighLevelCustomFields;
import io.lockstep.activities.highlevel.HighLevelFieldFiles;
import io.lockstep.activities.http.Form;
import io.lockstep.activities.http.Wire;
import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.workflows.sync.ApplyRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a FILE_UPLOAD field and the attachments of the profile, over the sandbox. */
class FieldFileCopiesTest {

  private static final String MAPPING =
      TwoSides.MAPPING.replace(
          "  deletes:",
          "  files: [{contacts: customField(contract_scan), rewards: attachments}]\n  deletes:");
  private static final String ADD = "POST /v2/contacts/{contactId}/attachments";
  private static final String DOWNLOAD = "GET /documents/download/{documentId}";
  private static final Duration HOURS = Duration.ofHours(2);

  private final TwoSides sides = new TwoSides(MAPPING);
  private final String field = defined();
  private final FlowKey ann =
      sides.newContact(Map.of("email", "ann@example.com", "firstName", "Ann"));

  @BeforeEach
  void aContactIsLinked() {
    sides.settle(ann);
  }

  @Test
  void aFileOfTheFieldIsAnAttachmentOfTheProfile() {
    upload("u1", "Contract of Ann.pdf", "application/pdf", "%PDF signed");

    sides.settle(ann);

    Map<String, Object> copy = attachments().get(0);
    assertThat(attachments()).hasSize(1);
    assertThat(String.valueOf(copy.get("fileName")))
        .startsWith("Contract of Ann [")
        .endsWith("].pdf");
    assertThat(copy).containsEntry("contentType", "application/pdf");
    assertThat(content(copy)).isEqualTo("%PDF signed");
    assertSilence();
    assertThat(sides.record(ann).toString())
        .as("what the ledger holds of it")
        .doesNotContain("Contract", "http", "%PDF");
  }

  @Test
  void filesOfAContactThatHasNoProfileYetFollowIt() {
    FlowKey ben = sides.newContact(Map.of("email", "ben@example.com"));
    upload(ben, "u1", "a.txt", "text/plain", "hello");
    sides.settle(ben);
    assertThat(attachments(ben)).hasSize(1);
  }

  @Test
  void eachFileTravelsOnceAsTheyCome() {
    upload("u1", "a.txt", "text/plain", "one");
    upload("u2", "b.txt", "text/plain", "two");
    sides.settle(ann);
    sides.advance(HOURS);
    upload("u3", "c.txt", "text/plain", "three");
    sides.settle(ann);
    assertThat(attachments().stream().map(this::content))
        .containsExactlyInAnyOrder("one", "two", "three");
    assertSilence();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lost-answer", "lost-request", "error-5xx"})
  void anUploadWhoseAnswerWasLostIsMadeOnce(String fault) {
    upload("u1", "a.txt", "text/plain", "hello");
    Plan plan = sides.look(ann);
    Op op = plan.ops().get(0);
    sides.fault(Side.REWARDS, ADD, fault, Map.of());
    assertThatThrownBy(() -> sides.apply(ann, op, plan, new Attempt(1, "run")));

    Outcome outcome = sides.apply(ann, op, plan, new Attempt(2, "run"));

    assertThat(outcome.next()).isEqualTo(Outcome.Next.DONE);
    assertThat(attachments()).hasSize(1);
    assertSilence();
  }

  @Test
  void anUploadWhoseRunDiedIsFoundByTheNextLook() {
    upload("u1", "a.txt", "text/plain", "hello");
    Plan plan = sides.look(ann);
    sides.fault(Side.REWARDS, ADD, "lost-answer", Map.of());
    assertThatThrownBy(() -> sides.apply(ann, plan.ops().get(0), plan));
    sides.advance(Duration.ofMinutes(2)); // and the run with it
    sides.settle(ann);
    assertThat(attachments()).hasSize(1);
    assertThat(sides.record(ann).intents()).isEmpty();
    assertSilence();
  }

  @Test
  void aLostDownloadIsAskedForAgain() {
    upload("u1", "a.txt", "text/plain", "hello");
    Plan plan = sides.look(ann);
    sides.fault(Side.CONTACTS, DOWNLOAD, "lost-answer", Map.of());
    assertThatThrownBy(() -> sides.apply(ann, plan.ops().get(0), plan));
    sides.apply(ann, plan.ops().get(0), plan, new Attempt(2, "run"));
    assertThat(attachments().stream().map(this::content)).containsExactly("hello");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFileThatNeverGetsThroughWaitsForAPersonInTheEnd(boolean down) {
    upload("u1", "a.txt", "text/plain", "hello");
    Plan plan = sides.look(ann);
    sides.fault(
        down ? Side.CONTACTS : Side.REWARDS, down ? DOWNLOAD : ADD, "lost-request", Map.of());
    var fourth =
        new ApplyRequest(ann, plan.ops().get(0), plan.lookedAt(), Lane.LIVE, false, false, 3);

    Outcome outcome = new ContactApply(sides.ports()).apply(fourth, new Attempt(1, "run"));

    assertThat(outcome.next()).isEqualTo(Outcome.Next.PARK);
    assertThat(outcome.reason())
        .contains(
            "did not get through within two minutes", "customField(contract_scan)", "or skip");
    sides.settle(ann, Decision.retry());
    assertThat(attachments().stream().map(this::content)).containsExactly("hello");
  }

  @Test
  void aRefusalThatTookEffectAllTheSameIsNoSecondFile() {
    upload("u1", "a.txt", "text/plain", "hello");
    sides.fault(Side.REWARDS, ADD, "created-but-422", Map.of());
    Plan plan = sides.settle(ann);
    assertThat(plan.waiting()).isEmpty();
    assertThat(attachments()).hasSize(1);
  }

  @Test
  void aFileTakenOutOfTheFieldDeletesNothing() {
    upload("u1", "a.txt", "text/plain", "hello");
    sides.settle(ann);
    sides.advance(HOURS);
    sides
        .highLevel()
        .update(
            ann.contactId(),
            Map.of("customFields", List.of(Map.of("id", field, "field_value", ""))));
    sides.settle(ann);
    assertThat(attachments()).hasSize(1);
    assertAcceptedAsOneWay();
    assertSilence();
  }

  @Test
  void aCopyDeletedAtBhnIsNotMadeAgain() {
    upload("u1", "a.txt", "text/plain", "hello");
    sides.settle(ann);
    sides.advance(HOURS);
    String id = String.valueOf(attachments().get(0).get("attachmentId"));
    sides
        .bhn()
        .ask(
            BhnProfileAttachments.class,
            (api, turn) ->
                api.deleteContactAttachment(turn.token(), profile(ann), id, turn.options()));
    sides.settle(ann);
    assertThat(attachments()).isEmpty();
    assertAcceptedAsOneWay();
    assertSilence();
  }

  @Test
  void aFileOfBhnsOwnStaysThere() {
    var own = new BhnFiles.NewFile("own.txt", "text/plain", "own".getBytes(UTF_8));
    sides.bhn().profileFiles().add(profile(ann), "r-own", own);
    assertSilence();
    assertThat(customField()).isEmpty();
  }

  @Test
  void aForbiddenTypeWaitsWithTheTypesThatAreTakenAndTheOthersGoOn() {
    upload("u1", "a.svg", "image/svg+xml", "<svg/>");
    upload("u2", "b.txt", "text/plain", "hello");
    Plan plan = sides.settle(ann);
    assertThat(attachments().stream().map(this::content)).containsExactly("hello");
    assertThat(plan.waiting())
        .singleElement()
        .satisfies(
            waiting ->
                assertThat(waiting.reason())
                    .contains("customField(contract_scan)", "a type BHN Rewards does not take")
                    .contains("application/pdf, ", "or skip")
                    .doesNotContain("a.svg"));
    assertThat(sides.calls()).filteredOn(call -> call.endsWith("download-document")).hasSize(1);
    sides.settle(ann, Decision.skip(plan.waiting().get(0).opId()));
    assertSilence();
  }

  @Test
  void aFileOverTheLimitWaitsWithTheLimit() {
    String large = "x".repeat(BhnFiles.LARGEST + 1);
    upload("u1", "a.txt", "text/plain", large);
    Plan plan = sides.settle(ann);
    assertThat(attachments()).isEmpty();
    assertThat(plan.waiting().get(0).reason()).contains("limit of 25 MB", "or skip");
    assertThat(sides.calls()).noneMatch(call -> call.endsWith("download-document"));
  }

  @Test
  void aFileBhnDoesNotTakeWaitsInItsOwnWords() {
    upload("u1", "a.txt", "text/plain", "hello");
    sides.fault(Side.REWARDS, ADD, "refuse-field", Map.of("field", "content"));
    Plan plan = sides.settle(ann);
    assertThat(plan.waiting().get(0).reason()).contains("does not take the file", "content");
    sides.settle(ann, Decision.retry());
    assertThat(attachments()).hasSize(1);
  }

  @Test
  void onlyHighLevelsOwnAddressIsAskedWhateverTheFieldNames() {
    upload("u1", "a.txt", "text/plain", "hello");
    var elsewhere = new LinkedHashMap<String, Object>();
    elsewhere.put("meta", Map.of("originalname", "b.txt", "mimetype", "text/plain", "size", 3));
    elsewhere.put("url", "http://169.254.169.254/latest/meta-data");
    elsewhere.put("documentId", "elsewhere");
    sides
        .highLevel()
        .update(
            ann.contactId(),
            Map.of(
                "customFields",
                List.of(Map.of("id", field, "field_value", Map.of("u2", elsewhere)))));

    Plan plan = sides.settle(ann);

    assertThat(attachments()).isEmpty();
    assertThat(plan.waiting().get(0).reason())
        .contains("did not hand out the file elsewhere")
        .doesNotContain("169.254");
    assertThat(sides.control("GET", "/control/log", null).toString())
        .contains("/documents/download/elsewhere")
        .doesNotContain("169.254");
  }

  private void assertSilence() {
    sides.advance(HOURS);
    int before = sides.calls().size();
    Plan plan = sides.look(ann);
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.waiting()).isEmpty();
    assertThat(sides.calls().subList(before, sides.calls().size()))
        .as("calls of a look")
        .filteredOn(call -> !call.endsWith("list-custom-fields") && !call.endsWith("mint-token"))
        .containsExactly("contacts get-contact", "rewards get-contact");
  }

  private void assertAcceptedAsOneWay() {
    assertThat(sides.record(ann).accepted())
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.field()).isEqualTo("files.contract_scan");
              assertThat(difference.reason()).isEqualTo(AcceptedDifference.Reason.ONE_WAY);
            });
  }

  private String defined() {
    var made =
        sides
            .highLevel()
            .ask(
                HighLevelCustomFields.class,
                (api, turn) ->
                    api.createCustomField(
                        turn.token(),
                        turn.home(),
                        Map.of(
                            "name", "contract_scan", "dataType", "FILE_UPLOAD", "model", "contact"),
                        turn.options()));
    return String.valueOf(Wire.record(made, "customField").get("id"));
  }

  private void upload(String uuid, String name, String type, String content) {
    upload(ann, uuid, name, type, content);
  }

  private void upload(FlowKey key, String uuid, String name, String type, String content) {
    Form form = Form.of(field + "_" + uuid, name, type, content.getBytes(UTF_8));
    sides
        .highLevel()
        .ask(
            HighLevelFieldFiles.class,
            (api, turn) ->
                api.uploadToField(
                    turn.token(),
                    key.contactId(),
                    turn.home(),
                    form.boundary(),
                    form.body(),
                    turn.options()));
  }

  private Map<String, Object> customField() {
    Map<String, Object> values = new HashMap<>();
    Wire.records(sides.contact(ann).get("customFields"))
        .forEach(one -> values.put(String.valueOf(one.get("id")), one.get("value")));
    values.keySet().retainAll(List.of(field));
    return values;
  }

  private List<Map<String, Object>> attachments() {
    return attachments(ann);
  }

  private List<Map<String, Object>> attachments(FlowKey key) {
    return sides.bhn().profileFiles().list(profile(key));
  }

  private String profile(FlowKey key) {
    return String.valueOf(sides.profile(key).get("contactId"));
  }

  private String content(Map<String, Object> attachment) {
    var read = new byte[1][];
    sides
        .bhn()
        .ask(
            BhnProfileAttachments.class,
            (api, turn) -> {
              read[0] =
                  api.getContactFile(
                      turn.token(),
                      profile(ann),
                      String.valueOf(attachment.get("attachmentId")),
                      turn.options());
              return Map.of();
            });
    return new String(read[0], UTF_8);
  }
}

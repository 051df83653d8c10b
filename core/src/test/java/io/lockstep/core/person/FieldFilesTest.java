package io.lockstep.core.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.person.FieldFiles.FieldFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files of a field, and the copies by which they are known again. */
class FieldFilesTest {

  private static final MappingProfile PROFILE =
      MappingProfiles.parse(
          "files.yaml",
          """
          profile: files
          contact:
            fields: [{name: email, contacts: email, rewards: email}]
            files:
              - {contacts: customField(scan), rewards: attachments}
              - {contacts: customField(passport), rewards: attachments}
          """);
  private static final FieldRule SCAN = PROFILE.rule("files.scan").orElseThrow();
  private static final FieldRule PASSPORT = PROFILE.rule("files.passport").orElseThrow();
  private static final HighLevelContact CONTACTS =
      new HighLevelContact(PROFILE, Map.of("scan", "f1", "passport", "f2"));

  @Test
  void aCopyIsKnownByItsNameOnBothSides() {
    FieldFile file = only(Map.of("u1", file("d1", "Zoë's contract.pdf")));
    String name = FieldFiles.copyName(SCAN, file);
    assertThat(name).matches("Zoë's contract \\[[0-9a-f]{8}-" + file.key() + "]\\.pdf");
    assertThat(file.key()).as("64 bits").hasSize(16);
    assertThat(FieldFiles.rewards(SCAN, List.of(Map.of("fileName", name))))
        .isEqualTo(contact(Map.of("u1", file("d1", "Zoë's contract.pdf"))).field("files.scan"));
  }

  @Test
  void anotherFieldsCopiesAndFilesOfBhnsOwnAreNotTheFields() {
    FieldFile file = only(Map.of("u1", file("d1", "a.pdf")));
    List<Map<String, String>> attachments =
        List.of(
            Map.of("fileName", FieldFiles.copyName(PASSPORT, file)), Map.of("fileName", "own.pdf"));
    assertThat(FieldFiles.rewards(SCAN, attachments)).isEqualTo(Reading.empty());
    assertThat(FieldFiles.rewards(PASSPORT, attachments).texts()).containsExactly(file.key());
  }

  @Test
  void anotherFileUnderTheSameNameIsAnotherFile() {
    assertThat(only(Map.of("u1", file("d1", "a.pdf"))).key())
        .isNotEqualTo(only(Map.of("u1", file("d2", "a.pdf"))).key());
  }

  @Test
  void aNameIsMadeFitForBhn() {
    for (String name :
        List.of(
            "../a\\b\u0000.pdf", "[0123abcd-0123456789abcdef].pdf", "😀".repeat(400), ".pdf", "")) {
      FieldFile file = only(Map.of("u1", file("d1", name)));
      String copy = FieldFiles.copyName(SCAN, file);
      assertThat(copy).doesNotContain("/", "\\", "\u0000");
      assertThat(copy.codePointCount(0, copy.length())).isLessThanOrEqualTo(255);
      assertThat(FieldFiles.rewards(SCAN, List.of(Map.of("fileName", copy))).texts())
          .containsExactly(file.key());
    }
  }

  @Test
  void whatIsNoFileMakesTheWholeFieldNotShown() {
    Map<String, Object> one = new HashMap<>(Map.of("u1", file("d1", "a.pdf")));
    for (Object odd :
        Arrays.asList("https://x.test/a.pdf", Map.of(), file("../d2", "b.pdf"), null)) {
      one.put("u2", odd);
      assertThat(contact(one).field("files.scan")).isEqualTo(Reading.notShown());
    }
    assertThat(contact("https://x.test/a.pdf").field("files.scan")).isEqualTo(Reading.notShown());
    assertThat(FieldFiles.rewards(SCAN, List.of("a.pdf"))).isEqualTo(Reading.notShown());
    assertThat(FieldFiles.rewards(SCAN, "a.pdf")).isEqualTo(Reading.notShown());
  }

  @Test
  void anEmptyFieldIsEmptyAndOneWithoutItsDefinitionIsNotShown() {
    assertThat(contact("").field("files.scan")).isEqualTo(Reading.empty());
    assertThat(CONTACTS.read(Map.of("id", "c1", "customFields", List.of())).field("files.scan"))
        .isEqualTo(Reading.empty());
    var undefined = new HighLevelContact(PROFILE, Map.of());
    assertThat(undefined.read(json(Map.of("u1", file("d1", "a.pdf")))).field("files.scan"))
        .isEqualTo(Reading.notShown());
    assertThat(undefined.files(json(Map.of()), SCAN)).isEmpty();
  }

  @Test
  void theFieldIsCarriedByWebhooksAndNeverTakesTheShortCutAway() {
    assertThat(new EventFields(PROFILE).notices()).isEmpty();
  }

  @Test
  void aFileSaysNothingOfAPersonWhenItIsPrinted() {
    assertThat(only(Map.of("u1", file("d1", "Ann Smith.pdf"))).toString())
        .isEqualTo("FieldFile[d1]");
  }

  private static PersonView contact(Object value) {
    return CONTACTS.read(json(value));
  }

  private static Map<String, Object> json(Object value) {
    return Map.of("id", "c1", "customFields", List.of(Map.of("id", "f1", "value", value)));
  }

  private static FieldFile only(Map<String, Object> value) {
    return new ArrayList<>(CONTACTS.files(json(value), SCAN).orElseThrow().values()).get(0);
  }

  private static Map<String, Object> file(String documentId, String name) {
    return Map.of(
        "meta",
        Map.of("originalname", name, "mimetype", "application/pdf", "size", 3),
        "url",
        "https://elsewhere.example/documents/download/" + documentId,
        "documentId",
        documentId);
  }
}

package io.lockstep.activities.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.lockstep.activities.CallContext;
import io.lockstep.activities.NotNowException;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.Lane;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.ledger.Connection.HighLevel.Access;
import io.lockstep.workflows.connection.Finding;
import io.lockstep.workflows.connection.Finding.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The custom fields a mapping needs, defined on a person's word, each once. */
class FieldDefinitionsTest {

  private static final String CREATE = "POST /locations/{locationId}/customFields";
  private static final String MAPPING =
      TwoSides.MAPPING
          .replace(
              "  tags:",
              "    - {name: tier, contacts: customField(loyalty_level), rewards: tier,"
                  + " direction: toContacts}\n  tags:")
          .replace(
              "  deletes:",
              "  files: [{contacts: customField(contract_scan), rewards: attachments}]\n"
                  + "  deletes:");

  private final TwoSides sides = new TwoSides(MAPPING);

  @Test
  void whatIsMissingIsDefinedWithItsTypeAndThenTheDoctorIsContent() {
    assertThat(define())
        .extracting(Finding::id, Finding::level)
        .containsExactlyInAnyOrder(
            tuple("highlevel.custom-fields.loyalty_level", Level.OK),
            tuple("highlevel.custom-fields.contract_scan", Level.OK));
    assertThat(sides.highLevel().customFieldTypes())
        .containsEntry("loyalty_level", "TEXT")
        .containsEntry("contract_scan", "FILE_UPLOAD");
    assertThat(define())
        .as("a second time there is nothing to do")
        .extracting(Finding::id)
        .containsExactly("highlevel.custom-fields");
  }

  @Test
  void aFieldWhoseAnswerWasLostIsFoundAndNotDefinedTwice() {
    sides.fault(Side.CONTACTS, CREATE, "lost-answer", Map.of());
    assertThatThrownBy(this::define).isInstanceOf(ProviderException.class);
    List<Finding> again = define(); // the engine repeats it
    assertThat(again).allMatch(one -> one.level() == Level.OK);
    assertThat(sides.highLevel().customFieldTypes())
        .containsKeys("loyalty_level", "contract_scan")
        .allSatisfy((key, type) -> assertThat(key).doesNotContain("_1", "_2"));
    assertThat(sides.calls().stream().filter("contacts create-custom-field"::equals)).hasSize(2);
  }

  @Test
  void aFieldThatWasDefinedYetRefusedIsThere() {
    sides.fault(Side.CONTACTS, CREATE, "created-but-422", Map.of());
    assertThat(define()).hasSize(2).allMatch(one -> one.level() == Level.OK);
  }

  @Test
  void aRefusalIsAFindingThatNamesTheScope() {
    sides.fault(Side.CONTACTS, CREATE, "refuse-field", Map.of("field", "name", "times", 9));
    assertThat(define())
        .allSatisfy(
            one -> {
              assertThat(one.level()).isEqualTo(Level.ERROR);
              assertThat(one.action()).contains("locations/customFields.write");
            });
  }

  @Test
  void aConnectionThatMayOnlyReadDefinesNothing() {
    sides.access(Access.READ_ONLY);
    assertThat(define()).singleElement().extracting(Finding::level).isEqualTo(Level.ERROR);
    assertThat(sides.calls()).isEmpty();
  }

  @Test
  void aPausedConnectionDefinesNothing() {
    sides.ports().connections().pause(TwoSides.CONNECTION, true, "for a test");
    assertThat(define())
        .singleElement()
        .satisfies(one -> assertThat(one.action()).contains("/resume"));
    assertThat(sides.calls()).isEmpty();
  }

  @Test
  void nothingIsSentThatTheNextQuestionCouldMeetUnderWay() {
    assertThatThrownBy(() -> define(Duration.ofSeconds(8))).isInstanceOf(NotNowException.class);
    assertThat(sides.calls()).containsExactly("contacts list-custom-fields");
    assertThat(define(Duration.ofSeconds(6))).hasSize(2).allMatch(one -> one.level() == Level.OK);
  }

  private List<Finding> define() {
    return define(Duration.ZERO);
  }

  private List<Finding> define(Duration ago) {
    return new FieldDefinitions(sides.ports())
        .define(
            TwoSides.CONNECTION,
            new CallContext(Lane.LIVE, false, false, "test"),
            sides.clock.instant().minus(ago))
        .findings();
  }
}

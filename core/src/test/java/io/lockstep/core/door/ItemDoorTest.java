package io.lockstep.core.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.Direction;
import io.lockstep.core.mapping.Drift;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.ItemMapping;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.Policy;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Waiting;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ItemDoorTest {

  private static final FlowKey CONTACT = new FlowKey("acme", "c1");
  private static final FieldRule TITLE = rule("task.title");
  private static final FieldRule COMPLETED = rule("task.completed");
  private static final CanonicalForms FORMS = new CanonicalForms("GB");
  private static final Digester DIGESTER = new Digester("k1", Map.of("k1", new byte[32]));
  private static final Link LINK = new Link("acme", "t-contacts", "t-rewards", Instant.EPOCH);

  private final ItemDoor door =
      new ItemDoor(
          new ItemMapping(
              List.of(TITLE, COMPLETED),
              Direction.BOTH,
              MappingProfile.Deletes.PROPAGATE,
              Optional.empty(),
              false,
              ItemMapping.Files.LINK),
          FORMS,
          DIGESTER);

  private final Map<String, Reading> shown =
      new HashMap<>(
          Map.of("task.title", Reading.ofText("Call"), "task.completed", Reading.ofText("true")));

  @Test
  void anItemThatShowsItsBaseSaysNothingNew() {
    assertThat(decide(record("Call", "true"))).isEqualTo(Verdict.NOTHING_NEW);
  }

  @Test
  void eachHalfIsKnownByItsOwnId() {
    PairRecord record = record("Call", "true");
    assertThat(decide(record, Side.REWARDS, "t-rewards")).isEqualTo(Verdict.NOTHING_NEW);
    assertThat(decide(record, Side.REWARDS, "t-contacts")).isEqualTo(Verdict.NOT_LINKED);
  }

  @Test
  void aChangedFieldIsLookedAt() {
    assertThat(decide(record("Write", "true"))).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void aCompletionOfATaskWhoseBaseIsOpenIsLookedAt() {
    assertThat(decide(record("Call", "false"))).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void whatAnotherEventReportsMayBeMissing() {
    shown.remove("task.completed");
    assertThat(decide(record("Call", "false"))).isEqualTo(Verdict.NOTHING_NEW);
  }

  @Test
  void whatNoEventReportsTurnsTheShortCutOff() {
    shown.remove("task.title");
    assertThat(decide(record("Call", "true"))).isEqualTo(Verdict.FIELD_NEVER_REPORTED);
  }

  @Test
  void anItemThatIsNotLinkedIsLookedAt() {
    assertThat(decide(PairRecord.unknown())).isEqualTo(Verdict.NOT_LINKED);
  }

  @Test
  void whileARunIsOpenNoEchoIsBelieved() {
    assertThat(door.decide(CONTACT, sighting(false), true, record("Call", "true")))
        .isEqualTo(Verdict.RUN_OPEN);
  }

  @Test
  void aDeletionIsNeverBelievedByItsContent() {
    assertThat(door.decide(CONTACT, sighting(true), false, record("Call", "true")))
        .isEqualTo(Verdict.DELETED);
  }

  @Test
  void aHintCarriesDigestsOfWhatWasShown() {
    shown.remove("task.completed");
    assertThat(door.digests(CONTACT, sighting(false)))
        .isEqualTo(Map.of("task.title", digest(TITLE, "Call")));
  }

  @Test
  void aListThatShowsTheBaseIsNoNews() {
    assertThat(isNews(record("Call", "true"))).isFalse();
    assertThat(isNews(record("Write", "true"))).isTrue();
    assertThat(isNews(PairRecord.unknown())).isTrue();
  }

  @Test
  void whatAListDoesNotShowIsNotJudged() {
    shown.remove("task.title");
    assertThat(isNews(record("Write", "true"))).isFalse();
  }

  @Test
  void aDifferenceThatStaysOrWaitsIsNoNewsUntilItMoves() {
    PairRecord base = record("Write", "true");
    var accepted =
        new AcceptedDifference(
            "task.title",
            "",
            digest(TITLE, "Call"),
            digest(TITLE, "Write"),
            TITLE.fingerprint(),
            AcceptedDifference.Reason.SKIPPED,
            "operator",
            Instant.EPOCH);
    var parked =
        new Parked(
            new Waiting("op1", "task.title", Waiting.Kind.PARKED, "Say what to do."),
            digest(TITLE, "Call"),
            digest(TITLE, "Write"),
            Instant.EPOCH);
    assertThat(isNews(with(base, List.of(accepted), List.of()))).isFalse();
    assertThat(isNews(with(base, List.of(), List.of(parked)))).isFalse();

    shown.put("task.title", Reading.ofText("Meet"));
    assertThat(isNews(with(base, List.of(accepted), List.of(parked)))).isTrue();
  }

  private boolean isNews(PairRecord record) {
    return door.isNews(CONTACT, sighting(false).view(), record);
  }

  private static PairRecord with(
      PairRecord record, List<AcceptedDifference> accepted, List<Parked> parked) {
    return new PairRecord(
        record.link(),
        record.base(),
        record.intents(),
        accepted,
        record.conflicts(),
        parked,
        record.edits(),
        record.moves(),
        record.stamps());
  }

  private Verdict decide(PairRecord record) {
    return decide(record, Side.CONTACTS, "t-contacts");
  }

  private Verdict decide(PairRecord record, Side side, String id) {
    return door.decide(CONTACT, sighting(side, id, false), false, record);
  }

  private Sighting sighting(boolean deleted) {
    return sighting(Side.CONTACTS, "t-contacts", deleted);
  }

  private Sighting sighting(Side side, String id, boolean deleted) {
    var view = new PersonView(side, id, shown, null, null, null);
    return new Sighting(deleted, view, Set.of("task.completed"));
  }

  private static PairRecord record(String title, String completed) {
    PairRecord unknown = PairRecord.unknown();
    return new PairRecord(
        LINK,
        List.of(row(TITLE, title), row(COMPLETED, completed)),
        unknown.intents(),
        unknown.accepted(),
        unknown.conflicts(),
        unknown.parked(),
        unknown.edits(),
        unknown.moves(),
        unknown.stamps());
  }

  private static BaseRow row(FieldRule rule, String value) {
    String digest = digest(rule, value);
    return new BaseRow(
        rule.name(), "", digest, digest, CanonicalForms.CURRENT, rule.fingerprint(), 1);
  }

  private static String digest(FieldRule rule, String value) {
    Reading canonical = FORMS.canonical(Reading.ofText(value), rule.form(), CanonicalForms.CURRENT);
    return DIGESTER.digest(CONTACT, rule.name(), canonical);
  }

  private static FieldRule rule(String name) {
    return new FieldRule(
        name,
        FieldRule.Kind.FIELD,
        name,
        name,
        Direction.BOTH,
        Policy.NEWEST,
        Side.CONTACTS,
        Drift.ACCEPT,
        Form.TEXT,
        Map.of());
  }
}

package io.lockstep.core.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.digest.Digester;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.mapping.MappingProfiles;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Link;
import io.lockstep.core.pair.PairRecord;
import io.lockstep.core.person.PersonView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DoorTest {

  private static final FlowKey PAIR = new FlowKey("acme", "c1");
  private static final Set<String> CONSENT = Set.of("consent.email", "consent.sms", "consent.call");

  private static final String YAML =
      """
      profile: test
      match: [referenceId, email]
      contact:
        fields:
          - {name: email, contacts: email, rewards: email, direction: both}
          - {name: phone, contacts: phone, rewards: phone, direction: both, as: phone}
        tags: {direction: both, only: ["*"], never: ["internal-*"]}
      """;
  private static final MappingProfile PROFILE = MappingProfiles.parse("test", YAML);
  private static final CanonicalForms FORMS = new CanonicalForms("GB");
  private static final byte[] OLD_KEY = new byte[32];
  private static final byte[] NEW_KEY = new byte[64];
  private static final Digester DIGESTER = new Digester("k1", Map.of("k1", OLD_KEY));

  private final Door door = new Door(PROFILE, FORMS, DIGESTER);

  private final Map<String, Reading> shown =
      new HashMap<>(
          Map.of(
              "email", Reading.ofText("Ada@Example.com"),
              "phone", Reading.ofText("020 7946 0018"),
              "tags", Reading.ofElements(List.of("VIP", "gold"))));

  @Test
  void anEventThatShowsItsBaseSaysNothingNew() {
    assertThat(decide(base())).isEqualTo(Verdict.NOTHING_NEW);
  }

  @Test
  void anotherSpellingOfTheSameValueSaysNothingNew() {
    PairRecord base = base();
    shown.put("email", Reading.ofText(" ada@example.com"));
    shown.put("phone", Reading.ofText("+44 20 7946 0018"));
    shown.put("tags", Reading.ofElements(List.of("GOLD", "vip")));
    assertThat(decide(base)).isEqualTo(Verdict.NOTHING_NEW);
  }

  @Test
  void whileARunIsOpenNoEchoIsBelieved() {
    assertThat(door.decide(PAIR, sighting(false), true, base())).isEqualTo(Verdict.RUN_OPEN);
  }

  @Test
  void aDeletionIsNeverBelievedByItsContent() {
    assertThat(door.decide(PAIR, sighting(true), false, base())).isEqualTo(Verdict.DELETED);
  }

  @Test
  void aChangedFieldIsLookedAt() {
    PairRecord base = base();
    shown.put("email", Reading.ofText("other@example.com"));
    assertThat(decide(base)).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void aFieldThatWasEmptiedIsLookedAt() {
    PairRecord base = base();
    shown.put("phone", Reading.empty());
    assertThat(decide(base)).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void aFieldThatWasEmptyAndStillIsSaysNothingNew() {
    shown.put("phone", Reading.empty());
    assertThat(decide(base())).isEqualTo(Verdict.NOTHING_NEW);
  }

  @Test
  void oneTagMoreIsLookedAt() {
    PairRecord base = base();
    shown.put("tags", Reading.ofElements(List.of("VIP", "gold", "new")));
    assertThat(decide(base)).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void oneTagLessIsLookedAt() {
    PairRecord base = base();
    shown.put("tags", Reading.ofElements(List.of("VIP")));
    assertThat(decide(base)).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void aTagForAnotherIsLookedAt() {
    PairRecord base = base();
    shown.put("tags", Reading.ofElements(List.of("VIP", "silver")));
    assertThat(decide(base)).isEqualTo(Verdict.DIFFERS);
  }

  @Test
  void aTagThatDoesNotTravelSaysNothingNew() {
    PairRecord base = base();
    shown.put("tags", Reading.ofElements(List.of("VIP", "gold", "internal-note")));
    assertThat(decide(base)).isEqualTo(Verdict.NOTHING_NEW);
  }

  @Test
  void aFieldThatOtherEventsReportMayBeMissing() {
    assertThat(shown).doesNotContainKeys(CONSENT.toArray(String[]::new));
    assertThat(decide(base())).isEqualTo(Verdict.NOTHING_NEW);
  }

  @Test
  void aFieldThatNoEventReportsTurnsTheShortCutOff() {
    var sighting = new Sighting(false, contact(null), Set.of("consent.email", "consent.sms"));
    assertThat(door.decide(PAIR, sighting, false, base())).isEqualTo(Verdict.FIELD_NEVER_REPORTED);
  }

  @Test
  void aFieldWithoutABaseIsLookedAt() {
    PairRecord base = base(rows -> rows.removeIf(row -> row.field().equals("phone")));
    assertThat(decide(base)).isEqualTo(Verdict.NO_BASE);
  }

  @Test
  void aTagSetWithoutABaseIsLookedAtEvenIfEmpty() {
    shown.put("tags", Reading.empty());
    PairRecord base = base(rows -> rows.removeIf(row -> row.field().equals("tags")));
    assertThat(decide(base)).isEqualTo(Verdict.NO_BASE);
  }

  @Test
  void aBaseUnderAnotherMeaningOfTheRuleIsNoBase() {
    PairRecord base = base(rows -> rows.replaceAll(DoorTest::underAnotherRule));
    assertThat(decide(base)).isEqualTo(Verdict.NO_BASE);
  }

  @Test
  void anUnlinkedContactIsLookedAt() {
    assertThat(decide(PairRecord.unknown())).isEqualTo(Verdict.NOT_LINKED);
  }

  @Test
  void aContactMarkedWithItsOwnProfileMaySayNothingNew() {
    var sighting = new Sighting(false, contact("p1"), CONSENT);
    assertThat(door.decide(PAIR, sighting, false, base())).isEqualTo(Verdict.NOTHING_NEW);
  }

  @Test
  void aContactMarkedWithAnotherProfileIsLookedAt() {
    var sighting = new Sighting(false, contact("p2"), CONSENT);
    assertThat(door.decide(PAIR, sighting, false, base())).isEqualTo(Verdict.NOT_LINKED);
  }

  @Test
  void aProfileIsComparedWithItsOwnSidesDigests() {
    PairRecord base = base();
    assertThat(door.decide(PAIR, new Sighting(false, profile("c1"), CONSENT), false, base))
        .isEqualTo(Verdict.DIFFERS);

    shown.put("email", Reading.ofText("other"));
    assertThat(door.decide(PAIR, new Sighting(false, profile("c1"), CONSENT), false, base))
        .isEqualTo(Verdict.NOTHING_NEW);
  }

  @Test
  void aProfileThatNamesAnotherContactOrNoneIsLookedAt() {
    for (PersonView profile : List.of(profile("c2"), profile(null))) {
      assertThat(door.decide(PAIR, new Sighting(false, profile, CONSENT), false, base()))
          .isEqualTo(Verdict.NOT_LINKED);
    }
  }

  @Test
  void aBaseUnderARotatedKeyIsComparedUnderThatKey() {
    var rotated =
        new Door(PROFILE, FORMS, new Digester("k2", Map.of("k1", OLD_KEY, "k2", NEW_KEY)));
    assertThat(rotated.decide(PAIR, sighting(false), false, base())).isEqualTo(Verdict.NOTHING_NEW);
  }

  @Test
  void aBaseUnderAMissingKeyIsHeldNotGuessed() {
    var without = new Door(PROFILE, FORMS, new Digester("k2", Map.of("k2", NEW_KEY)));
    assertThatThrownBy(() -> without.decide(PAIR, sighting(false), false, base()))
        .isInstanceOf(Digester.MissingKeyException.class);
  }

  @Test
  void aHintCarriesTheDigestOfEachShownFieldAndNoOther() {
    assertThat(door.digests(PAIR, sighting(false)).keySet())
        .containsExactlyInAnyOrder("email", "phone", "tags");
  }

  @Test
  void whatAnEventShowsMayProveSomethingOnlyIfItIsWholeAndOfThisPair() {
    Link link = Objects.requireNonNull(base().link());
    assertThat(door.mayProve(link, PAIR, sighting(false))).isTrue();
    assertThat(door.mayProve(link, PAIR, new Sighting(false, contact(null), Set.of()))).isFalse();
    assertThat(door.mayProve(link, PAIR, new Sighting(false, contact("p2"), CONSENT))).isFalse();
    assertThat(door.mayProve(link, new FlowKey("acme", "c2"), sighting(false))).isFalse();
  }

  @Test
  void inANarrowScopeAnEventMayTellOfAReturn() {
    shown.put("tags", Reading.ofElements(List.of("vip")));
    assertThat(door.mayComeBack(sighting(false))).isFalse();
    assertThat(scoped("vip").mayComeBack(sighting(false))).isTrue();
    assertThat(scoped("staff").mayComeBack(sighting(false))).isFalse();
    Link link = Objects.requireNonNull(base().link());
    assertThat(scoped("vip").mayProve(link, PAIR, sighting(false))).isFalse();
  }

  /** The same profile, for those who have that tag at contacts. */
  private static Door scoped(String tag) {
    String scope = "scope: {contacts: {tag: " + tag + "}, rewards: all}\n";
    return new Door(MappingProfiles.parse("test", YAML + scope), FORMS, DIGESTER);
  }

  private Verdict decide(PairRecord record) {
    return door.decide(PAIR, sighting(false), false, record);
  }

  private Sighting sighting(boolean deleted) {
    return new Sighting(deleted, contact(null), CONSENT);
  }

  private PersonView contact(@Nullable String mark) {
    return new PersonView(Side.CONTACTS, "c1", shown, null, null, mark);
  }

  private PersonView profile(@Nullable String reference) {
    return new PersonView(Side.REWARDS, "p1", shown, null, "7", reference);
  }

  private PairRecord base() {
    return base(rows -> {});
  }

  /** A pair whose contact showed what is shown now; its profile's e-mail was {@code other}. */
  private PairRecord base(Consumer<List<BaseRow>> change) {
    List<BaseRow> rows = new ArrayList<>();
    for (FieldRule rule : PROFILE.rules()) {
      Reading value = shown.get(rule.name());
      if (value != null) {
        Reading canonical = FORMS.canonical(value, rule.form(), CanonicalForms.CURRENT);
        rows.addAll(rows(rule, canonical));
      }
    }
    change.accept(rows);
    PairRecord none = PairRecord.unknown();
    return new PairRecord(
        new Link("acme", "c1", "p1", Instant.EPOCH),
        rows,
        none.intents(),
        none.accepted(),
        none.conflicts(),
        none.parked(),
        none.edits(),
        none.moves(),
        none.stamps());
  }

  private static List<BaseRow> rows(FieldRule rule, Reading canonical) {
    String digest = DIGESTER.digest(PAIR, rule.name(), canonical);
    String other = DIGESTER.digest(PAIR, rule.name(), Reading.ofText("other"));
    List<BaseRow> rows = new ArrayList<>();
    rows.add(row(rule, "", digest, rule.name().equals("email") ? other : digest));
    if (rule.kind() == FieldRule.Kind.TAGS) {
      for (String tag : canonical.texts()) {
        String member = DIGESTER.member(PAIR, rule.name(), tag);
        rows.add(row(rule, member, member, member));
      }
    }
    return rows;
  }

  private static BaseRow row(FieldRule rule, String element, String contacts, String rewards) {
    return new BaseRow(
        rule.name(), element, contacts, rewards, CanonicalForms.CURRENT, rule.fingerprint(), 1);
  }

  private static BaseRow underAnotherRule(BaseRow row) {
    return new BaseRow(
        row.field(),
        row.element(),
        row.contacts(),
        row.rewards(),
        row.canonVersion(),
        "another",
        row.revision());
  }
}

package io.lockstep.core.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import io.lockstep.core.canonical.Form;
import io.lockstep.core.field.Reading;
import io.lockstep.core.item.ItemKind;
import io.lockstep.core.mapping.MappingProfile.Brakes;
import io.lockstep.core.mapping.MappingProfile.Create;
import io.lockstep.core.mapping.MappingProfile.Deletes;
import io.lockstep.core.mapping.MappingProfile.Scope;
import io.lockstep.core.mapping.MappingProfile.TagFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MappingProfilesTest {

  private static final String SMALLEST =
      """
      profile: small
      contact:
        fields:
          - {name: email, contacts: email, rewards: email}
      """;

  /** Section 11 of the design, word for word. */
  private static final String EVERYTHING =
      """
      profile: default                               # connections come from elsewhere
      scope:  {contacts: all, rewards: {tag: rewards-member}}
      create: {rewards: auto, contacts: review}
      match:  [referenceId, email]
      contact:
        fields:
          - {name: email,  contacts: email,  rewards: email,  direction: both, conflict: newest, tie: contacts}
          - {name: firstName, contacts: firstName, rewards: firstName, direction: both, conflict: newest, tie: rewards}
          - {name: phone,  contacts: phone,  rewards: phone,  direction: both, conflict: contacts, as: phone}
          - {name: tier,   contacts: customField(bhn_tier), rewards: tier, direction: toContacts, drift: restore, values: {G: Gold}}
        tags: {direction: both, only: ["*"], never: ["internal-*"]}
        deletes: propagate
      tasks: {direction: both, deletes: propagate, due: {default: +1d}, users: byEmail}
      notes: {direction: both, deletes: propagate, files: link}
      brakes: {deletes: {most: 51, percent: 6%}, writes: {most: 5001}, flips: {most: 7, within: 11m}}
      """;

  @Test
  void everythingTheDesignShowsIsRead() {
    MappingProfile profile = MappingProfiles.parse("p.yaml", EVERYTHING);
    assertThat(profile.name()).isEqualTo("default");
    assertThat(profile.scope())
        .isEqualTo(
            Map.of(
                Side.CONTACTS, new Scope(true, List.of()),
                Side.REWARDS, new Scope(false, List.of("rewards-member"))));
    assertThat(profile.create())
        .isEqualTo(Map.of(Side.REWARDS, Create.AUTO, Side.CONTACTS, Create.REVIEW));
    assertThat(profile.match()).containsExactly("referenceId", "email");
    assertThat(profile.deletes()).isEqualTo(Deletes.PROPAGATE);
    assertThat(profile.tags()).isEqualTo(new TagFilter(List.of("*"), List.of("internal-*")));
    assertThat(profile.brakes()).isEqualTo(new Brakes(51, 6, 5_001, 7, Duration.ofMinutes(11)));
    assertThat(profile.rule("firstName").orElseThrow())
        .isEqualTo(
            new FieldRule(
                "firstName",
                FieldRule.Kind.FIELD,
                "firstName",
                "firstName",
                Direction.BOTH,
                Policy.NEWEST,
                Side.REWARDS,
                Drift.ACCEPT,
                Form.TEXT,
                Map.of()));
    assertThat(profile.rule("tier").orElseThrow())
        .isEqualTo(
            new FieldRule(
                "tier",
                FieldRule.Kind.FIELD,
                "customField(bhn_tier)",
                "tier",
                Direction.TO_CONTACTS,
                Policy.NEWEST,
                Side.CONTACTS,
                Drift.RESTORE,
                Form.TEXT,
                Map.of("G", "Gold")));
    assertThat(profile.rule("phone").orElseThrow())
        .returns(Form.PHONE, FieldRule::form)
        .returns(Policy.CONTACTS, FieldRule::conflict);
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    MappingProfile profile = MappingProfiles.parse("p.yaml", SMALLEST);
    Scope everybody = new Scope(true, List.of());
    assertThat(profile.scope())
        .isEqualTo(Map.of(Side.CONTACTS, everybody, Side.REWARDS, everybody));
    assertThat(profile.create())
        .isEqualTo(Map.of(Side.REWARDS, Create.NEVER, Side.CONTACTS, Create.NEVER));
    assertThat(profile.match()).containsExactly("referenceId", "email");
    assertThat(profile.deletes()).isEqualTo(Deletes.REVIEW);
    assertThat(profile.tags()).isEqualTo(new TagFilter(List.of(), List.of()));
    assertThat(profile.brakes()).isEqualTo(new Brakes(50, 5, 5_000, 6, Duration.ofMinutes(10)));
    assertThat(profile.rule("email").orElseThrow())
        .returns(Direction.BOTH, FieldRule::direction)
        .returns(Policy.NEWEST, FieldRule::conflict)
        .returns(Side.CONTACTS, FieldRule::tie)
        .returns(Drift.ACCEPT, FieldRule::drift)
        .returns(Form.EMAIL, FieldRule::form);
  }

  @Test
  void tasksAndNotesTravelAsTheProfileSays() {
    MappingProfile profile =
        MappingProfiles.parse(
            "p.yaml",
            SMALLEST
                + "tasks: {direction: toRewards, deletes: review, due: {default: +2h}, users: byEmail}\n"
                + "notes: {direction: toContacts, deletes: ignore, files: ignore, footer: true}\n");
    ItemMapping tasks = profile.items(ItemKind.TASK).orElseThrow();
    assertThat(tasks)
        .returns(Direction.TO_REWARDS, ItemMapping::direction)
        .returns(Deletes.REVIEW, ItemMapping::deletes)
        .returns(Optional.of(Duration.ofHours(2)), ItemMapping::due)
        .returns(true, ItemMapping::ownersByEmail);
    assertThat(tasks.rules())
        .extracting(FieldRule::name)
        .containsExactly("task.title", "task.body", "task.due", "task.completed", "task.owner");
    assertThat(tasks.rules()).extracting(FieldRule::direction).containsOnly(Direction.TO_REWARDS);
    assertThat(profile.items(ItemKind.NOTE).orElseThrow())
        .returns(Direction.TO_CONTACTS, ItemMapping::direction)
        .returns(Deletes.IGNORE, ItemMapping::deletes)
        .returns(ItemMapping.Files.IGNORE, ItemMapping::files)
        .returns(true, ItemMapping::footer);
  }

  @Test
  void filesOfNotesAreLinkedCopiedOrLeft() {
    for (ItemMapping.Files way : ItemMapping.Files.values()) {
      String word = way.name().toLowerCase(Locale.ROOT);
      assertThat(
              MappingProfiles.parse("p.yaml", SMALLEST + "notes: {files: " + word + "}\n")
                  .items(ItemKind.NOTE)
                  .orElseThrow()
                  .files())
          .isEqualTo(way);
    }
  }

  @Test
  void whatIsLeftOutOfTasksAndNotesHasItsDefault() {
    MappingProfile profile = MappingProfiles.parse("p.yaml", SMALLEST + "tasks: {}\nnotes: {}\n");
    ItemMapping tasks = profile.items(ItemKind.TASK).orElseThrow();
    ItemMapping notes = profile.items(ItemKind.NOTE).orElseThrow();
    assertThat(List.of(tasks, notes))
        .allSatisfy(
            items ->
                assertThat(items)
                    .returns(Direction.BOTH, ItemMapping::direction)
                    .returns(Deletes.PROPAGATE, ItemMapping::deletes)
                    .returns(false, ItemMapping::ownersByEmail));
    assertThat(tasks.due()).isEmpty();
    assertThat(tasks.rules()).extracting(FieldRule::name).doesNotContain("task.owner");
    assertThat(notes.files()).isEqualTo(ItemMapping.Files.IGNORE);
    assertThat(notes.footer()).isFalse();
    assertThat(notes.rules()).extracting(FieldRule::name).containsExactly("note.body");
  }

  @Test
  void aProfileThatNamesNeitherTasksNorNotesLeavesThemAlone() {
    assertThat(MappingProfiles.parse("p.yaml", SMALLEST).items()).isEmpty();
  }

  @Test
  void withAScopeAMissingPartnerIsReviewedUnlessCreateSaysMore() {
    MappingProfile profile =
        MappingProfiles.parse(
            "p.yaml",
            SMALLEST + "scope: {contacts: {tag: [a, b]}, rewards: all}\ncreate: {rewards: auto}");
    assertThat(profile.scope().get(Side.CONTACTS)).isEqualTo(new Scope(false, List.of("a", "b")));
    assertThat(profile.create())
        .isEqualTo(Map.of(Side.REWARDS, Create.AUTO, Side.CONTACTS, Create.REVIEW));
  }

  @Test
  void withoutAnEmailRuleOnlyTheReferenceMatches() {
    String yaml = SMALLEST.replace("name: email", "name: address");
    assertThat(MappingProfiles.parse("p.yaml", yaml).match()).containsExactly("referenceId");
  }

  @Test
  void consentIsMappedWhateverAProfileSaysAndTagsOnlyIfItDoes() {
    assertThat(MappingProfiles.parse("p.yaml", SMALLEST).rules())
        .extracting(FieldRule::name)
        .containsExactly("email", "consent.email", "consent.sms", "consent.call");
    assertThat(MappingProfiles.parse("p.yaml", SMALLEST + "  tags: {direction: toRewards}").rules())
        .extracting(FieldRule::name)
        .containsExactly("email", "tags", "consent.email", "consent.sms", "consent.call");
    assertThat(MappingProfiles.parse("p.yaml", SMALLEST).rules())
        .filteredOn(rule -> rule.kind() == FieldRule.Kind.CONSENT)
        .extracting(FieldRule::direction)
        .containsOnly(Direction.BOTH);
  }

  @Test
  void tasksAndNotesTravelWhereTheProfileSaysSo() {
    MappingProfile profile = MappingProfiles.parse("p.yaml", EVERYTHING);

    assertThat(profile.items(ItemKind.TASK).orElseThrow().due()).contains(Duration.ofDays(1));
    assertThat(profile.items(ItemKind.NOTE).orElseThrow().rules())
        .extracting(FieldRule::name)
        .containsExactly("note.body");
    assertThat(MappingProfiles.parse("p.yaml", SMALLEST).items()).isEmpty();
  }

  @Test
  void anEndIsComparedInTheStricterTypeOfTheTwo() {
    assertThat(form("contacts: customField(x), rewards: points, direction: toContacts"))
        .isEqualTo(Form.NUMBER);
    assertThat(form("contacts: country, rewards: comment, direction: toRewards"))
        .isEqualTo(Form.COUNTRY);
    assertThat(form("contacts: dateOfBirth, rewards: comment, as: date")).isEqualTo(Form.DATE);
    assertThat(form("contacts: email, rewards: email, as: text")).isEqualTo(Form.TEXT);
    assertThat(form("contacts: customField(contact.x), rewards: comment, as: number"))
        .isEqualTo(Form.NUMBER);
  }

  @Test
  void aCustomFieldIsTheSameWithAndWithoutHighLevelsPrefix() {
    assertThat(rule("contacts: customField(contact.x), rewards: comment"))
        .isEqualTo(rule("contacts: customField(x), rewards: comment"));
  }

  @Test
  void aCompanyMayTravelToRewards() {
    assertThat(rule("contacts: companyName, rewards: comment, direction: toRewards").contacts())
        .isEqualTo("companyName");
  }

  @Test
  void wordsThatMeanTheSameMayMeetOnTheWayToContacts() {
    FieldRule rule =
        rule(
            "contacts: customField(x), rewards: tier, direction: toContacts, values: {G: Top, S: Top}");
    assertThat(rule.values()).isEqualTo(Map.of("G", "Top", "S", "Top"));
  }

  @Test
  void aTranslatedWordComesBackAndAnUnmappedOneIsSaidToBeOne() {
    FieldRule rule =
        rule("contacts: customField(x), rewards: tier, values: {G: Gold, K: Ka\u0308se}");
    assertThat(rule.translate(Side.REWARDS, Reading.ofText(" G ")))
        .contains(Reading.ofText("Gold"));
    assertThat(rule.translate(Side.CONTACTS, Reading.ofText("Gold"))).contains(Reading.ofText("G"));
    assertThat(rule.translate(Side.CONTACTS, Reading.ofText("K\u00E4se")))
        .contains(Reading.ofText("K"));
    assertThat(rule.translate(Side.REWARDS, Reading.ofText("B"))).isEmpty();
    assertThat(rule.translate(Side.REWARDS, Reading.empty())).contains(Reading.empty());
    assertThat(rule.translate(Side.REWARDS, Reading.notShown())).contains(Reading.notShown());
    assertThat(rule("contacts: city, rewards: tier").translate(Side.REWARDS, Reading.ofText("B")))
        .contains(Reading.ofText("B"));
  }

  @Test
  void ofWordsThatBecomeOneTheFirstIsTheWayBack() {
    FieldRule rule =
        rule(
            "contacts: customField(x), rewards: tier, direction: toContacts,"
                + " values: {P: Top, G: Top, S: Top, A: Top, T: Top}");
    assertThat(rule.translate(Side.CONTACTS, Reading.ofText("Top"))).contains(Reading.ofText("P"));
  }

  @Test
  void aTagTravelsIfItIsNamedAndNotKeptBack() {
    TagFilter filter = new TagFilter(List.of("*"), List.of("internal-*", "*secret*"));
    assertThat(Stream.of("vip", "Internal", "an internal-x")).allMatch(filter::travels);
    assertThat(Stream.of("internal-", " INTERNAL-Notes ", "top Secret")).noneMatch(filter::travels);
    TagFilter few = new TagFilter(List.of("vip", "a*c*e"), List.of());
    assertThat(Stream.of("VIP", "ace", "abcde", "accce")).allMatch(few::travels);
    assertThat(Stream.of("vip2", "ac", "bace", "")).noneMatch(few::travels);
    assertThat(new TagFilter(List.of(), List.of()).travels("vip")).isFalse();
  }

  @Test
  void aPatternOfManyStarsIsQuick() {
    TagFilter filter = new TagFilter(List.of("*a".repeat(50) + "b"), List.of());
    assertThat(filter.travels("a".repeat(5_000))).isFalse();
  }

  @Test
  void theDefaultProfileCoversEveryFieldBothSidesHave() {
    MappingProfile profile =
        MappingProfiles.parse("default-profile.yaml", MappingProfiles.defaultYaml());
    assertThat(profile.rules())
        .filteredOn(rule -> rule.kind() == FieldRule.Kind.FIELD)
        .extracting(FieldRule::name)
        .containsExactly("email", "firstName", "lastName", "phone", "country", "tier");
    Set<String> both = new TreeSet<>();
    Stream.of(HighLevelField.values()).map(HighLevelField::property).forEach(both::add);
    both.retainAll(Stream.of(BhnField.values()).map(BhnField::property).toList());
    assertThat(profile.rules()).extracting(FieldRule::contacts).containsAll(both);
    assertThat(profile.rule("tags")).isPresent();
  }

  /** The page is where operators learn the format, so its examples must be true. */
  @Test
  void everyProfileInTheDocumentationIsRight() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "mapping.md"));
    Matcher block = Pattern.compile("```yaml\n(profile:.*?)```", Pattern.DOTALL).matcher(page);
    int profiles = 0;
    while (block.find()) {
      MappingProfiles.parse("docs/mapping.md", block.group(1));
      profiles++;
    }
    assertThat(profiles).isPositive();
    for (HighLevelField field : HighLevelField.values()) {
      assertThat(page).contains("`" + field.property() + "`");
    }
    for (BhnField field : BhnField.values()) {
      assertThat(page).contains("`" + field.property() + "`");
    }
  }

  private static Form form(String ends) {
    return rule(ends).form();
  }

  private static FieldRule rule(String ends) {
    String yaml = "profile: a\ncontact: {fields: [{name: x, " + ends + "}]}";
    return MappingProfiles.parse("p.yaml", yaml).rule("x").orElseThrow();
  }
}

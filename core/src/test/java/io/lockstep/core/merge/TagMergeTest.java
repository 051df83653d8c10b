package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.lockstep.core.Side;
import io.lockstep.core.field.Reading;
import io.lockstep.core.mapping.Direction;
import io.lockstep.core.mapping.Drift;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision table of the tag set; tags are divided by commas, {@code -} is none. */
class TagMergeTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          equal sets are left alone                          | a,b  | a,b   | b,a   |     |     |     |     | UNCHANGED
          case is no difference                              | a,b  | A,b   | a,B   |     |     |     |     | UNCHANGED
          a tag added to the contact is added to the profile | a    | a,b   | a     |     |     | b   |     | TAG_ADDED
          a tag added to the profile is added to the contact | a    | a     | a,b   | b   |     |     |     | TAG_ADDED
          a tag removed from the contact goes                | a,b  | a     | a,b   |     |     |     | b   | TAG_REMOVED
          a tag removed from the profile goes                | a,b  | a,b   | a     |     | b   |     |     | TAG_REMOVED
          the last tag can go                                | a    | -     | a     |     |     |     | a   | TAG_REMOVED
          adding on one side and removing on the other is both | a,b | a,b,c | a   |     | b   | c   |     | TAG_REMOVED
          the same tag added on both sides is agreement      | a    | a,b   | a,B   |     |     |     |     | BOTH_CHANGED_ALIKE
          the same tag removed on both sides is agreement    | a,b  | a     | a     |     |     |     |     | BOTH_CHANGED_ALIKE
          a tag is removed as its own side spells it         | a,b  | a     | a,B   |     |     |     | B   | TAG_REMOVED
          all spellings of a tag are removed                 | a,b  | a     | a,B,b |     |     |     | B,b | TAG_REMOVED
          a tag that never travels stays where it is         | a    | a,internal-x | a | |    |     |     | UNCHANGED
          such a tag is known whatever its case              | a    | a,INTERNAL-X | a | |    |     |     | UNCHANGED
          tags that are not shown are not gone               | a    | ?     | a,b   |     |     |     |     | NOT_SHOWN
          nor are those of the profile                       | a    | a,b   | ?     |     |     |     |     | NOT_SHOWN
          first link: tags are united                        |      | a,b   | b,c   | c   |     | a   |     | TAG_ADDED
          first link: nothing is removed                     |      | -     | b,c   | b,c |     |     |     | TAG_ADDED
          first link: equal sets are the base                |      | a     | A     |     |     |     |     | FIRST_LINK_EQUAL
          """)
  void tagsAreMergedByTheTable(
      String sentence,
      @Nullable String base,
      String contacts,
      String rewards,
      @Nullable String addToContacts,
      @Nullable String removeFromContacts,
      @Nullable String addToRewards,
      @Nullable String removeFromRewards,
      Branch branch) {
    PairWorld world = new PairWorld();
    if (base == null) {
      world.book.forgetBase();
    } else {
      world.agreed("tags", base);
    }
    world.contact("tags", contacts).profile("tags", rewards);

    PersonPlan plan = PersonMerge.plan(world.look());

    assertThat(plan.branches()).contains(branch);
    assertThat(tags(plan, Side.CONTACTS, Op.Kind.ADD_TAGS)).isEqualTo(addToContacts);
    assertThat(tags(plan, Side.CONTACTS, Op.Kind.REMOVE_TAGS)).isEqualTo(removeFromContacts);
    assertThat(tags(plan, Side.REWARDS, Op.Kind.ADD_TAGS)).isEqualTo(addToRewards);
    assertThat(tags(plan, Side.REWARDS, Op.Kind.REMOVE_TAGS)).isEqualTo(removeFromRewards);
  }

  private static @Nullable String tags(PersonPlan plan, Side target, Op.Kind kind) {
    return plan.ops().stream()
        .filter(op -> op.target() == target && op.kind() == kind)
        .map(op -> String.join(",", op.writes().get(0).values()))
        .findFirst()
        .orElse(null);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          the source's new tag travels                | ACCEPT  | a   | a,b | a   | b |   |
          the source's removal travels                | ACCEPT  | a,b | a   | a,b |   | b |
          accept: the target's own tag stays          | ACCEPT  | a   | a   | a,b |   |   | b
          accept: the target's removal stays          | ACCEPT  | a,b | a,b | a   |   |   | b
          restore: the target's own tag goes          | RESTORE | a   | a   | a,b |   | b |
          restore: the target's removal is undone     | RESTORE | a,b | a,b | a   | b |   |
          first link: the target's own tag stays      | RESTORE |     | a   | a,b |   |   | b
          """)
  void oneWayTagsAreMergedByTheTable(
      String sentence,
      Drift drift,
      @Nullable String base,
      String contacts,
      String rewards,
      @Nullable String added,
      @Nullable String removed,
      @Nullable String accepted) {
    PairWorld world = new PairWorld();
    world.profile = oneWay(drift);
    if (base != null) {
      world.agreed("tags", base);
    }
    world.contact("tags", contacts).profile("tags", rewards);

    PersonPlan plan = PersonMerge.plan(world.look());

    assertThat(tags(plan, Side.REWARDS, Op.Kind.ADD_TAGS)).isEqualTo(added);
    assertThat(tags(plan, Side.REWARDS, Op.Kind.REMOVE_TAGS)).isEqualTo(removed);
    assertThat(plan.ops()).noneMatch(op -> op.target() == Side.CONTACTS);
    assertThat(plan.change().accepted()).hasSize(accepted == null ? 0 : 1);
    assertThat(plan.branches().contains(Branch.DRIFT_ACCEPTED)).isEqualTo(accepted != null);
    assertThat(plan.branches().contains(Branch.DRIFT_RESTORED))
        .isEqualTo(drift == Drift.RESTORE && accepted == null);
    assertThat(world.apply(world.plan()).later(Duration.ofHours(1)).plan().ops())
        .as("and then it is quiet")
        .isEmpty();
  }

  private static MappingProfile oneWay(Drift drift) {
    MappingProfile profile = PairWorld.PROFILE;
    List<FieldRule> rules =
        profile.rules().stream()
            .map(
                rule ->
                    rule.kind() == FieldRule.Kind.TAGS
                        ? new FieldRule(
                            rule.name(),
                            rule.kind(),
                            rule.contacts(),
                            rule.rewards(),
                            Direction.TO_REWARDS,
                            rule.conflict(),
                            rule.tie(),
                            drift,
                            rule.form(),
                            rule.values())
                        : rule)
            .toList();
    return new MappingProfile(
        profile.name(),
        profile.scope(),
        profile.create(),
        profile.match(),
        rules,
        profile.tags(),
        profile.deletes(),
        profile.brakes(),
        profile.items());
  }

  @Test
  void oneWayTagsResolvedForTheTargetKeepTheDifference() {
    PairWorld world = new PairWorld();
    world.profile = oneWay(Drift.RESTORE);
    world.agreed("tags", "a").profile("tags", "a,b");
    PersonPlan plan = world.decide(Decision.resolve("tags", Side.REWARDS));
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.change().accepted())
        .extracting(AcceptedDifference::reason)
        .containsExactly(AcceptedDifference.Reason.ONE_WAY);
  }

  @Test
  void eachTagOperationCountsInTheOnesBeforeIt() {
    PairWorld world = new PairWorld().agreed("tags", "a,b");
    world.contact("tags", "b,c").profile("tags", "a,b,d");
    PersonPlan plan = world.plan();

    assertThat(plan.ops())
        .extracting(Op::kind, Op::target)
        .containsExactly(
            tuple(Op.Kind.ADD_TAGS, Side.CONTACTS),
            tuple(Op.Kind.ADD_TAGS, Side.REWARDS),
            tuple(Op.Kind.REMOVE_TAGS, Side.REWARDS));
    List<FieldWrite> writes = plan.ops().stream().map(op -> op.writes().get(0)).toList();
    long first = writes.get(0).baseRevision();
    assertThat(writes)
        .extracting(FieldWrite::baseRevision)
        .containsExactly(first, first + 1, first + 2);
    assertThat(writes.get(1).sourceDigest())
        .isNotEqualTo(writes.get(0).targetDigest())
        .isEqualTo(writes.get(2).sourceDigest());

    world.apply(plan); // fails on a stale revision
    assertThat(world.plan().change().isEmpty()).isTrue();
  }

  @Test
  void aTagBothSidesGainedIsRememberedEvenWhileOthersTravel() {
    PairWorld world = new PairWorld().agreed("tags", "a");
    world.contact("tags", "a,b,c").profile("tags", "a,b");
    world.apply(world.plan());
    world.later(Duration.ofHours(1)).profile("tags", "a,c");
    assertThat(tags(PersonMerge.plan(world.look()), Side.CONTACTS, Op.Kind.REMOVE_TAGS))
        .isEqualTo("b");
  }

  @Test
  void atTheFirstLinkTagsBothHaveAreRememberedBeforeTheOthersTravel() {
    PairWorld world = new PairWorld().contact("tags", "a,b").profile("tags", "a");
    world.plan(); // the run dies here
    world.later(Duration.ofHours(1)).profile("tags", "-");
    assertThat(tags(PersonMerge.plan(world.look()), Side.CONTACTS, Op.Kind.REMOVE_TAGS))
        .isEqualTo("a");
  }

  @Test
  void aTagThatNoLongerTravelsIsForgotten() {
    PairWorld world = new PairWorld().agreed("tags", "a,b");
    MappingProfile profile = world.profile;
    world.profile =
        new MappingProfile(
            profile.name(),
            profile.scope(),
            profile.create(),
            profile.match(),
            profile.rules(),
            new MappingProfile.TagFilter(List.of("*"), List.of("b")),
            profile.deletes(),
            profile.brakes(),
            profile.items());
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.change().baseRemoved()).hasSize(1);
    assertThat(world.plan().change().isEmpty()).isTrue();
  }

  @Test
  void underAnotherRuleTheSetIsUnitedAsAtAFirstLink() {
    PairWorld world = new PairWorld().agreed("tags", "a,b");
    world.underAnotherRule(row -> true);
    world.contact("tags", "a,c").profile("tags", "a,b");

    PersonPlan plan = world.plan();

    assertThat(tags(plan, Side.CONTACTS, Op.Kind.ADD_TAGS)).isEqualTo("b");
    assertThat(tags(plan, Side.REWARDS, Op.Kind.ADD_TAGS)).isEqualTo("c");
    world.apply(plan);
    assertThat(world.record().base())
        .filteredOn(row -> row.field().equals("tags"))
        .hasSize(4)
        .extracting(BaseRow::ruleFingerprint)
        .doesNotContain("another rule");
  }

  @Test
  void underAnotherRuleATagOfTheTargetStaysAsAtAFirstLink() {
    PairWorld world = new PairWorld().agreed("tags", "a").profile("tags", "a,b");
    world.underAnotherRule(row -> true).profile = oneWay(Drift.RESTORE);
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.branches()).contains(Branch.DRIFT_ACCEPTED);
  }

  @Test
  void anAcceptedTagIsQuietUntilItComesOrGoesAndOthersStayAccepted() {
    PairWorld world = new PairWorld();
    world.profile = oneWay(Drift.ACCEPT);
    world.agreed("tags", "a").profile("tags", "a,b,c").settle();
    assertThat(world.record().accepted()).hasSize(2);

    PersonPlan quiet = world.later(Duration.ofHours(1)).plan();
    assertThat(quiet.branches()).contains(Branch.ACCEPTED_QUIET);
    assertThat(quiet.change().isEmpty()).isTrue();

    world.profile("tags", "a,c");
    PersonPlan plan = world.plan();
    assertThat(plan.branches()).contains(Branch.ACCEPTED_WITHDRAWN, Branch.ACCEPTED_QUIET);
    assertThat(world.record().accepted()).hasSize(1);
  }

  @Test
  void aSkippedTagOperationStaysSkippedTagByTag() {
    PairWorld world = new PairWorld().agreed("tags", "a").contact("tags", "a,b");
    Op op = PersonMerge.plan(world.look()).ops().get(0);
    PersonPlan plan = world.decide(Decision.skip(op.id()));
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.branches()).contains(Branch.SKIPPED);
    assertThat(world.record().accepted())
        .extracting(AcceptedDifference::reason, difference -> difference.rewards())
        .containsExactly(tuple(AcceptedDifference.Reason.SKIPPED, ""));

    world.later(Duration.ofHours(1)).contact("tags", "a,b,c");
    assertThat(tags(world.plan(), Side.REWARDS, Op.Kind.ADD_TAGS)).isEqualTo("c");
  }

  @Test
  void skippedRemovalsStayOnBothSidesAsTheyAre() {
    PairWorld world = new PairWorld().agreed("tags", "a,b").contact("tags", "a");
    Op op = PersonMerge.plan(world.look()).ops().get(0);
    world.decide(Decision.skip(op.id()));
    assertThat(world.later(Duration.ofHours(1)).plan().ops()).isEmpty();

    PairWorld other = new PairWorld().agreed("tags", "a,b").profile("tags", "a");
    Op removal = PersonMerge.plan(other.look()).ops().get(0);
    other.decide(Decision.skip(removal.id()));
    assertThat(other.later(Duration.ofHours(1)).plan().ops()).isEmpty();
  }

  @Test
  void aTagThatReturnsRightAfterItWasRemovedIsBelievedOnASecondLook() {
    PairWorld world = new PairWorld().agreed("tags", "a,b").contact("tags", "a");
    world.apply(world.plan()); // removes b from the profile
    world.later(Duration.ofSeconds(3)).contact("tags", "a,b"); // a late read, or a person

    PersonPlan first = world.plan();
    assertThat(first.ops()).isEmpty();
    assertThat(first.branches()).contains(Branch.SUSPECT_RETURN);
    assertThat(first.again()).isPositive();

    world.later(first.again());
    assertThat(tags(world.plan(), Side.REWARDS, Op.Kind.ADD_TAGS)).isEqualTo("b");
  }

  @Test
  void aTagThatIsMissingRightAfterItWasAddedIsNotRemovedElsewhere() {
    PairWorld world = new PairWorld().agreed("tags", "a").contact("tags", "a,b");
    world.apply(world.plan());
    world.later(Duration.ofSeconds(3)).profile("tags", "a"); // a read from before our write
    assertThat(world.plan().ops()).isEmpty();
    world.later(Duration.ofSeconds(3)).profile("tags", "a,b");
    assertThat(world.plan().ops()).isEmpty();
    assertThat(world.shows(Side.CONTACTS, "tags")).isEqualTo(Reading.ofElements(List.of("a", "b")));
  }

  @Test
  void bothSidesLackingATagAWriteJustAddedDoNotForgetItYet() {
    PairWorld world = new PairWorld().agreed("tags", "a").contact("tags", "a,b");
    world.apply(world.plan());
    world.later(Duration.ofSeconds(3)).profile("tags", "a").contact("tags", "a");
    assertThat(world.plan().change().baseRemoved()).isEmpty();
    world.later(Duration.ofSeconds(61));
    assertThat(world.plan().change().baseRemoved()).hasSize(1);
  }

  @Test
  void anOldRowOfATagIsFoundUnderItsOwnKey() {
    PairWorld world = new PairWorld().agreed("tags", "a,b");
    world.digester = PairWorld.digester("k2");
    assertThat(world.plan().ops()).isEmpty();
    world.contact("tags", "a");
    PersonPlan plan = world.plan();
    assertThat(tags(plan, Side.REWARDS, Op.Kind.REMOVE_TAGS)).isEqualTo("b");
    world.apply(plan);
    assertThat(world.plan().ops()).isEmpty();
    assertThat(elements(world)).hasSize(1);
  }

  private static Stream<String> elements(PairWorld world) {
    return world.record().base().stream()
        .filter(row -> row.field().equals("tags") && !row.element().isEmpty())
        .map(BaseRow::element);
  }
}

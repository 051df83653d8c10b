package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.canonical.CanonicalForms;
import io.lockstep.core.mapping.FieldRule;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.FieldWrite.LostEdit;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The decision table of a plain field. {@code -} is empty, {@code ?} is not shown, a blank cell is
 * no write; the base is what both sides showed when they agreed, a blank one none.
 */
class FieldMergeTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          what both still show is left alone                        | firstName | Ann  | Ann  | Ann  |      |      |      | UNCHANGED
          a contact's edit travels                                  | firstName | Ann  | Bea  | Ann  |      | Bea  |      | CONTACTS_CHANGED
          a profile's edit travels                                  | firstName | Ann  | Ann  | Bea  | Bea  |      |      | REWARDS_CHANGED
          a cleared contact clears the profile                      | firstName | Ann  | -    | Ann  |      | -    |      | CLEARED
          a cleared profile clears the contact                      | firstName | Ann  | Ann  | -    | -    |      |      | CLEARED
          the same edit on both sides is agreement                  | firstName | Ann  | Bea  | Bea  |      |      |      | BOTH_CHANGED_ALIKE
          two cleared fields are agreement                          | firstName | Ann  | -    | -    |      |      |      | BOTH_CHANGED_ALIKE
          a field the contact does not show stays                   | firstName | Ann  | ?    | Bea  |      |      |      | NOT_SHOWN
          a field the profile does not show stays                   | firstName | Ann  | Bea  | ?    |      |      |      | NOT_SHOWN
          blanks at the end are no edit                             | firstName | Ann  | Ann  | Ann  |      |      |      | UNCHANGED
          another spelling of a phone is no edit                    | phone     | +442079460018 | 020 7946 0018 | +442079460018 | | | | UNCHANGED
          newest within two minutes is a draw the tie decides       | firstName | Ann  | Bea  | Cid  | Cid  |      | Bea  | CONFLICT_TIE
          the tie may be contacts                                   | email     | a@x  | b@x  | c@x  |      | b@x  | c@x  | CONFLICT_TIE
          policy contacts: the contact wins                         | phone     | +442079460018 | 1234 | 5678 |   | 1234 | 5678 | CONFLICT_CONTACTS
          policy rewards: the profile wins                          | country   | GB   | FR   | US   | US   |      | FR   | CONFLICT_REWARDS
          a clear loses like any other edit                         | country   | GB   | -    | US   | US   |      | -    | CONFLICT_REWARDS
          an edit loses against a clear that wins                   | country   | GB   | FR   | -    | -    |      | FR   | CONFLICT_REWARDS
          policy review: nobody wins                                | lastName  | Low  | May  | Nye  |      |      |      | CONFLICT_REVIEW
          first link: equal values are the base                     | firstName |      | Ann  | Ann  |      |      |      | FIRST_LINK_EQUAL
          first link: an empty contact takes the profile's value    | firstName |      | -    | Ann  | Ann  |      |      | FIRST_LINK_FILLED
          first link: an empty profile takes the contact's value    | firstName |      | Ann  | -    |      | Ann  |      | FIRST_LINK_FILLED
          first link: two empty fields are the base                 | firstName |      | -    | -    |      |      |      | FIRST_LINK_EQUAL
          first link: two values follow the policy                  | country   |      | FR   | US   | US   |      | FR   | FIRST_LINK_CONFLICT
          first link: two values under review wait                  | lastName  |      | May  | Nye  |      |      |      | CONFLICT_REVIEW
          a one-way source travels in the target's words            | tier      |      | -    | G    | Gold |      |      | FIRST_LINK_FILLED
          first link: a one-way source overwrites, the target is listed | tier  |      | Silver | G  | Gold |      | Silver | ONE_WAY_WRITTEN
          first link: an empty one-way source clears nothing        | tier      |      | Gold | -    |      |      |      | DRIFT_ACCEPTED
          equal in two vocabularies is agreement                    | tier      |      | Gold | G    |      |      |      | FIRST_LINK_EQUAL
          a word the target has no word for stays where it is       | tier      |      | -    | Z    |      |      |      | UNMAPPED_KEPT
          """)
  void aFieldIsMergedByTheTable(
      String sentence,
      String field,
      @Nullable String base,
      String contacts,
      String rewards,
      @Nullable String toContacts,
      @Nullable String toRewards,
      @Nullable String lost,
      Branch branch) {
    PairWorld world = new PairWorld();
    if (base != null) {
      world.agreed(field, base);
    }
    world.contact(field, contacts).profile(field, rewards);

    PersonPlan plan = PersonMerge.plan(world.look());

    assertThat(plan.branches()).contains(branch);
    assertThat(written(plan, Side.CONTACTS, field)).isEqualTo(toContacts);
    assertThat(written(plan, Side.REWARDS, field)).isEqualTo(toRewards);
    assertThat(lost(plan, field)).isEqualTo(lost);
  }

  static LostEdit lost(FieldWrite write) {
    return Objects.requireNonNull(write.lost());
  }

  static @Nullable String written(PersonPlan plan, Side target, String field) {
    return write(plan, target, field)
        .map(FieldWrite::values)
        .map(FieldMergeTest::cell)
        .orElse(null);
  }

  static Optional<FieldWrite> write(PersonPlan plan, Side target, String field) {
    return plan.ops().stream()
        .filter(op -> op.target() == target)
        .flatMap(op -> op.writes().stream())
        .filter(write -> write.field().equals(field))
        .findFirst();
  }

  private static @Nullable String lost(PersonPlan plan, String field) {
    return plan.ops().stream()
        .flatMap(op -> op.writes().stream())
        .filter(write -> write.field().equals(field) && write.lost() != null)
        .map(write -> cell(lost(write).values()))
        .findFirst()
        .orElse(null);
  }

  private static String cell(List<String> values) {
    return values.isEmpty() ? "-" : String.join(",", values);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          restore: an edited target is written back            | tier    | Gold/G   | Silver | G | Gold | Silver | DRIFT_RESTORED
          restore: a cleared target is written back            | tier    | Gold/G   | -      | G | Gold | -      | DRIFT_RESTORED
          a source that moved overwrites the target's edit     | tier    | Gold/G   | -      | S | Silver | -    | ONE_WAY_WRITTEN
          a source that moved alone overwrites nobody's edit   | tier    | Gold/G   | Gold   | S | Silver |      | ONE_WAY_WRITTEN
          a source that was cleared clears the target          | tier    | Gold/G   | Gold   | - | -    |        | CLEARED
          accept: an edited target stays                       | points  | 1/1      | 2      | 1 |      |        | DRIFT_ACCEPTED
          accept: a source that moved still travels            | points  | 1/1      | 1      | 3 | 3    |        | ONE_WAY_WRITTEN
          accept: and overwrites the edit of its target        | points  | 1/1      | 2      | 3 | 3    | 2      | ONE_WAY_WRITTEN
          """)
  void aOneWayFieldIsMergedByTheTable(
      String sentence,
      String field,
      String base,
      String contacts,
      String rewards,
      @Nullable String toContacts,
      @Nullable String lost,
      Branch branch) {
    PairWorld world = new PairWorld();
    world
        .contact(field, base.substring(0, base.indexOf('/')))
        .profile(field, base.substring(base.indexOf('/') + 1));
    world.settle();
    world.later(Duration.ofHours(2)).contact(field, contacts).profile(field, rewards);

    PersonPlan plan = PersonMerge.plan(world.look());

    assertThat(plan.branches()).contains(branch);
    assertThat(written(plan, Side.CONTACTS, field)).isEqualTo(toContacts);
    assertThat(written(plan, Side.REWARDS, field)).isNull();
    assertThat(lost(plan, field)).isEqualTo(lost);
  }

  @Test
  void aOneWayFieldToRewardsNeverWritesTheContact() {
    PairWorld world = new PairWorld().agreed("comment", "vip").profile("comment", "edited");
    PersonPlan plan = PersonMerge.plan(world.look());
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.change().accepted())
        .extracting(AcceptedDifference::reason)
        .containsExactly(AcceptedDifference.Reason.ONE_WAY);

    world.contact("comment", "vip 2");
    assertThat(written(PersonMerge.plan(world.look()), Side.REWARDS, "comment")).isEqualTo("vip 2");
  }

  @ParameterizedTest(name = "contacts edited {0} s after rewards: {1} wins")
  @CsvSource({"121, CONTACTS", "120, REWARDS", "0, REWARDS", "-120, REWARDS", "-121, REWARDS"})
  void theNewestEditWinsUnlessItIsADraw(int seconds, Side winner) {
    PairWorld world = new PairWorld().agreed("firstName", "Ann"); // its tie is rewards
    world.later(Duration.ofHours(1)).profile("firstName", "Cid");
    world.later(Duration.ofSeconds(seconds)).contact("firstName", "Bea");

    PersonPlan plan = PersonMerge.plan(world.look());

    assertThat(write(plan, winner.other(), "firstName")).isPresent();
    assertThat(write(plan, winner, "firstName")).isEmpty();
    assertThat(plan.branches())
        .contains(Math.abs(seconds) > 120 ? Branch.CONFLICT_NEWEST : Branch.CONFLICT_TIE)
        .doesNotContain(Math.abs(seconds) > 120 ? Branch.CONFLICT_TIE : Branch.CONFLICT_NEWEST);
  }

  @Test
  void aHintThatShowedTheValueDatesItBetterThanTheRecordsStamp() {
    PairWorld world = new PairWorld().agreed("email", "a@x"); // its tie is contacts
    world.contact("email", "b@x");
    Hint hint = hint(world, Side.CONTACTS, "email");
    world.later(Duration.ofHours(1)).profile("email", "c@x");
    world.later(Duration.ofHours(1)).contact("firstName", "bumps the stamp");

    assertThat(written(PersonMerge.plan(world.look(hint)), Side.CONTACTS, "email"))
        .isEqualTo("c@x");
    assertThat(written(PersonMerge.plan(world.look()), Side.REWARDS, "email")).isEqualTo("b@x");
  }

  @Test
  void aDateOnceLearnedFromAHintIsNotForgotten() {
    PairWorld world = new PairWorld().agreed("lastName", "Low"); // its policy is review
    world.contact("lastName", "May");
    Hint hint = hint(world, Side.CONTACTS, "lastName");
    world.profile("lastName", "Nye");

    PersonPlan plan = PersonMerge.plan(world.look(hint));

    assertThat(plan.change().edits())
        .singleElement()
        .satisfies(
            edit -> {
              assertThat(edit.side()).isEqualTo(Side.CONTACTS);
              assertThat(edit.field()).isEqualTo("lastName");
              assertThat(edit.at()).isEqualTo(hint.eventTime());
            });
  }

  @Test
  void aHintOfAnotherValueDatesNothing() {
    PairWorld world = new PairWorld().agreed("email", "a@x").contact("email", "b@x");
    Hint hint = hint(world, Side.CONTACTS, "email");
    world.later(Duration.ofHours(1)).contact("email", "bb@x");
    world.later(Duration.ofMinutes(-30)).profile("email", "c@x");
    assertThat(written(PersonMerge.plan(world.look(hint)), Side.REWARDS, "email"))
        .isEqualTo("bb@x");
  }

  static Hint hint(PairWorld world, Side side, String field) {
    String digest =
        new Values(PairWorld.KEY, null, new CanonicalForms("GB"), world.digester)
            .of(PairWorld.PROFILE.rule(field).orElseThrow(), side, world.shows(side, field))
            .digest();
    return new Hint(Hint.Source.WEBHOOK, side, "id", "event", world.now, Map.of(field, digest));
  }

  @Test
  void aConflictUnderReviewListsBothValuesAndWaits() {
    PairWorld world = new PairWorld().agreed("lastName", "Low");
    world.contact("lastName", "May").profile("lastName", "Nye");

    PersonPlan plan = world.plan();

    assertThat(plan.ops()).isEmpty();
    assertThat(plan.waiting())
        .singleElement()
        .satisfies(
            waiting -> {
              assertThat(waiting.field()).isEqualTo("lastName");
              assertThat(waiting.kind()).isEqualTo(Waiting.Kind.REVIEW);
              assertThat(waiting.reason()).contains("resolve").doesNotContain("May", "Nye");
            });
    assertThat(world.record().conflicts())
        .singleElement()
        .satisfies(
            conflict -> {
              assertThat(conflict.state()).isEqualTo(Conflict.State.OPEN);
              assertThat(conflict.contacts()).containsExactly("May");
              assertThat(conflict.rewards()).containsExactly("Nye");
              assertThat(conflict.loser()).isNull();
            });
  }

  @Test
  void aConflictOvertakenByALaterEditIsClosedWithItsValues() {
    PairWorld world = new PairWorld().agreed("lastName", "Low");
    world.contact("lastName", "May").profile("lastName", "Nye");
    world.plan();
    world.later(Duration.ofMinutes(5)).contact("lastName", "Poe").plan();
    assertThat(world.record().conflicts())
        .extracting(Conflict::state, conflict -> conflict.contacts().get(0))
        .containsExactlyInAnyOrder(
            tuple(Conflict.State.DECIDED, "May"), tuple(Conflict.State.OPEN, "Poe"));
    assertThat(world.record().parked()).hasSize(1);

    world.later(Duration.ofMinutes(5)).profile("lastName", "Poe").plan();
    assertThat(world.record().conflicts())
        .extracting(Conflict::state)
        .containsOnly(Conflict.State.DECIDED);
    assertThat(world.record().parked()).isEmpty();
  }

  @Test
  void aConflictThatStillWaitsStaysOpen() {
    PairWorld world = new PairWorld().agreed("lastName", "Low");
    world.contact("lastName", "May").profile("lastName", "Nye").plan();
    world.later(Duration.ofMinutes(5)).contact("firstName", "Bea").plan();
    assertThat(world.record().conflicts())
        .extracting(Conflict::state)
        .containsExactly(Conflict.State.OPEN);
  }

  @Test
  void aDecisionBetweenOtherValuesDecidesNothing() {
    PairWorld world = new PairWorld().agreed("lastName", "Low");
    world.contact("lastName", "May").profile("lastName", "Nye").plan();
    world.apply(world.decide(Decision.resolve("lastName", Side.REWARDS)));
    world.later(Duration.ofHours(1)).contact("lastName", "Poe").profile("lastName", "Quin");
    PersonPlan plan = world.plan();
    assertThat(plan.branches()).contains(Branch.CONFLICT_REVIEW);
    assertThat(plan.ops()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "V"})
  void everyWordThatBecomesOneWordOfTheTargetIsEqualToIt(String word) {
    PairWorld world = PairWorld.only("tier").contact("tier", "Gold").profile("tier", word);
    FieldRule tier = PairWorld.PROFILE.rule("tier").orElseThrow();
    world.profile =
        world.withRules(
            List.of(
                new FieldRule(
                    tier.name(),
                    tier.kind(),
                    tier.contacts(),
                    tier.rewards(),
                    tier.direction(),
                    tier.conflict(),
                    tier.tie(),
                    tier.drift(),
                    tier.form(),
                    Map.of("G", "Gold", "V", "Gold"))));
    assertThat(world.plan().branches()).containsExactly(Branch.FIRST_LINK_EQUAL);
  }

  @Test
  void everyLostEditNamesTheRuleThatDecided() {
    PairWorld world = new PairWorld().agreed("country", "GB");
    world.contact("country", "FR").profile("country", "US");
    assertThat(write(PersonMerge.plan(world.look()), Side.CONTACTS, "country"))
        .get()
        .satisfies(write -> assertThat(lost(write).why()).isEqualTo("rewards"));
    world.book.forgetBase();
    assertThat(write(PersonMerge.plan(world.look()), Side.CONTACTS, "country"))
        .get()
        .satisfies(write -> assertThat(lost(write).why()).isEqualTo("first link: rewards"));
  }

  @Test
  void allChangedFieldsOfASideTravelInOneUpdate() {
    PairWorld world = new PairWorld().agreed("firstName", "Ann").agreed("phone", "1");
    world.contact("firstName", "Bea").contact("phone", "2").contact("email", "e@x");
    world.profile("country", "FR");

    List<Op> ops = PersonMerge.plan(world.look()).ops();

    assertThat(ops)
        .extracting(Op::kind, Op::target, Op::targetId, Op::sourceId, Op::summary)
        .containsExactly(
            tuple(Op.Kind.UPDATE, Side.CONTACTS, "c1", "p1", "update contacts: country"),
            tuple(
                Op.Kind.UPDATE,
                Side.REWARDS,
                "p1",
                "c1",
                "update rewards: email, firstName, phone"));
    assertThat(ops.get(1).targetVersion()).isEqualTo(world.view(Side.REWARDS).version());
    assertThat(ops.get(0).targetVersion()).isNull();
  }
}

package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import io.lockstep.core.pair.AcceptedDifference;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Law L11: tightening travels, loosening never does. */
class ConsentMergeTest {

  private static final String FIELD = "consent.sms";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          open on both sides stays open                    | open | open | open |     |     | UNCHANGED
          closed on both sides stays closed                | dnd  | dnd  | dnd  |     |     | UNCHANGED
          a contact that closes closes the profile         | open | dnd  | open |     | dnd | CONSENT_TIGHTENED
          a profile that closes closes the contact         | open | open | dnd  | dnd |     | CONSENT_TIGHTENED
          closed on both sides at once is agreement        | open | dnd  | dnd  |     |     | BOTH_CHANGED_ALIKE
          a contact that opens opens nothing else          | dnd  | open | dnd  |     |     | CONSENT_LOOSENING_KEPT
          a profile that opens opens nothing else          | dnd  | dnd  | open |     |     | CONSENT_LOOSENING_KEPT
          opened on both sides by people is agreement      | dnd  | open | open |     |     | BOTH_CHANGED_ALIKE
          a channel that is not shown is not opened        | dnd  | ?    | dnd  |     |     | NOT_SHOWN
          nor is one the profile does not show             | dnd  | dnd  | ?    |     |     | NOT_SHOWN
          an empty channel counts as open                  | open | dnd  | -    |     | dnd | CONSENT_TIGHTENED
          open and empty are the same                      | open | -    | open |     |     | BOTH_CHANGED_ALIKE
          first link: the stricter contact wins            |      | dnd  | open |     | dnd | CONSENT_TIGHTENED
          first link: the stricter profile wins            |      | open | dnd  | dnd |     | CONSENT_TIGHTENED
          first link: open on both sides                   |      | open | open |     |     | FIRST_LINK_EQUAL
          first link: closed on both sides                 |      | dnd  | dnd  |     |     | FIRST_LINK_EQUAL
          """)
  void aChannelIsMergedByTheTable(
      String sentence,
      @Nullable String base,
      String contacts,
      String rewards,
      @Nullable String toContacts,
      @Nullable String toRewards,
      Branch branch) {
    PairWorld world = new PairWorld();
    if (base != null) {
      world.agreed(FIELD, base);
    }
    world.contact(FIELD, contacts).profile(FIELD, rewards);

    PersonPlan plan = PersonMerge.plan(world.look());

    assertThat(plan.branches()).contains(branch);
    assertThat(FieldMergeTest.written(plan, Side.CONTACTS, FIELD)).isEqualTo(toContacts);
    assertThat(FieldMergeTest.written(plan, Side.REWARDS, FIELD)).isEqualTo(toRewards);
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aLooseningIsListedUntilTheOtherSideIsLoosenedToo(Side side) {
    PairWorld world = new PairWorld().agreed(FIELD, "dnd");
    world.edit(side, FIELD, PairWorld.reading(FIELD, "open")).settle();
    assertThat(world.record().accepted())
        .extracting(AcceptedDifference::reason)
        .containsExactly(AcceptedDifference.Reason.CONSENT);
    assertThat(world.later(Duration.ofDays(1)).plan().branches()).contains(Branch.ACCEPTED_QUIET);

    world.edit(side.other(), FIELD, PairWorld.reading(FIELD, "open"));
    assertThat(world.settle().ops()).isEmpty();
    assertThat(world.record().accepted()).isEmpty();

    world.later(Duration.ofDays(1)).edit(side, FIELD, PairWorld.reading(FIELD, "dnd"));
    assertThat(FieldMergeTest.written(world.plan(), side.other(), FIELD)).isEqualTo("dnd");
  }

  @Test
  void aTighteningThatReturnsTravelsOnASecondLook() {
    PairWorld world = new PairWorld().agreed(FIELD, "open").contact(FIELD, "dnd");
    world.apply(world.plan()).later(Duration.ofSeconds(2));
    world.contact(FIELD, "open").profile(FIELD, "open").settle();
    world.later(Duration.ofSeconds(2)).profile(FIELD, "dnd");
    assertThat(world.plan().branches()).contains(Branch.SUSPECT_RETURN);
    world.settle();
    assertThat(world.shows(Side.CONTACTS, FIELD)).isEqualTo(PairWorld.reading(FIELD, "dnd"));
  }

  @Test
  void aPersonsAnswerMayTightenOrLeaveButNotLoosen() {
    PairWorld world = parked();
    PersonPlan edited = world.decide("e1", List.of("open"), "op1");
    assertThat(edited.ops()).isEmpty();
    assertThat(edited.waiting()).hasSize(1);

    assertThat(FieldMergeTest.written(tighteningEdit(), Side.REWARDS, FIELD)).isEqualTo("dnd");

    PersonPlan resolved = parked().decide(Decision.resolve(FIELD, Side.REWARDS)); // the open side
    assertThat(resolved.ops()).isEmpty();
    assertThat(resolved.change().accepted())
        .extracting(AcceptedDifference::reason)
        .containsExactly(AcceptedDifference.Reason.CONSENT);
    assertThat(resolved.waiting()).isEmpty();

    PersonPlan tightened = parked().decide(Decision.resolve(FIELD, Side.CONTACTS));
    assertThat(FieldMergeTest.written(tightened, Side.REWARDS, FIELD)).isEqualTo("dnd");
    assertThat(tightened.branches()).contains(Branch.RESOLVED);

    PersonPlan skipped = parked().decide(Decision.skip("op1"));
    assertThat(skipped.ops()).isEmpty();
    assertThat(skipped.branches()).contains(Branch.SKIPPED);
    assertThat(skipped.change().accepted())
        .extracting(AcceptedDifference::reason)
        .containsExactly(AcceptedDifference.Reason.SKIPPED);
  }

  private static PersonPlan tighteningEdit() {
    PersonPlan plan = parked().decide("e1", List.of("dnd"), "op1");
    assertThat(plan.branches()).contains(Branch.EDITED);
    return plan;
  }

  @Test
  void aRefusedTighteningStaysQuietUntilARetry() {
    assertThat(parked().plan().ops()).isEmpty();
    assertThat(parked().plan().waiting()).hasSize(1);
    PersonPlan retried = parked().decide(Decision.retry());
    assertThat(FieldMergeTest.written(retried, Side.REWARDS, FIELD)).isEqualTo("dnd");
    assertThat(retried.waiting()).isEmpty();
  }

  private static PairWorld parked() {
    PairWorld world = new PairWorld().agreed(FIELD, "open").contact(FIELD, "dnd");
    var write = FieldMergeTest.write(world.plan(), Side.REWARDS, FIELD).orElseThrow();
    world.book.add(
        new Parked(
            new Waiting("op1", FIELD, Waiting.Kind.PARKED, "refused"),
            write.sourceDigest(),
            write.targetDigest(),
            world.now));
    return world;
  }
}

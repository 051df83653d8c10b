package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import io.lockstep.core.pair.Conflict;
import io.lockstep.core.pair.FieldMove;
import io.lockstep.core.pair.Stamp;
import io.lockstep.core.person.PersonView;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Doubt about reads: values that return, writes that come late, reads from before a write. */
class SettleWindowTest {

  private static final String FIELD = "firstName";

  /** Ann was agreed, the contact became Bea, and Lockstep wrote Bea to the profile. */
  private static PairWorld written() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").contact(FIELD, "Bea");
    return world.apply(world.plan());
  }

  @Test
  void aValueThatReturnsRightAfterOurWriteIsNotCopiedOnTheFirstLook() {
    PairWorld world = written().later(Duration.ofSeconds(2)).profile(FIELD, "Ann");
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.branches()).contains(Branch.SUSPECT_RETURN);
    assertThat(plan.waiting()).isEmpty();
    assertThat(plan.change().base()).isEmpty();
    assertThat(plan.change().moves())
        .extracting(FieldMove::by)
        .containsExactly(FieldMove.By.SUSPECTED);
  }

  @Test
  void aReadWhoseStampIsLaterThanOurWriteIsBelievedAfterFiveSeconds() {
    PairWorld world = written().later(Duration.ofSeconds(2)).profile(FIELD, "Ann");
    assertThat(world.plan().again()).isEqualTo(Duration.ofSeconds(5));
    assertThat(world.later(Duration.ofSeconds(4)).plan().again()).isEqualTo(Duration.ofSeconds(1));
    PersonPlan second = world.later(Duration.ofSeconds(1)).plan();
    assertThat(FieldMergeTest.written(second, Side.CONTACTS, FIELD)).isEqualTo("Ann");
    assertThat(second.again()).isZero();
  }

  @Test
  void aReadWithoutAStampIsBelievedWhenTheWindowIsOver() {
    PairWorld world = written();
    Instant wrote = world.now;
    world.later(Duration.ofSeconds(2)).profile(FIELD, "Ann");
    assertThat(unstamped(world).again()).isEqualTo(Duration.ofSeconds(58));
    world.now = wrote.plusSeconds(59);
    assertThat(unstamped(world).ops()).isEmpty();
    world.now = wrote.plusSeconds(60);
    assertThat(FieldMergeTest.written(unstamped(world), Side.CONTACTS, FIELD)).isEqualTo("Ann");
  }

  private static PersonPlan unstamped(PairWorld world) {
    PersonView profile = world.view(Side.REWARDS);
    PersonPlan plan =
        PersonMerge.plan(
            world.look(
                world.view(Side.CONTACTS),
                new PersonView(Side.REWARDS, profile.id(), profile.fields(), null, null, "c1"),
                List.of(),
                List.of(),
                Map.of()));
    world.book.commit(plan.change());
    return plan;
  }

  @Test
  void aValueThatReturnsAfterTheWindowIsAnEditLikeAnyOther() {
    PairWorld world = written().later(Duration.ofSeconds(60)).profile(FIELD, "Ann");
    assertThat(FieldMergeTest.written(world.plan(), Side.CONTACTS, FIELD)).isEqualTo("Ann");
  }

  @Test
  void aNewValueRightAfterOurWriteIsBelievedAtOnce() {
    PairWorld world = written().later(Duration.ofSeconds(2)).profile(FIELD, "Cid");
    assertThat(FieldMergeTest.written(world.plan(), Side.CONTACTS, FIELD)).isEqualTo("Cid");
  }

  @Test
  void theSourceReturningToWhatItWasIsDoubtedToo() {
    PairWorld world = written().later(Duration.ofSeconds(2)).contact(FIELD, "Ann");
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.again())
        .as("no write of ours proves the read")
        .isGreaterThan(Duration.ofSeconds(50));
  }

  @Test
  void aLateReadThatShowsBothSidesEqualMovesNoBase() {
    PairWorld world = written().later(Duration.ofSeconds(2));
    world.profile(FIELD, "Ann").contact(FIELD, "Ann");
    assertThat(world.plan().change().base()).isEmpty();
    world.later(Duration.ofSeconds(60));
    PersonPlan second = world.plan();
    assertThat(second.change().base()).hasSize(1);
    assertThat(second.waiting()).as("there is no difference to review").isEmpty();
  }

  /** Bea was written to the profile and then replaced by Cid; Bea shows up there again. */
  private static PairWorld superseded() {
    PairWorld world = written().later(Duration.ofSeconds(10)).contact(FIELD, "Cid");
    world.apply(world.plan());
    world.later(Duration.ofSeconds(2)).profile(FIELD, "Bea");
    world.plan();
    return world.later(Duration.ofSeconds(60));
  }

  @Test
  void ourOwnSupersededWriteGoesToReview() {
    PairWorld world = superseded();
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.branches()).contains(Branch.OWN_SUPERSEDED_WRITE);
    assertThat(plan.waiting()).extracting(Waiting::kind).containsExactly(Waiting.Kind.REVIEW);
    assertThat(world.record().conflicts())
        .filteredOn(conflict -> conflict.state() == Conflict.State.OPEN)
        .hasSize(1);
    assertThat(world.plan().branches()).contains(Branch.PARKED_QUIET);
  }

  @Test
  void aPersonResolvesIt() {
    PairWorld world = superseded();
    world.plan();
    PersonPlan resolved = world.decide(Decision.resolve(FIELD, Side.CONTACTS));
    assertThat(FieldMergeTest.written(resolved, Side.REWARDS, FIELD)).isEqualTo("Cid");
    assertThat(resolved.waiting()).isEmpty();
    world.apply(resolved);
    assertThat(world.plan().ops()).isEmpty();
  }

  @Test
  void aRetryTakesItAsAnEdit() {
    PairWorld world = superseded();
    world.plan();
    PersonPlan retried = world.decide(Decision.retry());
    assertThat(FieldMergeTest.written(retried, Side.CONTACTS, FIELD)).isEqualTo("Bea");
  }

  @Test
  void aSuspicionFromBeforeALaterStepIsForgotten() {
    PairWorld world = written().later(Duration.ofSeconds(2)).profile(FIELD, "Ann");
    world.plan(); // suspected
    world.later(Duration.ofSeconds(1)).profile(FIELD, "Bea").contact(FIELD, "Cid");
    world.apply(world.plan());
    world.later(Duration.ofSeconds(20)).profile(FIELD, "Ann");
    assertThat(world.plan().ops()).as("Ann is doubted anew").isEmpty();
  }

  @ParameterizedTest(name = "stamp {0}, version {1} after a write at stamp 0, version 7: {2}")
  @CsvSource({
    "-1,  , OLDER",
    "0,   , UNKNOWN",
    "1,   , NEWER",
    "1, 6, OLDER",
    "-1, 8, NEWER",
    "1, 7, UNKNOWN",
    "-1, seven, OLDER",
    ", , UNKNOWN",
    ", 10, NEWER"
  })
  void aReadsAgeIsToldByVersionThenByStamp(
      @Nullable Integer seconds, @Nullable String version, OldReads.Age age) {
    Instant wrote = Instant.parse("2026-03-01T12:00:00Z");
    Stamp stamp = new Stamp(Side.REWARDS, wrote, wrote, "7");
    PersonView view =
        new PersonView(
            Side.REWARDS,
            "p1",
            Map.of(),
            seconds == null ? null : wrote.plusSeconds(seconds),
            version,
            null);
    assertThat(OldReads.age(view, stamp)).isEqualTo(age);
  }

  @Test
  void aReadFromBeforeOurWriteShowsNothing() {
    PairWorld world = written();
    world.book.add(
        new Stamp(Side.CONTACTS, world.now, world.now.plusSeconds(1), null)); // ours, later
    world.contact("email", "new@x");
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).isEmpty();
    assertThat(plan.branches())
        .contains(Branch.OLD_READ_DISCARDED)
        .doesNotContain(Branch.UNCHANGED);
    assertThat(plan.again()).isEqualTo(Duration.ofSeconds(10));

    world.later(Duration.ofMinutes(10)).profile("country", "FR");
    assertThat(world.plan().branches()).contains(Branch.OLD_READ_DISCARDED);
    world.later(Duration.ofSeconds(1));
    assertThat(world.plan().branches())
        .as("a provider that stamps oddly stops a pair for minutes, not for good")
        .doesNotContain(Branch.OLD_READ_DISCARDED);
  }

  @ParameterizedTest(name = "{0} s older than our write, {1} after it: discarded {2}")
  @CsvSource({
    "2, PT10M,  true",
    "2, PT11M,  false",
    "3, PT11M,  true",
    "3, PT24H,  true",
    "3, PT24H1S, false"
  })
  void aStampThatIsClearlyOlderIsDiscardedForADayAnyOtherForMinutes(
      int seconds, Duration later, boolean discarded) {
    PairWorld world = written();
    world.book.add(new Stamp(Side.CONTACTS, world.now, world.now.plusSeconds(seconds), null));
    assertThat(world.later(later).plan().branches().contains(Branch.OLD_READ_DISCARDED))
        .isEqualTo(discarded);
  }

  @Test
  void theEarliestOfSeveralWishesForAnotherLookCounts() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann").agreed("country", "GB");
    world.contact(FIELD, "Bea").contact("country", "FR");
    world.apply(world.plan()).later(Duration.ofSeconds(2));
    world.profile(FIELD, "Ann").contact("country", "GB"); // five seconds, and the rest of a minute
    assertThat(world.plan().again()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aFieldThatSwingsToAndFroGoesToReview() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann");
    PersonPlan plan = swing(world, 5);
    assertThat(plan.branches()).contains(Branch.FLIP_REVIEW);
    assertThat(plan.waiting()).hasSize(1);
    assertThat(world.record().conflicts())
        .filteredOn(conflict -> conflict.state() == Conflict.State.OPEN)
        .hasSize(1);

    PersonPlan retried = world.decide(Decision.retry());
    assertThat(retried.ops()).hasSize(1);
  }

  /** Somebody sets the contact to and fro, each time well after the last write. */
  private static PersonPlan swing(PairWorld world, int most) {
    PersonPlan plan = world.plan();
    for (int i = 0; i < most; i++) {
      world.later(Duration.ofSeconds(65)).contact(FIELD, i % 2 == 0 ? "Bea" : "Ann");
      plan = world.plan();
      world.apply(plan);
    }
    return plan;
  }

  @Test
  void threeSwingsAreReachedByTheFifthEditAndNotBefore() {
    assertThat(swing(new PairWorld().agreed(FIELD, "Ann"), 4).ops()).hasSize(1);
    assertThat(swing(new PairWorld().agreed(FIELD, "Ann"), 5).ops()).isEmpty();
  }

  @Test
  void swingsOlderThanTheBrakesWindowDoNotCount() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann");
    swing(world, 4);
    world.later(Duration.ofMinutes(10)).contact(FIELD, "Bea");
    assertThat(world.plan().ops()).hasSize(1);
  }

  @Test
  void manyNewValuesInARowAreNoSwing() {
    PairWorld world = new PairWorld().agreed(FIELD, "Ann");
    for (int i = 0; i < 12; i++) {
      world.later(Duration.ofSeconds(10)).contact(FIELD, "draft " + i);
      PersonPlan plan = world.plan();
      assertThat(plan.ops()).hasSize(1);
      world.apply(plan);
    }
  }

  @Test
  void aTagSetWhoseStampIsLaterThanOurWriteIsBelievedAfterFiveSeconds() {
    PairWorld world = new PairWorld().agreed("tags", "a").contact("tags", "a,b");
    world.apply(world.plan()).later(Duration.ofSeconds(2)).profile("tags", "a");
    assertThat(world.plan().again()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aTagThatComesAndGoesGoesToReview() {
    PairWorld world = new PairWorld().agreed("tags", "a");
    PersonPlan plan = world.plan();
    for (int i = 0; i < 5; i++) {
      world.later(Duration.ofSeconds(65)).contact("tags", i % 2 == 0 ? "a,b" : "a");
      plan = world.plan();
      world.apply(plan);
    }
    assertThat(plan.branches()).contains(Branch.FLIP_REVIEW);
    assertThat(plan.waiting()).extracting(Waiting::field).containsExactly("tags");
    assertThat(plan.ops()).isEmpty();
    assertThat(world.decide(Decision.retry()).ops()).hasSize(1);
  }
}

package io.lockstep.activities.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.mapping.MappingProfile;
import io.lockstep.core.pair.JournalEntry;
import io.lockstep.core.pair.JournalEntry.Act;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.FieldWrite;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.InMemoryPairLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BrakesTest {

  private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");
  private static final String ONE_WRITE = TwoSides.MAPPING + "brakes: {writes: {most: 1}}\n";
  private static final Map<String, Object> ANN =
      Map.of("email", "ann@example.com", "firstName", "Ann");
  private static final Map<String, Object> BEN =
      Map.of("email", "ben@example.com", "firstName", "Ben");

  private final InMemoryPairLedger pairs = new InMemoryPairLedger(() -> NOW);

  @Test
  void theLimitItselfIsHeldAndOneBelowItGoes() {
    done(Side.REWARDS, Act.UPDATED, 3, NOW);

    assertThat(brakes(100, 100, 4).hold(update("Ann"), NOW)).isEmpty();
    assertThat(brakes(100, 100, 3).hold(update("Ann"), NOW))
        .get()
        .asString()
        .contains("3 creates and overwrites at rewards");
  }

  @Test
  void eachSideIsCountedByItself() {
    done(Side.CONTACTS, Act.UPDATED, 9, NOW);

    assertThat(brakes(100, 100, 3).hold(update("Ann"), NOW)).isEmpty();
  }

  @Test
  void whatIsAnHourOldCountsNoMore() {
    done(Side.REWARDS, Act.UPDATED, 3, NOW);

    assertThat(brakes(100, 100, 3).hold(update("Ann"), NOW.plus(Duration.ofHours(1)))).isPresent();
    assertThat(brakes(100, 100, 3).hold(update("Ann"), NOW.plusSeconds(3601))).isEmpty();
  }

  @Test
  void whatTakesAwayIsCountedApartFromWhatIsWritten() {
    done(Side.REWARDS, Act.CLEARED, 1, NOW);
    done(Side.REWARDS, Act.UNTAGGED, 1, NOW);
    done(Side.REWARDS, Act.DELETED, 1, NOW);
    Brakes brakes = brakes(3, 100, 3);

    assertThat(brakes.hold(update("Ann"), NOW)).isEmpty();
    assertThat(brakes.hold(update(), NOW)).isPresent();
    assertThat(brakes.hold(op(Op.Kind.REMOVE_TAGS, "vip"), NOW)).isPresent();
    assertThat(brakes.hold(op(Op.Kind.DELETE), NOW)).isPresent();
    assertThat(brakes.hold(op(Op.Kind.ADD_TAGS, "vip"), NOW)).isEmpty();
  }

  @Test
  void aShareOfThePairsIsHeldOnceTenAreTaken() {
    IntStream.range(0, 100)
        .mapToObj(i -> new FlowKey("acme", "c" + i))
        .forEach(
            key -> pairs.commit(key, PairChange.builder().state(PairState.IN_STEP, "").build()));

    done(Side.REWARDS, Act.CLEARED, 9, NOW);
    assertThat(brakes(500, 5, 500).hold(update(), NOW)).as("nine of a hundred").isEmpty();
    done(Side.REWARDS, Act.DELETED, 1, NOW);
    assertThat(brakes(500, 10, 500).hold(update(), NOW)).as("ten of a hundred").isPresent();
    assertThat(brakes(500, 11, 500).hold(update(), NOW)).as("of eleven allowed").isEmpty();
  }

  @Test
  void aHeldCreateStaysQuietUntilItsSourceIsEditedOrAPersonRetries() {
    var sides = new TwoSides(ONE_WRITE);
    sides.settle(sides.newContact(ANN));
    FlowKey ben = sides.newContact(BEN);

    Plan plan = sides.look(ben);
    assertThat(sides.apply(ben, plan.ops().get(0), plan).next()).isEqualTo(Outcome.Next.PARK);
    Plan again = sides.look(ben);

    assertThat(again.ops()).isEmpty();
    assertThat(again.more()).as("looked at again at once").isFalse();
    assertThat(again.waiting()).singleElement().extracting(Waiting::field).isEqualTo("*");

    sides.highLevel().update(ben.contactId(), Map.of("firstName", "Benjamin"));
    assertThat(sides.look(ben).ops()).as("after an edit").hasSize(1);
  }

  @Test
  void aRetryLetsThatOneCreatePassAndNoOther() {
    var sides = new TwoSides(ONE_WRITE);
    sides.settle(sides.newContact(ANN));
    FlowKey ben = sides.newContact(BEN);
    FlowKey cleo = sides.newContact(Map.of("email", "cleo@example.com"));
    assertThat(sides.settle(ben).waiting()).hasSize(1);

    assertThat(sides.settle(ben, Decision.retry()).waiting()).isEmpty();

    assertThat(sides.profile(ben)).containsEntry("email", "ben@example.com");
    assertThat(sides.settle(cleo, Decision.retry()).waiting()).as("never held before").hasSize(1);
  }

  @Test
  void aHeldOverwriteWaitsAndPassesWithARetry() {
    var sides = new TwoSides(ONE_WRITE);
    FlowKey ann = sides.newContact(ANN);
    sides.settle(ann);
    sides.highLevel().update(ann.contactId(), Map.of("lastName", "Lee"));

    assertThat(sides.settle(ann).waiting()).hasSize(1);
    sides.advance(Duration.ofHours(2));
    assertThat(sides.settle(ann).waiting()).as("it asks a person, not the time").hasSize(1);
    assertThat(sides.settle(ann, Decision.retry()).waiting()).isEmpty();

    assertThat(sides.profile(ann)).containsEntry("lastName", "Lee");
    assertThat(sides.record(ann).parked()).isEmpty();
  }

  @Test
  void aHeldDeletionWaitsAndPassesWithARetry() {
    var sides = new TwoSides(TwoSides.MAPPING + "brakes: {deletes: {most: 0}}\n");
    FlowKey ann = sides.newContact(ANN);
    sides.settle(ann);
    String profile =
        sides.pairs.linkOfContact(TwoSides.CONNECTION, ann.contactId()).orElseThrow().profileId();
    sides.advance(Duration.ofMinutes(5));
    sides.highLevel().delete(ann.contactId());

    assertThat(sides.settle(ann).waiting()).hasSize(1);
    assertThat(sides.look(ann).ops()).as("planned again").isEmpty();
    assertThat(sides.bhn().contact(profile)).isPresent();

    sides.settle(ann, Decision.retry());
    assertThat(sides.bhn().contact(profile)).isEmpty();
    assertThat(sides.record(ann).parked()).isEmpty();
  }

  @Test
  void aCreateWhoseAnswerWasLostIsFollowedUpThoughTheBrakeHoldsByNow() {
    var sides = new TwoSides(ONE_WRITE);
    FlowKey ben = sides.newContact(BEN);
    FlowKey ann = sides.newContact(ANN);
    Plan plan = sides.look(ben);
    sides.fault(Side.REWARDS, "POST /v2/contacts", "lost-answer", Map.of());
    assertThatThrownBy(() -> sides.apply(ben, plan.ops().get(0), plan));
    sides.settle(ann);

    Outcome outcome = sides.apply(ben, plan.ops().get(0), plan, new Attempt(2, "run"));

    assertThat(outcome.next()).isEqualTo(Outcome.Next.DONE);
    assertThat(sides.profile(ben)).containsEntry("email", "ben@example.com");
  }

  private Brakes brakes(int deletes, int percent, int writes) {
    return new Brakes(
        pairs,
        new MappingProfile.Brakes(deletes, percent, writes, 6, Duration.ofMinutes(10)),
        "acme");
  }

  private void done(Side side, Act act, int times, Instant at) {
    for (int i = 0; i < times; i++) {
      pairs.record("acme", new JournalEntry(at, "done" + i, act, side, List.of(), "lockstep"));
    }
  }

  private static Op update(String... values) {
    return op(Op.Kind.UPDATE, values);
  }

  private static Op op(Op.Kind kind, String... values) {
    var write = new FieldWrite("firstName", List.of(values), 0, "", "", null);
    return new Op("op", kind, Side.REWARDS, "p1", "1", "c1", List.of(write), "an update");
  }
}

package io.lockstep.activities.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import io.lockstep.ledger.PairLedger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeldOperationsTest {

  private static final String ONE_WRITE = TwoSides.MAPPING + "brakes: {writes: {most: 1}}\n";
  private static final Map<String, Object> ANN =
      Map.of("email", "ann@example.com", "firstName", "Ann");
  private static final Map<String, Object> BEN =
      Map.of("email", "ben@example.com", "firstName", "Ben");

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
    assertThat(sides.pairs.held(TwoSides.CONNECTION, 10))
        .singleElement()
        .extracting(PairLedger.WaitingItem::contactId)
        .isEqualTo(cleo.contactId());
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
}

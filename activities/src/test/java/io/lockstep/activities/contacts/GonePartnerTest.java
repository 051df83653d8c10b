package io.lockstep.activities.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.core.plan.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a pair when one of its records, or both, were deleted. */
class GonePartnerTest {

  private static final Map<String, Object> ANN =
      Map.of("email", "ann@example.com", "firstName", "Ann", "tags", List.of("vip"));

  /** A linked pair, older than the settle window. */
  private static final class Pair {
    final TwoSides sides;
    final FlowKey key;
    final String profileId;

    Pair(String deletes) {
      sides = new TwoSides(TwoSides.MAPPING.replace("deletes: propagate", "deletes: " + deletes));
      key = sides.newContact(ANN);
      sides.settle(key);
      profileId =
          sides.pairs.linkOfContact(TwoSides.CONNECTION, key.contactId()).orElseThrow().profileId();
      sides.advance(Duration.ofMinutes(5));
    }

    Pair delete(Side side) {
      if (side == Side.CONTACTS) {
        sides.highLevel().delete(key.contactId());
      } else {
        Object version = sides.bhn().contact(profileId).orElseThrow().get("version");
        sides.bhn().delete(profileId, String.valueOf(version));
      }
      return this;
    }

    void rename(Side side) {
      if (side == Side.CONTACTS) {
        sides.highLevel().update(key.contactId(), Map.of("firstName", "Bea"));
      } else {
        Object version = sides.bhn().contact(profileId).orElseThrow().get("version");
        sides.bhn().update(profileId, Map.of("firstName", "Bea", "version", version));
      }
    }

    boolean exists(Side side) {
      return side == Side.CONTACTS
          ? sides.highLevel().contact(key.contactId()).isPresent()
          : sides.bhn().contact(profileId).isPresent();
    }

    /** Something of this pair waits for a person. */
    void park() {
      var waiting = new Waiting("op9", "firstName", Waiting.Kind.PARKED, "refused");
      sides.pairs.commit(
          key,
          PairChange.builder()
              .park(new Parked(waiting, "k1:0", "k1:0", sides.clock.instant()))
              .build());
    }

    boolean linked() {
      return sides.pairs.linkOfContact(TwoSides.CONNECTION, key.contactId()).isPresent();
    }
  }

  @ParameterizedTest(name = "deletes: {0}, gone at {1}: survivor there {2}, linked {3}, waits {4}")
  @CsvSource({
    "propagate, CONTACTS, false, false, 0",
    "propagate, REWARDS,  false, false, 0",
    "ignore,    CONTACTS, true,  false, 0",
    "ignore,    REWARDS,  true,  false, 0",
    "review,    CONTACTS, true,  true,  1",
    "review,    REWARDS,  true,  true,  1"
  })
  void aDeletionIsFollowedAsTheMappingSays(
      String deletes, Side gone, boolean survives, boolean linked, int waits) {
    Pair pair = new Pair(deletes).delete(gone);
    Plan plan = pair.sides.settle(pair.key);
    assertThat(pair.exists(gone.other())).isEqualTo(survives);
    assertThat(pair.linked()).isEqualTo(linked);
    assertThat(plan.waiting()).hasSize(waits);
    assertThat(pair.exists(gone)).as("never made anew").isFalse();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aSurvivorThatWasEditedIsNotDeletedButPutBeforeAPerson(Side gone) {
    Pair pair = new Pair("propagate").delete(gone);
    pair.rename(gone.other());
    Plan plan = pair.sides.settle(pair.key);
    assertThat(pair.exists(gone.other())).isTrue();
    assertThat(plan.waiting())
        .singleElement()
        .satisfies(
            waiting ->
                assertThat(waiting.reason())
                    .contains("nothing proves that the survivor was left as it was"));
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aSurvivorThatIsEditedBeforeItsDeletionIsSentStays(Side gone) {
    Pair pair = new Pair("propagate").delete(gone);
    Plan plan = pair.sides.look(pair.key);
    pair.rename(gone.other());
    Outcome outcome = pair.sides.apply(pair.key, plan.ops().get(0), plan);
    assertThat(outcome.next()).isNotEqualTo(Outcome.Next.DONE);
    assertThat(pair.exists(gone.other())).isTrue();
  }

  @Test
  void aDeletionWhosePartnerIsThereIsDropped() {
    Pair pair = new Pair("propagate");
    String contact = pair.key.contactId();
    var op =
        new Op(
            "op9",
            Op.Kind.DELETE,
            Side.REWARDS,
            pair.profileId,
            null,
            contact,
            List.of(),
            "delete");
    Outcome outcome = pair.sides.apply(pair.key, op, pair.sides.look(pair.key));
    assertThat(outcome.next()).isEqualTo(Outcome.Next.STALE);
    assertThat(pair.exists(Side.REWARDS)).isTrue();
    assertThat(pair.linked()).isTrue();
  }

  @ParameterizedTest(name = "{0} s after the link: looks again {1}")
  @CsvSource({"59, true", "60, false"})
  void aYoungLinkIsLookedAtAgain(int seconds, boolean again) {
    TwoSides sides = new TwoSides(TwoSides.MAPPING);
    FlowKey key = sides.newContact(ANN);
    sides.settle(key);
    var linkedAt =
        sides.pairs.linkOfContact(TwoSides.CONNECTION, key.contactId()).orElseThrow().linkedAt();
    sides.highLevel().delete(key.contactId());
    sides.advance(Duration.between(sides.clock.instant(), linkedAt.plusSeconds(seconds)));
    Plan plan = sides.look(key);
    assertThat(!plan.again().isZero()).isEqualTo(again);
    assertThat(plan.ops()).hasSize(again ? 0 : 1);
  }

  @Test
  void whereBothAreGoneThePairIsOver() {
    Pair pair = new Pair("review").delete(Side.CONTACTS).delete(Side.REWARDS);
    assertThat(pair.sides.settle(pair.key).waiting()).isEmpty();
    assertThat(pair.linked()).isFalse();
  }

  @Test
  void aSkipKeepsTheSurvivorAndEndsThePair() {
    Pair pair = new Pair("review").delete(Side.REWARDS);
    Waiting waiting = pair.sides.settle(pair.key).waiting().get(0);
    pair.sides.settle(pair.key, Decision.skip("another"));
    assertThat(pair.linked()).isTrue();
    pair.sides.settle(pair.key, Decision.skip(waiting.opId()));
    assertThat(pair.linked()).isFalse();
    assertThat(pair.sides.record(pair.key).parked()).isEmpty();
    assertThat(pair.exists(Side.CONTACTS)).isTrue();
  }

  @Test
  void aDeletionWhoseAnswerWasLostIsDoneWhenTheRecordIsGone() {
    Pair pair = new Pair("propagate").delete(Side.CONTACTS);
    Plan plan = pair.sides.look(pair.key);
    pair.sides.fault(Side.REWARDS, "DELETE *", "lost-answer", Map.of());
    assertThatThrownBy(() -> pair.sides.apply(pair.key, plan.ops().get(0), plan))
        .isInstanceOf(ProviderException.class);
    assertThat(pair.linked()).isTrue();
    pair.sides.settle(pair.key);
    assertThat(pair.linked()).isFalse();
    assertThat(pair.sides.record(pair.key).intents()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Side.class)
  void aDeletionNamesTheRecordThatIsGoneAndEndsThePairAtOnce(Side gone) {
    Pair pair = new Pair("propagate").delete(gone);
    pair.park();
    Plan plan = pair.sides.look(pair.key);
    Op op = plan.ops().get(0);
    assertThat(op.id()).hasSize(40);
    assertThat(op.sourceId())
        .isEqualTo(gone == Side.CONTACTS ? pair.key.contactId() : pair.profileId);
    pair.sides.apply(pair.key, op, plan);
    assertThat(pair.linked()).isFalse();
    assertThat(pair.sides.record(pair.key).parked()).isEmpty();
  }

  @Test
  void aReviewIsRecordedOnce() {
    Pair pair = new Pair("review").delete(Side.REWARDS);
    pair.sides.settle(pair.key);
    pair.sides.settle(pair.key);
    assertThat(pair.sides.record(pair.key).parked()).hasSize(1);
  }

  @Test
  void aHeldDeletionIsReleasedByARetryAlone() {
    Pair pair = new Pair("propagate\nbrakes: {deletes: {most: 0}}");
    pair.delete(Side.CONTACTS).sides.settle(pair.key);
    assertThat(pair.sides.look(pair.key, Decision.skip("another")).ops()).isEmpty();
    assertThat(pair.sides.look(pair.key, Decision.retry()).ops()).hasSize(1);
  }
}

package io.lockstep.activities.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Side;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final Map<String, Object> ANN = Map.of("email", "ann@example.com");
  private static final String NEVER = TwoSides.MAPPING.replace("rewards: auto", "rewards: never");
  private static final String MEMBERS =
      TwoSides.MAPPING.replace(
          "{contacts: all, rewards: all}", "{contacts: {tag: vip}, rewards: all}");

  @Test
  void aPassLooksAtWhoIsNew() {
    var sides = new TwoSides(TwoSides.MAPPING);
    FlowKey ann = sides.newContact(ANN);

    assertThat(hintedBySweep(sides)).containsExactly(ann);
  }

  @Test
  void whoHasNoPartnerAndMayHaveNoneMadeIsLeftAloneForADay() {
    var sides = new TwoSides(NEVER);
    FlowKey ann = sides.newContact(ANN);
    assertThat(sides.settle(ann).verdict()).isEqualTo(Plan.Verdict.NOT_ELIGIBLE);

    assertThat(hintedBySweep(sides)).isEmpty();
    sides.advance(Duration.ofHours(25));
    assertThat(hintedBySweep(sides)).as("once a day").containsExactly(ann);
  }

  @Test
  void aNewKeyIsLookedAt() {
    var sides = new TwoSides(NEVER);
    FlowKey ann = sides.newContact(ANN);
    sides.settle(ann);
    sides.highLevel().update(ann.contactId(), Map.of("email", "ann.lee@example.com"));
    sides.advance(Duration.ofMinutes(1)); // the search shows it by then

    assertThat(hintedBySweep(sides)).containsExactly(ann);
  }

  @Test
  void whoHasNothingToBeMatchedByIsLeftAlone() {
    var sides = new TwoSides(TwoSides.MAPPING);
    FlowKey nameless = sides.newContact(Map.of("phone", "+12125550101"));
    assertThat(sides.settle(nameless).verdict()).isEqualTo(Plan.Verdict.NOT_ELIGIBLE);

    assertThat(hintedBySweep(sides)).isEmpty();
  }

  @Test
  void whoIsOutOfScopeCostsNoSearchAndIsLeftAloneUntilItHasTheTag() {
    var sides = new TwoSides(MEMBERS);
    FlowKey ann = sides.newContact(ANN);
    assertThat(sides.settle(ann).verdict()).isEqualTo(Plan.Verdict.NOT_ELIGIBLE);

    assertThat(sides.calls()).filteredOn(call -> call.startsWith("rewards")).isEmpty();
    assertThat(sides.calls()).doesNotContain("contacts search-contacts");
    assertThat(hintedBySweep(sides)).isEmpty();

    sides.highLevel().addTags(ann.contactId(), List.of("vip"));
    sides.advance(Duration.ofMinutes(1));
    assertThat(hintedBySweep(sides)).containsExactly(ann);
  }

  @Test
  void whatWaitsForAPersonIsLeftAloneUntilItIsEdited() {
    var sides = new TwoSides(TwoSides.MAPPING.replace("rewards: auto", "rewards: review"));
    FlowKey ann = sides.newContact(ANN);
    assertThat(sides.settle(ann).waiting()).hasSize(1);

    assertThat(hintedBySweep(sides)).isEmpty();
    sides.highLevel().update(ann.contactId(), Map.of("lastName", "Lee"));
    sides.advance(Duration.ofMinutes(1));
    assertThat(hintedBySweep(sides)).containsExactly(ann);
  }

  @Test
  void whomAPersonKeepsAloneIsLeftAlone() {
    var sides = new TwoSides(TwoSides.MAPPING.replace("contacts: auto", "contacts: review"));
    FlowKey profile = sides.newProfile(ANN);
    String opId = sides.settle(profile).waiting().get(0).opId();
    sides.settle(profile, Decision.skip(opId));

    assertThat(hintedBySweep(sides)).isEmpty();
  }

  @Test
  void theSurvivorOfAnEndedPairIsLeftAlone() {
    var sides = new TwoSides(TwoSides.MAPPING.replace("deletes: propagate", "deletes: ignore"));
    FlowKey ann = sides.newContact(ANN);
    sides.settle(ann);
    sides.advance(Duration.ofMinutes(5));
    sides.highLevel().delete(ann.contactId());
    sides.settle(ann);
    sides.advance(Duration.ofMinutes(1));

    assertThat(hintedBySweep(sides)).isEmpty();
  }

  @Test
  void whatMayHaveBeenSentIsAlwaysLookedAt() {
    var sides = new TwoSides(TwoSides.MAPPING);
    FlowKey ann = sides.newContact(ANN);
    Plan plan = sides.look(ann);
    sides.fault(Side.REWARDS, "POST /v2/contacts", "refuse-field", Map.of("field", "requestId"));
    sides.apply(ann, plan.ops().get(0), plan);

    assertThat(sides.record(ann).parked()).hasSize(1);
    assertThat(hintedBySweep(sides)).containsExactly(ann);
  }

  private static List<FlowKey> hintedBySweep(TwoSides sides) {
    sides.hinted.clear();
    sides.sweep();
    return List.copyOf(sides.hinted);
  }
}

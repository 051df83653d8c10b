package io.lockstep.activities.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.plan.Plan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstLinkPlanTest {

  private static final Map<String, Object> ANN = Map.of("email", "ann@example.com");

  private final TwoSides sides = new TwoSides(TwoSides.MAPPING, false);

  @Test
  void whoHasAPartnerIsPlannedToBeLinkedAndIsNot() {
    FlowKey ann = sides.newContact(ANN);
    FlowKey profile = sides.newProfile(ANN);
    Map<String, Object> contact = sides.contact(ann);
    Map<String, Object> person = sides.bhn().contact(profile.profileId()).orElseThrow();

    assertThat(sides.look(ann).verdict()).isEqualTo(Plan.Verdict.NOT_ELIGIBLE);
    assertThat(sides.look(profile).verdict()).isEqualTo(Plan.Verdict.NOT_ELIGIBLE);

    assertThat(planned())
        .isEqualTo(
            Map.of(
                "this contact will be linked with its profile, found by email", 1,
                "this profile will be linked with its contact, found by email", 1));
    assertThat(sides.record(ann).link()).isNull();
    assertThat(sides.contact(ann)).isEqualTo(contact);
    assertThat(sides.bhn().contact(profile.profileId())).contains(person);
    assertThat(sides.isUnderWay(ann)).isFalse();
  }

  @Test
  void whoHasNoneIsPlannedToGetOneOrToStayAlone() {
    sides.look(sides.newContact(ANN));
    sides.look(sides.newContact(Map.of("phone", "+12125550101")));

    assertThat(planned()).containsEntry("a profile will be made for this contact", 1).hasSize(2);
    assertThat(planned().keySet()).anyMatch(reason -> reason.contains("will stay alone: "));
  }

  @Test
  void aPassPlansWhoIsNewOnce() {
    FlowKey ann = sides.newContact(ANN);
    assertThat(hintedBySweep()).containsExactly(ann);
    sides.look(ann);
    assertThat(hintedBySweep()).isEmpty();
  }

  @Test
  void onceApprovedThePlanIsCarriedOut() {
    FlowKey ann = sides.newContact(ANN);
    FlowKey profile = sides.newProfile(ANN);
    sides.look(ann);
    sides.look(profile);

    sides.approveFirstLink();
    sides.hinted.clear();
    sides.sweep(ContactReconcile.FIRST_LINK);
    assertThat(sides.hinted).containsExactlyInAnyOrder(ann, profile);
    sides.look(profile);
    assertThat(sides.pairs.summary(ann))
        .as("its items are hinted now, and must not find it frozen")
        .get()
        .matches(pair -> pair.state() == PairState.SYNCING);
    sides.settle(ann);

    assertThat(sides.record(ann).link()).isNotNull();
    assertThat(planned()).isEmpty();
  }

  @Test
  void whoWasLinkedBeforeGoesOn() {
    var linked = new TwoSides(TwoSides.MAPPING, true);
    FlowKey ann = linked.newContact(ANN);
    linked.settle(ann);
    linked.planFirstLinks();
    linked.highLevel().update(ann.contactId(), Map.of("firstName", "Anna"));

    linked.settle(ann);

    assertThat(linked.profile(ann)).containsEntry("firstName", "Anna");
  }

  private Map<String, Integer> planned() {
    return sides.pairs.reasons(TwoSides.CONNECTION, PairState.PLANNED);
  }

  private List<FlowKey> hintedBySweep() {
    sides.hinted.clear();
    sides.sweep();
    return List.copyOf(sides.hinted);
  }
}

package io.lockstep.activities.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockstep.activities.sync.Attempt;
import io.lockstep.activities.sync.Step;
import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.error.ProviderException;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.Intent;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Outcome;
import io.lockstep.core.plan.Plan;
import io.lockstep.ledger.PairLedger.ListedConflict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ApplyTest {

  private static final Attempt AGAIN = new Attempt(2, "run");
  private static final Map<String, Object> ANN =
      Map.of("email", "ann@example.com", "tags", List.of("vip", "old"));

  private static final String FIRST_NAME_ELSEWHERE =
      TwoSides.MAPPING.replace("rewards: firstName", "rewards: comment");

  private final TwoSides sides = new TwoSides(TwoSides.MAPPING);

  @Test
  void aWriteThatTheTokenLacksTheScopeForWaitsUntilItHasIt() {
    FlowKey ann = settled();
    String reading = "contacts.readonly locations.readonly locations/customFields.readonly";
    sides.scopes(reading);
    sides
        .bhn()
        .update(
            profileId(ann),
            Map.of("version", sides.profile(ann).getOrDefault("version", ""), "firstName", "Anne"));
    Plan plan = sides.look(ann);

    Outcome outcome = sides.apply(ann, plan.ops().get(0), plan);
    assertThat(outcome.next()).isEqualTo(Outcome.Next.PARK);
    assertThat(outcome.reason()).contains("lacks the scope");
    assertThat(sides.ports().connection(TwoSides.CONNECTION).paused()).isFalse();

    sides.scopes(reading + " contacts.write");
    sides.settle(ann, Decision.retry());
    assertThat(sides.contact(ann)).containsEntry("firstName", "Anne");
  }

  @Test
  void aTagThatIsGoneAlreadyIsNotTakenOffASecondTime() {
    FlowKey ann = settled();
    sides.highLevel().removeTags(ann.contactId(), List.of("vip"));
    Plan plan = looked(ann);
    loseTheAnswer(ann, plan);

    assertThat(sides.apply(ann, plan.ops().get(0), plan, AGAIN).next())
        .isEqualTo(Outcome.Next.DONE);

    assertThat(sides.calls()).filteredOn("rewards remove-tags"::equals).hasSize(1);
    assertThat(sides.settle(ann).ops()).isEmpty();
    assertThat(conflicts()).isEmpty();
  }

  @Test
  void aTagAPersonPutBackWhileTheAnswerWasLostIsListed() {
    FlowKey ann = settled();
    sides.highLevel().removeTags(ann.contactId(), List.of("vip"));
    Plan plan = looked(ann);
    loseTheAnswer(ann, plan);
    sides.bhn().addTags(profileId(ann), List.of("vip"));

    sides.apply(ann, plan.ops().get(0), plan, AGAIN);

    assertThat(conflicts())
        .singleElement()
        .extracting(listed -> listed.conflict().rewards())
        .isEqualTo(List.of("vip"));
  }

  @Test
  void aWritePlannedUnderAnotherMappingIsNotSent() {
    FlowKey ann = settled();
    sides.highLevel().update(ann.contactId(), Map.of("firstName", "Anna"));
    Plan plan = sides.look(ann);
    assertThat(plan.ops()).singleElement().extracting(Op::kind).isEqualTo(Op.Kind.UPDATE);
    sides.remap(FIRST_NAME_ELSEWHERE);

    Outcome outcome = sides.apply(ann, plan.ops().get(0), plan);

    assertThat(outcome.next()).isEqualTo(Outcome.Next.STALE);
    assertThat(outcome.reason()).isEqualTo("the mapping of firstName has changed");
    assertThat(sides.calls()).doesNotContain("rewards update-contact");
  }

  @Test
  void aPlanOlderThanFiveMinutesIsNotWritten() {
    FlowKey ann = settled();
    sides.highLevel().update(ann.contactId(), Map.of("firstName", "Anna"));
    Plan plan = sides.look(ann);
    sides.advance(Duration.ofMinutes(5).plusSeconds(1));

    Outcome outcome = sides.apply(ann, plan.ops().get(0), plan);

    assertThat(outcome.next()).isEqualTo(Outcome.Next.STALE);
    assertThat(outcome.reason()).isEqualTo("the plan is older than five minutes");
    assertThat(sides.calls()).doesNotContain("rewards update-contact");
  }

  @Test
  void aPartnerIsNotMadeUnderAnotherMappingThanItWasPlannedUnder() {
    FlowKey ben = sides.newContact(Map.of("email", "ben@example.com", "firstName", "Ben"));
    Plan plan = sides.look(ben);
    assertThat(plan.ops()).singleElement().extracting(Op::kind).isEqualTo(Op.Kind.CREATE);
    sides.remap(FIRST_NAME_ELSEWHERE);

    assertThat(sides.apply(ben, plan.ops().get(0), plan).next()).isEqualTo(Outcome.Next.STALE);

    assertThat(sides.calls()).doesNotContain("rewards create-contact");
  }

  @Test
  void aTagWriteThatNeverCameThroughIsRepeatedAndNothingIsListed() {
    FlowKey ann = settled();
    sides.bhn().removeTags(profileId(ann), List.of("vip"));
    Plan plan = looked(ann);
    sides.fault(Side.CONTACTS, "DELETE *", "lost-request", Map.of());
    assertThatThrownBy(() -> sides.apply(ann, plan.ops().get(0), plan))
        .isInstanceOf(ProviderException.class);

    sides.apply(ann, plan.ops().get(0), plan, AGAIN);

    assertThat(sides.contact(ann).get("tags")).asString().doesNotContain("vip");
    assertThat(conflicts()).isEmpty();
  }

  @Test
  void aSurvivorThatIsEditedAfterItWasReadIsNotDeleted() {
    FlowKey ann = settled();
    String profile = profileId(ann);
    sides.advance(Duration.ofMinutes(5));
    sides.highLevel().delete(ann.contactId());
    Plan plan = sides.look(ann);
    assertThat(plan.ops()).singleElement().extracting(Op::kind).isEqualTo(Op.Kind.DELETE);
    var edited = new AtomicBoolean();
    sides.answers =
        body -> {
          if (body.contains(profile) && edited.compareAndSet(false, true)) {
            var change = new HashMap<String, Object>(Map.of("lastName", "Lee"));
            change.put("version", sides.bhn().contact(profile).orElseThrow().get("version"));
            sides.bhn().update(profile, change);
          }
          return body;
        };

    assertThat(sides.apply(ann, plan.ops().get(0), plan).next()).isEqualTo(Outcome.Next.STALE);

    assertThat(sides.bhn().contact(profile)).isPresent();
    assertThat(sides.record(ann).intents()).isEmpty();
  }

  @Test
  void aCreateWhoseIntentAppearedAfterItsStartIsNotSent() {
    FlowKey ben = sides.newProfile(Map.of("email", "ben@example.com"));
    Plan plan = sides.look(ben);
    Op op = plan.ops().get(0);
    Instant now = sides.clock.instant();
    var others =
        new Intent(
            op.id(),
            op.kind(),
            op.target(),
            null,
            op.sourceId(),
            0,
            Map.of(),
            List.of(),
            "run", // an attempt of this very run, started before and still at work
            now,
            now.plus(Step.LEASE));
    var meanwhile = new AtomicBoolean();
    sides.answers =
        body -> {
          if (meanwhile.compareAndSet(false, true)) {
            sides.pairs.claim(ben, others, now);
          }
          return body;
        };

    assertThat(sides.apply(ben, op, plan, AGAIN).next()).isEqualTo(Outcome.Next.LATER);

    assertThat(sides.calls()).doesNotContain("contacts create-contact");
  }

  @Test
  void aTokenThatDoesNotComeLeavesNoIntent() {
    FlowKey ann = settled();
    sides.highLevel().update(ann.contactId(), Map.of("firstName", "Anna"));
    sides.advance(Duration.ofMinutes(53)); // BHN's token has a minute left to be used
    Plan plan = sides.look(ann);
    sides.advance(Duration.ofMinutes(2));
    sides.fault(Side.REWARDS, "POST /oauth2/token", "error-5xx", Map.of());

    assertThatThrownBy(() -> sides.apply(ann, plan.ops().get(0), plan))
        .isInstanceOf(ProviderException.class);

    assertThat(sides.calls()).contains("rewards mint-token");
    assertThat(sides.record(ann).intents()).isEmpty();
    assertThat(sides.apply(ann, plan.ops().get(0), plan).next()).isEqualTo(Outcome.Next.DONE);
  }

  @Test
  void aHintThatEqualsTheBaseIsNoNewsIfItShowedAll() {
    FlowKey ann = settled();
    assertThat(sides.news(ann, echo(ann, true))).isFalse();
    assertThat(sides.news(ann, echo(ann, false))).isTrue();
  }

  private Hint echo(FlowKey key, boolean complete) {
    String email = sides.record(key).base("email").map(BaseRow::contacts).orElseThrow();
    return new Hint(
        Hint.Source.WEBHOOK,
        Side.CONTACTS,
        key.contactId(),
        "event-1",
        sides.clock.instant(),
        Map.of("email", email),
        complete);
  }

  private FlowKey settled() {
    FlowKey ann = sides.newContact(ANN);
    sides.settle(ann);
    sides.advance(Duration.ofMinutes(5));
    return ann;
  }

  private Plan looked(FlowKey key) {
    Plan plan = sides.look(key);
    assertThat(plan.ops()).singleElement().extracting(Op::kind).isEqualTo(Op.Kind.REMOVE_TAGS);
    return plan;
  }

  private void loseTheAnswer(FlowKey key, Plan plan) {
    sides.fault(Side.REWARDS, "DELETE *", "lost-answer", Map.of());
    assertThatThrownBy(() -> sides.apply(key, plan.ops().get(0), plan))
        .isInstanceOf(ProviderException.class);
  }

  private String profileId(FlowKey key) {
    return sides
        .pairs
        .linkOfContact(TwoSides.CONNECTION, key.contactId())
        .orElseThrow()
        .profileId();
  }

  private List<ListedConflict> conflicts() {
    return sides.pairs.conflicts(TwoSides.CONNECTION, 10, true);
  }
}

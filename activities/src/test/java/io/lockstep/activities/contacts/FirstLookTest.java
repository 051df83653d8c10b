package io.lockstep.activities.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.activities.testing.TwoSides;
import io.lockstep.core.FlowKey;
import io.lockstep.core.Hint;
import io.lockstep.core.Side;
import io.lockstep.core.pair.BaseRow;
import io.lockstep.core.pair.PairState;
import io.lockstep.core.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A run may begin with an event nobody has weighed. */
class FirstLookTest {

  private final TwoSides sides = new TwoSides(TwoSides.MAPPING);
  private final FlowKey ann = sides.newContact(Map.of("email", "ann@example.com"));

  @Test
  void anEventThatShowsWhatIsKnownCostsNoCall() {
    sides.settle(ann);
    List<String> before = sides.calls();

    Plan plan = sides.look(ann, seen(ann));

    assertThat(plan.ops()).isEmpty();
    assertThat(plan.waiting()).isEmpty();
    assertThat(plan.again()).isZero();
    assertThat(sides.calls()).isEqualTo(before);
    assertThat(sides.isUnderWay(ann)).isFalse();
  }

  @Test
  void anEventThatShowsSomethingElseReadsBothSides() {
    sides.settle(ann);
    int before = sides.calls().size();

    sides.look(ann, new Hint(Hint.Source.WEBHOOK, Side.CONTACTS, "c", "e", null, other(ann)));

    assertThat(sides.calls()).hasSizeGreaterThan(before);
  }

  @Test
  void whileALookIsUnderWayWhatAnEventShowsProvesNothing() {
    sides.settle(ann);
    sides.highLevel().update(ann.contactId(), Map.of("firstName", "Anna"));
    assertThat(sides.look(ann).ops()).hasSize(1); // and its worker dies

    assertThat(sides.look(ann, seen(ann)).ops()).hasSize(1);
  }

  @Test
  void anEventThatDidNotShowAllReadsBothSides() {
    sides.settle(ann);
    int before = sides.calls().size();

    sides.look(
        ann,
        new Hint(
            Hint.Source.WEBHOOK, Side.CONTACTS, ann.contactId(), "e", null, seen(ann).digests()));

    assertThat(sides.calls()).hasSizeGreaterThan(before);
  }

  @Test
  void anEventWithoutEvidenceReadsBothSides() {
    sides.settle(ann);
    int before = sides.calls().size();

    sides.look(ann, Hint.from(Hint.Source.WEBHOOK));

    assertThat(sides.calls()).hasSizeGreaterThan(before);
  }

  @Test
  void aPairThatComesBackIntoTheScopeIsReadAndHintedByAPass() {
    var members =
        new TwoSides(
            TwoSides.MAPPING.replace(
                "{contacts: all, rewards: all}", "{contacts: {tag: vip}, rewards: all}"));
    FlowKey bea = members.newContact(Map.of("email", "bea@example.com", "tags", List.of("vip")));
    members.settle(bea);
    Hint asBefore = seen(members, bea);
    members.highLevel().removeTags(bea.contactId(), List.of("vip"));
    members.settle(bea);
    members.highLevel().addTags(bea.contactId(), List.of("vip"));
    members.advance(Duration.ofMinutes(2));

    members.hinted.clear();
    members.sweep();
    assertThat(members.hinted).contains(bea);
    int before = members.calls().size();
    members.look(bea, asBefore);
    assertThat(members.calls()).hasSizeGreaterThan(before);
    members.settle(bea);
    assertThat(members.pairs.summary(bea)).get().matches(pair -> pair.state() == PairState.IN_STEP);
  }

  private Hint seen(FlowKey key) {
    return seen(sides, key);
  }

  private static Hint seen(TwoSides sides, FlowKey key) {
    Map<String, String> digests =
        sides.record(key).base().stream()
            .filter(row -> row.element().isEmpty())
            .collect(Collectors.toMap(BaseRow::field, BaseRow::contacts));
    return new Hint(Hint.Source.WEBHOOK, Side.CONTACTS, key.contactId(), "e", null, digests, true);
  }

  private Map<String, String> other(FlowKey key) {
    return seen(key).digests().keySet().stream()
        .collect(Collectors.toMap(field -> field, field -> "k1:other"));
  }
}

package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import io.lockstep.core.pair.PairChange;
import io.lockstep.core.pair.Parked;
import io.lockstep.core.plan.Decision;
import io.lockstep.core.plan.Op;
import io.lockstep.core.plan.Waiting;
import org.junit.jupiter.api.Test;

/** Several tag operations in one plan, of which one is not carried out. */
class WaitingTagsTest {

  private final PairWorld world = new PairWorld().agreed("tags", "old");

  @Test
  void anOperationThatWaitsDoesNotMakeTheNextOnesStale() {
    world.contact("tags", "old,fromContacts").profile("tags", "old,fromRewards");
    PersonPlan plan = world.plan();
    assertThat(plan.ops()).hasSize(2);
    Op held = plan.ops().get(0);
    var waiting = new Waiting(held.id(), Waiting.WHOLE, Waiting.Kind.REVIEW, "the brake holds");
    world.book.commit(PairChange.builder().park(new Parked(waiting, "", "", world.now)).build());

    PersonPlan next = world.plan();

    assertThat(next.ops()).hasSize(1);
    world.apply(next); // PairWorld refuses what is stale
    assertThat(world.shows(held.target().other(), "tags").texts()).hasSize(3);
    assertThat(world.shows(held.target(), "tags").texts()).hasSize(2);
    assertThat(world.record().base("tags"))
        .get()
        .satisfies(
            row ->
                assertThat(held.target() == Side.CONTACTS ? row.contacts() : row.rewards())
                    .as("the base says what each side shows")
                    .isNotEqualTo(held.target() == Side.CONTACTS ? row.rewards() : row.contacts()));
  }

  @Test
  void whatFollowsASkippedOperationIsCarriedOut() {
    world.contact("tags", "old,fromContacts").profile("tags", "old,fromRewards");
    PersonPlan plan = world.plan();
    Op skipped = plan.ops().get(0);

    PersonPlan next = world.decide(Decision.skip(skipped.id()));

    assertThat(next.ops()).hasSize(1);
    world.apply(next);
    assertThat(world.settle().ops()).isEmpty();
    assertThat(world.shows(skipped.target().other(), "tags").texts()).hasSize(3);
    assertThat(world.shows(skipped.target(), "tags").texts()).hasSize(2);
  }
}

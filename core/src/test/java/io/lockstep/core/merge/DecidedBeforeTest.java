package io.lockstep.core.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.lockstep.core.Side;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecidedBeforeTest {

  private static final Duration LONG = Duration.ofMinutes(30);

  @Test
  void theSameTwoValuesMetAgainLaterAreDecidedAnew() {
    var world = new PairWorld().agreed("email", "old@x.org");
    world.profile("email", "b@x.org").later(LONG).contact("email", "a@x.org");
    world.settle();
    assertThat(world.shows(Side.REWARDS, "email").texts()).as("newest").containsExactly("a@x.org");
    world.later(LONG).agreed("email", "c@x.org");

    world.contact("email", "a@x.org").later(LONG).profile("email", "b@x.org");
    world.settle();

    assertThat(world.shows(Side.CONTACTS, "email").texts()).containsExactly("b@x.org");
  }
}

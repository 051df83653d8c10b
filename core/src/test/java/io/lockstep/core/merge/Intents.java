package io.lockstep.core.merge;

import io.lockstep.core.pair.Intent;
import io.lockstep.core.plan.Op;
import java.util.List;

/** Intents as apply records them, with a lease that is over. */
final class Intents {

  private Intents() {}

  static Intent of(PairWorld world, Op op) {
    return new Intent(
        op.id(),
        op.kind(),
        op.target(),
        op.targetId(),
        op.sourceId(),
        0,
        world.written().intended(op),
        List.of(),
        "attempt-1",
        world.now,
        world.now);
  }
}

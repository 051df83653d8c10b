package io.lockstep.bench;

import io.lockstep.core.Side;
import java.time.Duration;

/**
 * What the others notice when both providers of one location take ten seconds for every call: it
 * has changes under way all the while, theirs are edited one after the other, first in peace, then
 * beside it.
 */
final class SlowProvider {

  /** At four in progress and a call of ten seconds each, longer than the others are watched. */
  private static final int CHANGES = 25;

  private static final Duration EVERY_CALL = Duration.ofSeconds(10);

  private final Town town;

  SlowProvider(Town town) {
    this.town = town;
  }

  void measure(Table table) {
    Place slow = town.places().get(town.places().size() - 1);
    Others others = new Others(town, slow);
    Others.Delays peace = others.edit();
    town.editHeld(town.of(slow, CHANGES), Side.CONTACTS);
    town.stack().slowDown(slow, EVERY_CALL);
    town.stack().holdWebhooks(false);
    Others.Delays beside = others.edit();
    town.stack().mendAll();
    table.add("edit to visible of 19 locations in peace", peace.text());
    table.add("the same while the 20th's providers take 10 s per call", beside.text());
    table.add("p99 beside the slow one ÷ p99 in peace", beside.over(peace), "1.5");
    town.awaitQuiet();
  }
}

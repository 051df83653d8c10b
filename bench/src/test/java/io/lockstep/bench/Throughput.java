package io.lockstep.bench;

import java.time.Duration;
import java.util.List;

/**
 * Changes per second: many edits over all locations, told to Lockstep at once, until the last one
 * is visible on the other side; against as many bare workflows started at once. Rounds alternate,
 * so that a slow minute of the machine falls on both.
 */
final class Throughput {

  private static final int EACH = 25;
  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 3;

  /** No further round begins after so long. */
  private static final Duration ENOUGH = Duration.ofMinutes(3);

  private static final Duration DRAINED_WITHIN = Duration.ofSeconds(90);

  private final Town town;
  private final BareEngine bare;

  Throughput(Town town, BareEngine bare) {
    this.town = town;
    this.bare = bare;
  }

  void measure(Table table) {
    List<Pair> edited = town.across(town.places(), EACH);
    Rounds rounds = new Rounds(town, bare, "", DRAINED_WITHIN);
    for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) { // all processes alike
      rounds.warmUp(edited);
    }
    long until = System.nanoTime() + ENOUGH.toNanos();
    do {
      rounds.measure(edited);
    } while (rounds.size() < ROUNDS && System.nanoTime() < until);
    rounds.addTo(table, "", "0.7");
  }
}

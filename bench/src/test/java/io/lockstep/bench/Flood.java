package io.lockstep.bench;

import io.lockstep.bench.CallLog.Call;
import java.time.Instant;

/**
 * What the others notice when one location sends 1,500 changed contacts at once: theirs are edited
 * first in peace, then during the flood. The flood's contacts are new ones, each a first link,
 * which costs more than a change. It is not drained: the run ends.
 */
final class Flood {

  private static final int CONTACTS = 1_500;

  private final Town town;

  Flood(Town town) {
    this.town = town;
  }

  void measure(Table table) {
    Place flooded = town.places().get(town.places().size() - 1);
    Others others = new Others(town, flooded);
    Others.Delays peace = others.edit();
    Instant begin = CallLog.now();
    town.arrive(flooded, CONTACTS);
    Others.Delays during = others.edit();
    long calls = town.log().since(begin).stream().filter(Call::isLocksteps).count();
    table.add("edit to visible of 19 locations in peace", peace.text());
    table.add("the same while the 20th sends 1,500 contacts", during.text());
    table.add("where the slowest of them spent its time", during.slowest());
    table.add(
        "p99 in the flood ÷ p99 in peace",
        during.over(peace) + " (" + calls + " calls made meanwhile)",
        "2.5");
  }
}
